#include "app/verbs/script_page.h"

#include <algorithm>
#include <string_view>

#include "runtime/base/text.h"
#include "runtime/message/run.h"
#include "security/material/ber_text.h"

namespace iflowsim {

namespace {

using Entries = SavedMessage::Entries;

const Value* find(const Entries& entries, const std::string& name) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == name; });
  return found == entries.end() ? nullptr : &found->second;
}

/// Long text is cut, further lines are indented below the first.
std::string shortened(std::string text) {
  constexpr std::size_t kLongest = 2000;
  const std::size_t size = text.size();
  if (size > kLongest) text = text.substr(0, kLongest) + "... (" + std::to_string(size) + " bytes)";
  return replaceAll(std::move(text), "\n", "\n      ");
}

std::string shown(const Value& value) {
  if (value.isNull()) return "null";
  const std::string class_name = value.className();
  const std::string type = class_name == "java.lang.String" ? "" : " (" + class_name + ')';
  if (const auto* bytes = value.as<Value::Bytes>()) return std::to_string((*bytes)->size()) + " bytes" + type;
  return shortened(value.toText()) + type;
}

/// One line each; those that went stand at the end.
std::string entriesText(const char* title, const Entries& before, const Entries& after) {
  std::string text;
  for (const auto& [name, value] : after) {
    const Value* old = find(before, name);
    const char mark = old == nullptr ? '+' : *old == value ? ' ' : '*';
    text += std::string("  ") + mark + ' ' + name + " = " + shown(value);
    if (mark == '*') text += ", was " + shown(*old);
    text += '\n';
  }
  for (const auto& [name, value] : before) {
    if (find(after, name) == nullptr) text += "  - " + name + ", was " + shown(value) + '\n';
  }
  return text.empty() ? text : title + (":\n" + text);
}

bool isReadable(std::string_view bytes) {
  return bytes.find('\0') == std::string_view::npos && isUtf8(bytes);
}

const char* kindName(BodyKind kind) {
  switch (kind) {
    case BodyKind::Stream:
      return "stream";
    case BodyKind::Text:
      return "String";
    case BodyKind::Bytes:
      return "byte[]";
    case BodyKind::Object:
      break;
  }
  return "object";
}

bool isSame(const Body& left, const Body& right) {
  return left.isNull() == right.isNull() && left.kind() == right.kind() && left.view() == right.view();
}

std::string sizeText(std::size_t size) {
  return std::to_string(size) + (size == 1 ? " byte" : " bytes");
}

std::string bodyText(const Body& before, const Body& after) {
  const char* mark = isSame(before, after) ? "" : ", changed";
  if (after.isNull()) return std::string("Body: none") + mark + '\n';
  const std::string_view bytes = after.view();
  const std::string head = std::string("Body (") + kindName(after.kind()) + ", " + sizeText(bytes.size()) + mark;
  if (!isReadable(bytes)) return head + ", not text)\n";
  return head + "):\n" + std::string(bytes) + (bytes.ends_with('\n') || bytes.empty() ? "" : "\n");
}

std::string attachmentsText(const std::vector<Attachment>& before, const std::vector<Attachment>& after) {
  std::string text;
  for (const Attachment& attachment : after) {
    const auto old = std::find_if(before.begin(), before.end(),
                                  [&](const Attachment& other) { return other.name == attachment.name; });
    const bool is_new = old == before.end();
    const char mark = is_new ? '+' : old->content.view() == attachment.content.view() ? ' ' : '*';
    text += std::string("  ") + mark + ' ' + attachment.name + " (" + attachment.content_type + ", " +
            sizeText(attachment.content.size()) + ")\n";
  }
  for (const Attachment& attachment : before) {
    const bool is_kept =
        std::any_of(after.begin(), after.end(), [&](const Attachment& other) { return other.name == attachment.name; });
    if (!is_kept) text += "  - " + attachment.name + '\n';
  }
  return text.empty() ? text : "Attachments:\n" + text;
}

/// What the message log got.
std::string logText(const Run& run) {
  std::string text;
  for (const StepRun& step : run.steps()) {
    for (const auto& [name, value] : step.properties) text += "  property " + name + " = " + shortened(value) + '\n';
  }
  for (const auto& [name, value] : run.customHeaders())
    text += "  custom header " + name + " = " + shortened(value) + '\n';
  for (const LogAttachment& attachment : run.attachments()) {
    text += "  attachment " + attachment.name + " (" + attachment.media_type + ", " +
            sizeText(attachment.content.size()) + ")\n";
    if (isReadable(attachment.content)) text += "      " + shortened(attachment.content) + '\n';
  }
  return text.empty() ? text : "Message log:\n" + text;
}

const char* levelName(log::Level level) {
  switch (level) {
    case log::Level::Debug:
      return "debug";
    case log::Level::Info:
      return "info";
    case log::Level::Warning:
      return "warning";
    case log::Level::Error:
      break;
  }
  return "error";
}

}  // namespace

std::string toText(const ScriptOutcome& outcome) {
  return entriesText("Headers", outcome.before.headers, outcome.after.headers) +
         entriesText("Properties", outcome.before.properties, outcome.after.properties) +
         bodyText(outcome.before.body, outcome.after.body) +
         attachmentsText(outcome.before.attachments, outcome.after.attachments) + logText(outcome.run);
}

std::string toText(const std::vector<ScriptLine>& lines) {
  std::string text;
  for (const ScriptLine& line : lines) text += std::string("  ") + levelName(line.level) + ' ' + line.text + '\n';
  return text.empty() ? text : "Log lines:\n" + text;
}

}  // namespace iflowsim
