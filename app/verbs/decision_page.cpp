#include "app/verbs/decision_page.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "app/verbs/local_time.h"
#include "app/verbs/server_verb.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

using Json = nlohmann::json;
using Lines = std::vector<std::string>;

constexpr const char* kPlain = "\x1b[0m";
constexpr const char* kBold = "\x1b[1m";
constexpr const char* kGreen = "\x1b[32m";
constexpr const char* kRed = "\x1b[31m";
constexpr const char* kDim = "\x1b[2m";

struct Mark {
  std::string_view outcome;
  const char* sign;
  const char* colour;
};

constexpr std::array kMarks{Mark{"passed", "✓", kGreen}, Mark{"failed", "✗", kRed}, Mark{"not needed", "–", kDim},
                            Mark{"not reached", "·", kDim}};

/// Columns before the evidence: two blanks, the mark, a blank, the name of the step, blanks.
constexpr std::size_t kMargin = 25;

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Control characters would let a caller's path or certificate write all over the operator's terminal.
std::string printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return text;
}

/// The parts of evidence, which semicolons separate; one that belongs to a name is escaped.
Lines partsOf(const std::string& evidence) {
  Lines parts;
  std::size_t begin = 0;
  for (std::size_t end = evidence.find("; "); end != std::string::npos; end = evidence.find("; ", end + 1)) {
    if (end > 0 && evidence[end - 1] == '\\') continue;
    parts.push_back(evidence.substr(begin, end - begin));
    begin = end + 2;
  }
  parts.push_back(evidence.substr(begin));
  return parts;
}

/// Breaks at blanks; a word that is longer than a line keeps its line to itself.
Lines wrapped(const std::string& text, std::size_t width) {
  Lines lines(1);
  for (const std::string_view word : split(text, ' ')) {
    std::string& line = lines.back();
    if (line.empty()) {
      line = word;
    } else if (columns(line) + 1 + columns(word) <= width) {
      (line += ' ') += word;
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

class Page {
 public:
  Page(std::ostream& out, const DecisionPageOptions& options) : out_(out), options_(options) {}

  void title(const Json& decision) {
    const bool passed = decision.value("passed", false);
    const std::string status = textOf(decision, "status");
    const std::string verdict = passed          ? "passed to the flow"
                                : status == "0" ? "refused in the handshake"
                                                : "refused with " + status;
    out_ << "Decision " << printable(textOf(decision, "id")) << "  " << colour(passed ? kGreen : kRed) << colour(kBold)
         << verdict << colour(kPlain) << "\n\n";
  }

  void field(const char* name, const std::string& text) {
    if (!text.empty()) block("  " + std::string(name), {printable(text)});
  }

  void step(const Json& step) {
    const std::string outcome = textOf(step, "outcome");
    const auto* mark =
        std::find_if(kMarks.begin(), kMarks.end(), [&](const Mark& one) { return one.outcome == outcome; });
    if (mark == kMarks.end()) mark = &kMarks.back();
    Lines parts = partsOf(printable(textOf(step, "evidence")));
    const bool reached = outcome == "passed" || outcome == "failed";
    if (!reached) parts = {outcome};
    block("  " + std::string(mark->sign) + ' ' + printable(textOf(step, "name")), parts, mark->colour);
  }

  void line() { out_ << '\n'; }

 private:
  const char* colour(const char* code) const { return options_.colours ? code : ""; }

  /// The head, then the parts beside it, each on lines of its own.
  void block(const std::string& head, const Lines& parts, const char* head_colour = "") {
    std::string margin = head;
    margin.append(kMargin - std::min(kMargin - 1, columns(head)), ' ');
    const char* end = *head_colour == '\0' ? "" : kPlain;
    for (const std::string& part : parts) {
      for (const std::string& text : wrapped(part, options_.width - kMargin)) {
        out_ << colour(head_colour) << margin << colour(end) << text << '\n';
        margin.assign(kMargin, ' ');
        head_colour = end = "";
      }
    }
  }

  std::ostream& out_;
  const DecisionPageOptions& options_;
};

}  // namespace

void printDecision(const Json& decision, std::ostream& out, const DecisionPageOptions& options) {
  Page page(out, options);
  page.title(decision);
  page.field("Call", textOf(decision, "method") + ' ' + textOf(decision, "path"));
  page.field("From", textOf(decision, "peer"));
  page.field("Time", toLocalTime(textOf(decision, "time")));
  page.field("Flow", textOf(decision, "flow"));
  page.field("User", textOf(decision, "user"));
  page.line();
  for (const Json& step : decision.at("steps")) page.step(step);
  if (decision.value("passed", false)) return;
  page.line();
  page.field("Why", textOf(decision, "reason"));
  page.field("What to do", textOf(decision, "remedy"));
}

}  // namespace iflowsim
