#include "runtime/script/value_codec.h"

#include <array>
#include <charconv>

#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "runtime/message/java_number.h"
#include "runtime/message/soap_header.h"

namespace iflowsim::script {

namespace {

constexpr int kMostNesting = 64;
constexpr int kMostCauses = 16;
/// What exceptions of receivers know beyond their message; the names of the wire.
constexpr std::array kDetails = {"statusCode", "statusText", "responseBody", "url",          "redirectLocation",
                                 "requestUri", "faultCode",  "faultActor",   "faultSubCode", "detail"};
/// The headers of a reply, `Name: value` lines; on the wire each is a detail `header.<name>`.
constexpr const char* kReplyHeaders = "responseHeaders";
/// The detail of an error that names its object in the host: `<generation>:<scope>:<handle>`.
constexpr const char* kObjectDetail = "scriptObject";

/// Tags of values.
constexpr std::uint8_t kNull = 0;
constexpr std::uint8_t kText = 1;
constexpr std::uint8_t kBool = 2;
constexpr std::uint8_t kInteger = 3;
constexpr std::uint8_t kDouble = 4;
constexpr std::uint8_t kBytes = 5;
constexpr std::uint8_t kList = 6;
constexpr std::uint8_t kMap = 7;
constexpr std::uint8_t kDate = 8;
constexpr std::uint8_t kError = 9;
constexpr std::uint8_t kObject = 10;
constexpr std::uint8_t kSoapHeaders = 11;
constexpr std::uint8_t kNumber = 12;

/// The text of an object of another scope.
void writeForeign(WireOut& out, const HostObject& object) {
  try {
    const std::string text = object.toText();
    out.u8(kText).text(text);
  } catch (const FlowError& gone) {
    log::warn("A script finds null in place of an object that is gone",
              {{"class", object.className()}, {"reason", gone.message()}});
    out.u8(kNull);
  }
}

void writeObject(WireOut& out, const OpaqueValue& object, const ScriptScope& scope) {
  if (const auto* hosted = dynamic_cast<const HostObject*>(&object)) {
    if (!hosted->handle().scope().isSame(scope)) return writeForeign(out, *hosted);
    out.u8(kObject).u64(hosted->handle().number()).text(hosted->className());
    return;
  }
  if (const auto* number = dynamic_cast<const JavaNumber*>(&object)) {
    out.u8(kNumber).text(number->className()).text(number->toText());
    return;
  }
  const auto* soap = dynamic_cast<const SoapHeaderListValue*>(&object);
  if (soap == nullptr) {
    out.u8(kText).text(object.toText());
    return;
  }
  out.u8(kSoapHeaders).count(soap->headers().size());
  for (const SoapHeader& header : soap->headers()) {
    out.text(header.namespace_uri).text(header.name).text(header.xml).text(header.actor);
    out.boolean(header.must_understand);
  }
}

struct Written {
  WireOut& out;
  const ScriptScope& scope;

