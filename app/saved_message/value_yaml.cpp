#include "app/saved_message/value_yaml.h"

#include <array>
#include <chrono>
#include <iomanip>
#include <sstream>
#include <string_view>

#include "runtime/base/base64.h"
#include "runtime/base/utc_time.h"
#include "runtime/message/java_number.h"
#include "runtime/message/soap_header.h"

namespace iflowsim {

namespace {

constexpr std::string_view kYamlTag = "tag:yaml.org,2002:";
constexpr const char* kException = "!exception";
constexpr std::array kNumberClasses = {"java.lang.Long",      "java.lang.Short",     "java.lang.Byte",
                                       "java.lang.Float",     "java.lang.Character", "java.math.BigDecimal",
                                       "java.math.BigInteger"};
/// What exceptions carry besides class, message and cause. Source: script-api section 7.
constexpr std::array kDetails = {"statusCode", "statusText", "responseBody", "url"};

[[noreturn]] void refuse(const YAML::Node& node, const std::string& what) {
  throw YAML::RepresentationException(node.Mark(), what);
}

Value timeFrom(const YAML::Node& node) {
  const auto time = parseUtc(node.Scalar());
  if (!time) refuse(node, "'" + node.Scalar() + "' is no time such as 2026-01-31T12:00:00Z");
  return *time;
}

Value bytesFrom(const YAML::Node& node) {
  auto bytes = base64Decode(node.Scalar());
  if (!bytes) refuse(node, bytes.error().text);
  return std::make_shared<const std::string>(std::move(*bytes));
}

Value typedFrom(const YAML::Node& node, std::string_view type) {
  if (type == "str") return node.Scalar();
  if (type == "int") return node.as<std::int64_t>();
  if (type == "float") return node.as<double>();
  if (type == "bool") return node.as<bool>();
  if (type == "null") return {};
  if (type == "timestamp") return timeFrom(node);
  if (type == "binary") return bytesFrom(node);
  refuse(node, "the tag !!" + std::string(type) + " is not known; str, int, float, bool, timestamp, binary are");
}

Value scalarFrom(const YAML::Node& node) {
  const std::string& tag = node.Tag();
  if (tag.starts_with(kYamlTag)) return typedFrom(node, std::string_view(tag).substr(kYamlTag.size()));
  if (tag == kException) refuse(node, "!exception is followed by a map with 'class' and 'message'");
  for (const char* name : kNumberClasses) {
    if (tag.substr(tag.empty() ? 0 : 1) != name) continue;
    return javaNumber(name, node.Scalar());
  }
  return node.Scalar();
}

std::shared_ptr<const FlowError> exceptionFrom(const YAML::Node& node) {
  if (!node.IsMap() || !node["class"]) refuse(node, "an exception is a map with 'class' and 'message'");
  std::shared_ptr<const FlowError> cause;
  FlowError::Details details;
  for (const auto& entry : node) {
    const auto name = entry.first.as<std::string>();
    if (name == "cause") {
      cause = exceptionFrom(entry.second);
    } else if (name != "class" && name != "message") {
      details.emplace_back(name, entry.second.as<std::string>());
    }
  }
  return std::make_shared<const FlowError>(node["class"].as<std::string>(), node["message"].as<std::string>(""),
                                           std::move(cause), std::move(details));
}

std::string withMilliseconds(TimePoint time) {
  const auto since = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch());
  std::string text = formatUtc(time);
  text.pop_back();
  std::ostringstream out;
  constexpr int kDigits = 3;
  const auto part = since - std::chrono::floor<std::chrono::seconds>(since);
  out << text << '.' << std::setw(kDigits) << std::setfill('0') << part.count() << 'Z';
  return out.str();
}

void writeException(YAML::Emitter& out, const FlowError& error) {
  out << YAML::BeginMap << YAML::Key << "class" << YAML::Value << error.className();
  out << YAML::Key << "message" << YAML::Value << error.message();
  for (const char* name : kDetails) {
    if (error.detail(name).empty()) continue;
    out << YAML::Key << name << YAML::Value << std::string(error.detail(name));
  }
  if (error.cause()) {
    out << YAML::Key << "cause" << YAML::Value;
    writeException(out, *error.cause());
  }
  out << YAML::EndMap;
}

struct Written {
  YAML::Emitter& out;

  void operator()(std::monostate) const { out << YAML::Null; }
  void operator()(const std::string& text) const { out << text; }
  void operator()(bool value) const { out << YAML::SecondaryTag("bool") << (value ? "true" : "false"); }
  void operator()(std::int64_t value) const { out << YAML::SecondaryTag("int") << std::to_string(value); }
  void operator()(double value) const { out << YAML::SecondaryTag("float") << Value(value).toText(); }
  void operator()(TimePoint time) const { out << YAML::SecondaryTag("timestamp") << withMilliseconds(time); }
  void operator()(const Value::Bytes& bytes) const { out << YAML::SecondaryTag("binary") << base64Encode(*bytes); }
  void operator()(const std::shared_ptr<const FlowError>& error) const {
    out << YAML::LocalTag("exception");
    writeException(out, *error);
  }
  void operator()(const std::shared_ptr<const OpaqueValue>& object) const {
    // SOAP headers are read back from their text.
    const bool is_text_enough = dynamic_cast<const SoapHeaderListValue*>(object.get()) != nullptr;
    if (!is_text_enough) out << YAML::LocalTag(object->className());
    out << object->toText();
  }
  void operator()(const std::shared_ptr<const ValueList>& items) const {
    out << YAML::BeginSeq;
    for (const Value& item : *items) writeValue(out, item);
    out << YAML::EndSeq;
  }
  void operator()(const std::shared_ptr<const ValueMap>& entries) const {
    out << YAML::BeginMap;
    for (const auto& [key, value] : *entries) {
      out << YAML::Key << key << YAML::Value;
      writeValue(out, value);
    }
    out << YAML::EndMap;
  }
};

}  // namespace

Value valueFrom(const YAML::Node& node) {
  if (node.IsNull()) return {};
  if (node.IsScalar()) return scalarFrom(node);
  if (node.IsSequence()) {
    ValueList items;
    for (const YAML::Node& item : node) items.push_back(valueFrom(item));
    return Value::list(std::move(items));
  }
  if (node.Tag() == kException) return exceptionFrom(node);
  ValueMap entries;
  for (const auto& entry : node) entries.emplace_back(entry.first.as<std::string>(), valueFrom(entry.second));
  return Value::map(std::move(entries));
}

void writeValue(YAML::Emitter& out, const Value& value) {
  std::visit(Written{out}, value.storage());
}

}  // namespace iflowsim
