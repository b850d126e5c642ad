#include "runtime/script/message_codec.h"

#include <algorithm>

#include "runtime/message/run.h"
#include "runtime/script/value_codec.h"

namespace iflowsim::script {

namespace {

enum Form : std::uint8_t {
  kNullBody = 0,
  kStream = 1,
  kString = 2,
  kByteArray = 3,
  kObjectBody = 4,
  kLarge = 5,
  kUnchanged = 6,
  kSameAttachment = 7,
};

enum LogKind : std::uint8_t { kStepProperty = 1, kLogAttachment = 2, kCustomHeader = 3 };

template <typename Entries>
void writeEntries(WireOut& out, const Entries& entries, const ScriptScope& scope) {
  const auto hidden =
      std::count_if(entries.begin(), entries.end(), [](const auto& entry) { return isScopeProperty(entry.second); });
  out.count(entries.size() - static_cast<std::size_t>(hidden));
  for (const auto& [name, value] : entries) {
    if (isScopeProperty(value)) continue;
    out.text(name);
    writeValue(out, value, scope);
  }
}

template <typename Entries>
void applyEntries(WireIn& in, Entries& entries, const ScopePtr& scope) {
  for (std::uint32_t left = in.u32(); left > 0; --left) entries.remove(in.text());
  for (std::uint32_t left = in.u32(); left > 0; --left) {
    const std::string_view name = in.text();
    entries.set(name, readValue(in, scope));
  }
}

Body readFormed(WireIn& in, std::uint8_t form, const AnswerContext& context) {
  BodyForm made{.form = form};
  Body body;
  switch (form) {
    case kNullBody:
      return {};
    case kStream:
      return Body(in.string());
    case kString:
    case kByteArray:
      body = Body(in.string());
      break;
    case kObjectBody:
      made.handle = in.u64();
      made.class_name = in.string();
      body = context.bytes_of(made.handle);
      break;
    case kLarge:
      made.form = in.u8();
      body = context.pieces.take(in.u32());
      (void)in.u64();
      break;
    default:
      throw WireError("a body of the script host has a form that is not known");
  }
  if (context.scope && made.form != kStream) context.scope->remember(body, std::move(made));
  return body;
}

std::vector<Attachment> readAttachments(WireIn& in, const std::vector<Attachment>& before,
                                        const AnswerContext& context) {
  std::vector<Attachment> attachments;
  for (std::uint32_t left = in.u32(); left > 0; --left) {
    Attachment attachment;
    attachment.name = in.string();
    attachment.content_type = in.string();
    for (std::uint32_t headers = in.u32(); headers > 0; --headers) {
      (void)in.text();
      (void)in.text();
    }
    const std::uint8_t form = in.u8();
    if (form == kSameAttachment) {
      const std::uint32_t index = in.u32();
      if (index >= before.size()) throw WireError("an attachment of the script host was never sent to it");
      attachment.content = before[index].content;
    } else {
      attachment.content = readFormed(in, form, context);
    }
    attachments.push_back(std::move(attachment));
  }
  return attachments;
}

void readLogEntry(WireIn& in, Run& run, const AnswerContext& context) {
  const std::uint8_t kind = in.u8();
  std::string name = in.string();
  std::string media_type = in.string();
  std::string text = readFormed(in, in.u8(), {nullptr, context.pieces, context.bytes_of}).text();
  if (run.level() == LogLevel::None) return;
  if (kind == kStepProperty && run.level() >= LogLevel::Debug) run.addStepProperty(std::move(name), std::move(text));
  if (kind == kLogAttachment) run.addAttachment({std::move(name), std::move(media_type), std::move(text)});
  if (kind == kCustomHeader) run.addCustomHeader(std::move(name), std::move(text));
}

}  // namespace

SentMessage::SentMessage(const CallHead& head, const Exchange& exchange, const ScriptScope& scope) {
  const Run& run = exchange.run();
  payload_.u64(scope.number()).u64(head.script).text(head.function).text(run.identity().message_id);
  payload_.text(exchange.id()).text(head.flow_id).text(head.step_id);
  payload_.u8(static_cast<std::uint8_t>(run.level())).u32(head.time_limit);
  writeEntries(payload_, exchange.headers(), scope);
  writeEntries(payload_, exchange.properties(), scope);
  payload_.count(exchange.attachments().size());
  for (const Attachment& attachment : exchange.attachments()) {
    payload_.text(attachment.name).text(attachment.content_type).u32(0);
    writeBody(attachment.content, scope);
  }
  writeBody(exchange.body(), scope);
}

void SentMessage::writeBody(const Body& body, const ScriptScope& scope) {
  if (body.isNull()) {
    payload_.u8(kNullBody);
    return;
  }
  const auto made = scope.formOf(body);
  if (made && made->form == kObjectBody) {
    payload_.u8(kObjectBody).u64(made->handle).text(made->class_name);
    return;
  }
  writeContent(body, made ? made->form : static_cast<std::uint8_t>(kStream));
}

void SentMessage::writeContent(const Body& body, std::uint8_t form) {
  if (body.size() <= kMostPieceBytes) {
    payload_.u8(form).text(body.view());
    return;
  }
  payload_.u8(kLarge).u8(form).count(parts_.size()).u64(body.size());
  parts_.push_back(body);
}

std::string_view SentMessage::chunk(std::uint32_t part, std::uint64_t offset, std::uint32_t most) const {
  if (part >= parts_.size()) return {};
  const std::string_view content = parts_[part].view();
  if (offset >= content.size()) return {};
  return content.substr(offset, std::min<std::size_t>(most, kMostPieceBytes));
}

void Pieces::add(WireIn in) {
  const std::uint32_t part = in.u32();
  parts_.try_emplace(part, options_).first->second.append(in.text());
}

Body Pieces::take(std::uint32_t part) {
  const auto found = parts_.find(part);
  return found == parts_.end() ? Body(std::string()) : found->second.finish();
}

Body readBody(WireIn& in, const AnswerContext& context) {
  return readFormed(in, in.u8(), context);
}

void applyChanges(WireIn& in, Exchange& exchange, const AnswerContext& context) {
  if (const std::uint8_t form = in.u8(); form != kUnchanged) exchange.setBody(readFormed(in, form, context));
  applyEntries(in, exchange.headers(), context.scope);
  applyEntries(in, exchange.properties(), context.scope);
  if (in.boolean()) exchange.attachments() = readAttachments(in, exchange.attachments(), context);
  for (std::uint32_t left = in.u32(); left > 0; --left) readLogEntry(in, exchange.run(), context);
}

}  // namespace iflowsim::script
