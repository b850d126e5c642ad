#include "runtime/script/host_output.h"

#include "runtime/base/text.h"

namespace iflowsim::script {

namespace {

constexpr std::string_view kReady = "ready 1";
constexpr std::size_t kWordsKept = 5;
/// A line that is longer is cut into several.
constexpr std::size_t kLongestLine = 1U << 16U;

/// Takes the next line off the front of what came; false when there is none yet.
bool nextLine(std::string& rest, std::string& line) {
  auto end = rest.find('\n');
  const bool is_whole = end != std::string::npos;
  if (!is_whole && rest.size() < kLongestLine) return false;
  if (!is_whole) end = kLongestLine;
  line = rest.substr(0, end);
  rest.erase(0, is_whole ? end + 1 : end);
  return true;
}

log::Level levelOf(std::string_view name) {
  if (name == "error") return log::Level::Error;
  return name == "warn" ? log::Level::Warning : log::Level::Info;
}

}  // namespace

void HostOutput::addErrors(std::string_view piece) {
  errors_ += piece;
  for (std::string line; nextLine(errors_, line);) take(line);
}

void HostOutput::take(std::string_view line) {
  const auto fields = split(line, '\t');
  if (fields.size() == 5) {
    log_(levelOf(fields[0]), fields[4], {{"message", fields[1]}, {"flow", fields[2]}, {"script", fields[3]}});
    return;
  }
  log_(is_ready_ ? log::Level::Warning : log::Level::Debug, "The script host says", {{"text", line}});
  if (is_ready_) return;
  words_.emplace_back(line);
  if (words_.size() > kWordsKept) words_.pop_front();
}

void HostOutput::addOutput(std::string_view piece) {
  output_ += piece;
  for (std::string line; nextLine(output_, line);) {
    if (line == kReady) {
      is_ready_ = true;
    } else {
      log_(log::Level::Warning, "The script host writes to its output", {{"text", line}});
    }
  }
}

std::string HostOutput::lastWords() const {
  std::string text;
  for (const std::string& word : words_) text += (text.empty() ? "" : " / ") + word;
  return text;
}

}  // namespace iflowsim::script