  void operator()(std::monostate) const { out.u8(kNull); }
  void operator()(const std::string& text) const { out.u8(kText).text(text); }
  void operator()(bool value) const { out.u8(kBool).boolean(value); }
  void operator()(std::int64_t value) const { out.u8(kInteger).i64(value); }
  void operator()(double value) const { out.u8(kDouble).f64(value); }
  void operator()(const Value::Bytes& bytes) const { out.u8(kBytes).text(*bytes); }
  void operator()(const std::shared_ptr<const ValueList>& items) const {
    out.u8(kList).count(items->size());
    for (const Value& item : *items) writeValue(out, item, scope);
  }
  void operator()(const std::shared_ptr<const ValueMap>& entries) const {
    out.u8(kMap).count(entries->size());
    for (const auto& [key, value] : *entries) {
      out.text(key);
      writeValue(out, value, scope);
    }
  }
  void operator()(TimePoint time) const {
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
    out.u8(kDate).i64(since.count());
  }
  void operator()(const std::shared_ptr<const FlowError>& error) const {
    out.u8(kError);
    writeError(out, *error, scope);
  }
  void operator()(const std::shared_ptr<const OpaqueValue>& object) const { writeObject(out, *object, scope); }
};

std::string prefixOf(const ScriptScope& scope) {
  return std::to_string(scope.generation()) + ':' + std::to_string(scope.number()) + ':';
}

/// The handle of the error in that scope; 0 when it has none there.
std::uint64_t handleOf(const FlowError& error, const ScriptScope& scope) {
  std::string_view object = error.detail(kObjectDetail);
  const std::string prefix = prefixOf(scope);
  if (!object.starts_with(prefix)) return 0;
  object.remove_prefix(prefix.size());
  std::uint64_t handle = 0;
  std::from_chars(object.data(), object.data() + object.size(), handle);
  return handle;
}

FlowError::Details detailsFor(const FlowError& error) {
  FlowError::Details details;
  for (const char* name : kDetails) {
    if (!error.detail(name).empty()) details.emplace_back(name, error.detail(name));
  }
  for (const std::string_view line : split(error.detail(kReplyHeaders), '\n')) {
    const auto colon = line.find(": ");
    if (colon != std::string_view::npos)
      details.emplace_back("header." + std::string(line.substr(0, colon)), line.substr(colon + 2));
  }
  return details;
}

void writeWithoutCause(WireOut& out, const FlowError& error, const ScriptScope& scope) {
  out.text(error.className()).text(error.message());
  const FlowError::Details details = detailsFor(error);
  out.count(details.size());
  for (const auto& [name, value] : details) out.text(name).text(value);
  out.u64(handleOf(error, scope));
}

FlowError readNestedError(WireIn& in, const ScopePtr& scope, int depth) {
  if (depth > kMostNesting) throw WireError("an error of the script host has too many causes");
  std::string class_name = in.string();
  std::string message = in.string();
  FlowError::Details details;
  for (std::uint32_t left = in.u32(); left > 0; --left) {
    std::string name = in.string();
    details.emplace_back(std::move(name), in.string());
  }
  if (const std::uint64_t handle = in.u64(); handle != 0 && scope) {
    details.emplace_back(kObjectDetail, prefixOf(*scope) + std::to_string(handle));
  }
  std::shared_ptr<const FlowError> cause;
  if (in.boolean()) cause = std::make_shared<const FlowError>(readNestedError(in, scope, depth + 1));
  return {std::move(class_name), std::move(message), std::move(cause), std::move(details)};
}

Value readSoapHeaders(WireIn& in) {
  std::vector<SoapHeader> headers;
  for (std::uint32_t left = in.u32(); left > 0; --left) {
    SoapHeader header;
    header.namespace_uri = in.string();
    header.name = in.string();
    header.xml = in.string();
    header.actor = in.string();
    header.must_understand = in.boolean();
    headers.push_back(std::move(header));
  }
  return std::shared_ptr<const OpaqueValue>(std::make_shared<const SoapHeaderListValue>(std::move(headers)));
}

Value readNested(WireIn& in, const ScopePtr& scope, int depth);

Value readList(WireIn& in, const ScopePtr& scope, int depth) {
  ValueList items;
  for (std::uint32_t left = in.u32(); left > 0; --left) items.push_back(readNested(in, scope, depth + 1));
  return Value::list(std::move(items));
}

Value readMap(WireIn& in, const ScopePtr& scope, int depth) {
  ValueMap entries;
  for (std::uint32_t left = in.u32(); left > 0; --left) {
    std::string key = in.string();
    entries.emplace_back(std::move(key), readNested(in, scope, depth + 1));
  }
  return Value::map(std::move(entries));
}

Value readObject(WireIn& in, const ScopePtr& scope) {
  if (!scope) throw WireError("the script host sent an object where none can be");
  const std::uint64_t handle = in.u64();
  return std::shared_ptr<const OpaqueValue>(std::make_shared<const HostObject>(scope, handle, in.string()));
}

Value readNumber(WireIn& in) {
  std::string class_name = in.string();
  return javaNumber(std::move(class_name), in.string());
}

Value readNested(WireIn& in, const ScopePtr& scope, int depth) {
  if (depth > kMostNesting) throw WireError("a value of the script host is nested too deep");
  switch (in.u8()) {
    case kNull:
      return {};
    case kText:
      return in.string();
    case kBool:
      return in.boolean();
    case kInteger:
      return in.i64();
    case kDouble:
      return in.f64();
    case kBytes:
      return std::make_shared<const std::string>(in.text());
    case kList:
      return readList(in, scope, depth);
    case kMap:
      return readMap(in, scope, depth);
    case kDate:
      return TimePoint(std::chrono::milliseconds(in.i64()));
    case kError:
      return std::make_shared<const FlowError>(readNestedError(in, scope, 0));
    case kObject:
      return readObject(in, scope);
    case kSoapHeaders:
      return readSoapHeaders(in);
    case kNumber:
      return readNumber(in);
    default:
      throw WireError("a value of the script host has a kind that is not known");
  }
}

}  // namespace

void writeValue(WireOut& out, const Value& value, const ScriptScope& scope) {
  std::visit(Written{out, scope}, value.storage());
}

void writeError(WireOut& out, const FlowError& error, const ScriptScope& scope) {
  int depth = 0;
  for (const FlowError* at = &error; at != nullptr; at = at->cause().get()) {
    writeWithoutCause(out, *at, scope);
    const bool has_cause = at->cause() != nullptr && ++depth < kMostCauses;
    out.boolean(has_cause);
    if (!has_cause) return;
  }
}

Value readValue(WireIn& in, const ScopePtr& scope) {
  return readNested(in, scope, 0);
}

FlowError readError(WireIn& in, const ScopePtr& scope) {
  return readNestedError(in, scope, 0);
}

FlowError withHint(FlowError error, std::string hint) {
  if (hint.empty()) return error;
  FlowError::Details details{{"hint", std::move(hint)}};
  for (const char* name : kDetails) {
    if (!error.detail(name).empty()) details.emplace_back(name, error.detail(name));
  }
  if (!error.detail(kObjectDetail).empty()) details.emplace_back(kObjectDetail, error.detail(kObjectDetail));
  return {error.className(), error.message(), error.cause(), std::move(details)};
}

}  // namespace iflowsim::script
