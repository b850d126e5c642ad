#include "runtime/script/message_codec.h"

#include <algorithm>

#include "runtime/message/run.h"
#include "runtime/script/value_codec.h"

namespace iflowsim::script {

namespace {

/// Forms of bodies.
constexpr std::uint8_t kNullBody = 0;
constexpr std::uint8_t kStream = 1;
constexpr std::uint8_t kString = 2;
constexpr std::uint8_t kByteArray = 3;
constexpr std::uint8_t kObjectBody = 4;
constexpr std::uint8_t kLarge = 5;
constexpr std::uint8_t kUnchanged = 6;
constexpr std::uint8_t kSameAttachment = 7;

/// Kinds of log entries.
constexpr std::uint8_t kStepProperty = 1;
constexpr std::uint8_t kLogAttachment = 2;
constexpr std::uint8_t kCustomHeader = 3;

template <typename Entries>
void writeEntries(WireOut& out, const Entries& entries, const ScriptScope& scope) {
  out.count(entries.size());
  for (const auto& [name, value] : entries) {
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

std::uint8_t formOf(BodyKind kind) {
  switch (kind) {
    case BodyKind::Text:
      return kString;
    case BodyKind::Bytes:
      return kByteArray;
    default:
      return kStream;
  }
}

BodyKind kindOf(std::uint8_t form) {
  switch (form) {
    case kStream:
      return BodyKind::Stream;
    case kString:
      return BodyKind::Text;
    case kByteArray:
      return BodyKind::Bytes;
    default:
      throw WireError("a body of the script host has the unknown form " + std::to_string(form));
  }
}

Body readObject(WireIn& in, const ScopePtr& scope) {
  if (!scope) throw WireError("the script host sent an object where none can be");
  const std::uint64_t handle = in.u64();
  return Body(std::make_shared<const HostBody>(scope, handle, in.string()));
}

Body readFormed(WireIn& in, std::uint8_t form, const AnswerContext& context) {
  switch (form) {
    case kNullBody:
      return {};
    case kObjectBody:
      return readObject(in, context.scope);
    case kLarge: {
      const BodyKind kind = kindOf(in.u8());
      const std::uint32_t part = in.u32();
      return context.pieces.take(part, in.u64()).as(kind);
    }
    default: {
      const BodyKind kind = kindOf(form);
      return Body(in.string()).as(kind);
    }
  }
}

std::vector<Attachment> readAttachments(WireIn& in, const std::vector<Attachment>& before,
                                        const AnswerContext& context) {
  std::vector<Attachment> attachments;
  for (std::uint32_t left = in.u32(); left > 0; --left) {
    Attachment attachment;
    attachment.name = in.string();
    attachment.content_type = in.string();
    for (std::uint32_t headers = in.u32(); headers > 0; --headers) {
      std::string name = in.string();
      attachment.headers.emplace_back(std::move(name), in.string());
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
  std::string text = readFormed(in, in.u8(), {nullptr, context.pieces}).text();
  if (run.level() == LogLevel::None) return;
  switch (kind) {
    case kStepProperty:
      if (run.level() >= LogLevel::Debug) run.addStepProperty(std::move(name), std::move(text));
      break;
    case kLogAttachment:
      run.addAttachment({std::move(name), std::move(media_type), std::move(text)});
      break;
    case kCustomHeader:
      run.addCustomHeader(std::move(name), std::move(text));
      break;
    default:
      throw WireError("an entry of the log has a kind that is not known");
  }
}

}  // namespace

SentMessage::SentMessage(WireOut& out, const CallHead& head, const Exchange& exchange, const ScriptScope& scope) {
  const Run& run = exchange.run();
  out.u64(scope.number()).u64(head.script).text(head.function).text(run.identity().message_id);
  out.text(exchange.id()).text(head.flow_id).text(head.step_id);
  out.u8(static_cast<std::uint8_t>(run.level())).u32(head.time_limit);
  writeEntries(out, exchange.headers(), scope);
  writeEntries(out, exchange.properties(), scope);
  out.count(exchange.attachments().size());
  for (const Attachment& attachment : exchange.attachments()) {
    out.text(attachment.name).text(attachment.content_type).count(attachment.headers.size());
    for (const auto& [name, value] : attachment.headers) out.text(name).text(value);
    writeBody(out, attachment.content, scope);
  }
  writeBody(out, exchange.body(), scope);
}

void SentMessage::writeBody(WireOut& out, const Body& body, const ScriptScope& scope) {
  if (body.isNull()) {
    out.u8(kNullBody);
    return;
  }
  if (body.kind() != BodyKind::Object) return writeContent(out, body, formOf(body.kind()));
  const auto object = body.object();
  const auto* hosted = dynamic_cast<const HostBody*>(object.get());
  // Of another scope: a script can only have its text.
  if (hosted == nullptr || !hosted->handle().scope().isSame(scope)) return writeContent(out, body, kString);
  out.u8(kObjectBody).u64(hosted->handle().number()).text(hosted->className());
}

void SentMessage::writeContent(WireOut& out, const Body& body, std::uint8_t form) {
  const std::string_view content = body.view();
  if (content.size() <= kMostPieceBytes) {
    out.u8(form).text(content);
    return;
  }
  out.u8(kLarge).u8(form).count(parts_.size()).u64(content.size());
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

Body Pieces::take(std::uint32_t part, std::uint64_t size) {
  const auto found = parts_.find(part);
  const std::size_t came = found == parts_.end() ? 0 : found->second.size();
  if (came != size) {
    throw WireError("a body of the script host has " + std::to_string(came) + " bytes in place of " +
                    std::to_string(size));
  }
  return found == parts_.end() ? Body(std::string()) : found->second.finish();
}

Body readBody(WireIn& in, const AnswerContext& context) {
  return readFormed(in, in.u8(), context);
}

void applyChanges(WireIn& in, Exchange& exchange, const AnswerContext& context) {
  if (const std::uint8_t form = in.u8(); form != kUnchanged) {
    exchange.setBody(readFormed(in, form, context));
  } else if (auto object = exchange.body().object()) {
    // The script may have changed the object in place: its bytes are asked for again.
    exchange.setBody(Body(std::move(object)));
  }
  applyEntries(in, exchange.headers(), context.scope);
  applyEntries(in, exchange.properties(), context.scope);
  if (in.boolean()) exchange.attachments() = readAttachments(in, exchange.attachments(), context);
  for (std::uint32_t left = in.u32(); left > 0; --left) readLogEntry(in, exchange.run(), context);
}

}  // namespace iflowsim::script
