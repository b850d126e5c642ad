#include "runtime/message/value.h"

#include <array>
#include <charconv>
#include <ctime>

namespace iflowsim {

namespace {

std::string numberText(double value) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  std::string text(buffer.data(), end);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

std::string dateText(TimePoint time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> buffer{};
  const std::size_t length = std::strftime(buffer.data(), buffer.size(), "%a %b %d %H:%M:%S UTC %Y", &parts);
  return {buffer.data(), length};
}

struct TextOf {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return numberText(value); }
  std::string operator()(TimePoint value) const { return dateText(value); }
  std::string operator()(const Value::Bytes& bytes) const { return *bytes; }
  std::string operator()(const std::shared_ptr<const FlowError>& error) const { return error->describe(); }
  std::string operator()(const std::shared_ptr<const OpaqueValue>& object) const { return object->toText(); }
  std::string operator()(const std::shared_ptr<const ValueList>& items) const {
    std::string text;
    for (const Value& item : *items) {
      if (&item != &items->front()) text += ',';
      text += item.toText();
    }
    return text;
  }
  std::string operator()(const std::shared_ptr<const ValueMap>& entries) const {
    std::string text = "{";
    for (const auto& [key, value] : *entries) {
      if (text.size() > 1) text += ", ";
      text += key + '=' + value.toText();
    }
    return text + '}';
  }
};

struct ClassOf {
  std::string operator()(std::monostate) const { return "null"; }
  std::string operator()(const std::string&) const { return "java.lang.String"; }
  std::string operator()(bool) const { return "java.lang.Boolean"; }
  std::string operator()(std::int64_t value) const {
    return value >= INT32_MIN && value <= INT32_MAX ? "java.lang.Integer" : "java.lang.Long";
  }
  std::string operator()(double) const { return "java.lang.Double"; }
  std::string operator()(TimePoint) const { return "java.util.Date"; }
  std::string operator()(const Value::Bytes&) const { return "byte[]"; }
  std::string operator()(const std::shared_ptr<const FlowError>& error) const { return error->className(); }
  std::string operator()(const std::shared_ptr<const OpaqueValue>& object) const { return object->className(); }
  std::string operator()(const std::shared_ptr<const ValueList>&) const { return "java.util.ArrayList"; }
  std::string operator()(const std::shared_ptr<const ValueMap>&) const { return "java.util.LinkedHashMap"; }
};

}  // namespace

Value Value::list(ValueList items) {
  Value value;
  value.storage_ = std::make_shared<const ValueList>(std::move(items));
  return value;
}

Value Value::map(ValueMap entries) {
  Value value;
  value.storage_ = std::make_shared<const ValueMap>(std::move(entries));
  return value;
}

std::string Value::toText() const {
  return std::visit(TextOf{}, storage_);
}

std::string Value::className() const {
  return std::visit(ClassOf{}, storage_);
}

bool operator==(const Value& left, const Value& right) {
  if (left.storage_.index() != right.storage_.index()) return false;
  if (const auto* list = left.as<std::shared_ptr<const ValueList>>()) {
    return **list == **right.as<std::shared_ptr<const ValueList>>();
  }
  if (const auto* map = left.as<std::shared_ptr<const ValueMap>>()) {
    return **map == **right.as<std::shared_ptr<const ValueMap>>();
  }
  if (const auto* bytes = left.as<Value::Bytes>()) return **bytes == **right.as<Value::Bytes>();
  return left.storage_ == right.storage_;
}

}  // namespace iflowsim
