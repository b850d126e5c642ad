#include "runtime/expression/ognl_methods.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

#include "runtime/base/text.h"
#include "runtime/expression/java_text.h"
#include "runtime/expression/pattern.h"
#include "runtime/expression/xml_nodes.h"

namespace iflowsim {

namespace {

using Arguments = std::vector<Value>;
using ListPtr = std::shared_ptr<const ValueList>;
using MapPtr = std::shared_ptr<const ValueMap>;
using ErrorPtr = std::shared_ptr<const FlowError>;

[[noreturn]] void throwNoMethod(const char* name, const Value& target) {
  throw FlowError("org.apache.camel.component.bean.MethodNotFoundException",
                  std::string("Method with name: ") + name + " not found on bean: " + target.toText() +
                      " of type: " + target.className());
}

[[noreturn]] void throwOutOfBounds(const std::string& text) {
  throw FlowError("java.lang.StringIndexOutOfBoundsException", text);
}

std::int64_t integer(const Value& value) {
  if (const auto* number = value.as<std::int64_t>()) return *number;
  const std::string text = value.toText();
  const auto number = textInteger(text);
  if (!number) {
    throw FlowError(error_class::kTypeConversion,
                    "No type converter available to convert from type: java.lang.String to the required type: int "
                    "with value " +
                        text);
  }
  return *number;
}

std::int64_t count(std::size_t number) {
  return static_cast<std::int64_t>(number);
}

std::string changedCase(std::string text, char first, char last, int shift) {
  for (char& c : text) {
    if (c >= first && c <= last) c = static_cast<char>(c + shift);
  }
  return text;
}

Value size(const Value& target, const Arguments&) {
  if (const auto* list = target.as<ListPtr>()) return count((*list)->size());
  if (const auto* map = target.as<MapPtr>()) return count((*map)->size());
  if (const auto* bytes = target.as<Value::Bytes>()) return count((*bytes)->size());
  if (const auto nodes = nodeCount(target)) return count(*nodes);
  return count(javaLength(target.toText()));
}

Value isEmpty(const Value& target, const Arguments& none) {
  return *size(target, none).as<std::int64_t>() == 0;
}

Value toStringOf(const Value& target, const Arguments&) {
  return target.toText();
}

Value trimmed(const Value& target, const Arguments&) {
  const std::string text = target.toText();
  const auto visible = [](char c) { return static_cast<unsigned char>(c) > ' '; };
  const auto first = std::find_if(text.begin(), text.end(), visible);
  const auto last = std::find_if(text.rbegin(), std::make_reverse_iterator(first), visible).base();
  return std::string(first, last);
}

Value upperCase(const Value& target, const Arguments&) {
  return changedCase(target.toText(), 'a', 'z', 'A' - 'a');
}
Value lowerCase(const Value& target, const Arguments&) {
  return changedCase(target.toText(), 'A', 'Z', 'a' - 'A');
}

Value substring(const Value& target, const Arguments& arguments) {
  const std::string text = target.toText();
  const std::int64_t length = count(javaLength(text));
  const std::int64_t begin = integer(arguments[0]);
  const std::int64_t end = arguments.size() > 1 ? integer(arguments[1]) : length;
  auto part = javaSubstring(text, begin, end);
  if (!part) {
    throwOutOfBounds("begin " + std::to_string(begin) + ", end " + std::to_string(end) + ", length " +
                     std::to_string(length));
  }
  return *std::move(part);
}

Value replace(const Value& target, const Arguments& arguments) {
  const std::string from = arguments[0].toText();
  if (from.empty()) return target.toText();
  return replaceAll(target.toText(), from, arguments[1].toText());
}

Value replaceAllMatches(const Value& target, const Arguments& arguments) {
  return cachedPattern(arguments[0].toText(), Pattern::Use::Search)
      .replace(target.toText(), arguments[1].toText(), true);
}

Value replaceFirstMatch(const Value& target, const Arguments& arguments) {
  return cachedPattern(arguments[0].toText(), Pattern::Use::Search)
      .replace(target.toText(), arguments[1].toText(), false);
}

Value splitText(const Value& target, const Arguments& arguments) {
  ValueList items;
  for (std::string& part : cachedPattern(arguments[0].toText(), Pattern::Use::Search).split(target.toText()))
    items.emplace_back(std::move(part));
  return Value::list(std::move(items));
}

Value matches(const Value& target, const Arguments& arguments) {
  return cachedPattern(arguments[0].toText(), Pattern::Use::Whole).matches(target.toText());
}

bool sameText(const Value& item, const std::string& text) {
  return item.toText() == text;
}

Value contains(const Value& target, const Arguments& arguments) {
  const std::string wanted = arguments[0].toText();
  if (const auto* list = target.as<ListPtr>()) {
    return std::any_of((*list)->begin(), (*list)->end(), [&](const Value& item) { return sameText(item, wanted); });
  }
  return target.toText().find(wanted) != std::string::npos;
}

Value position(const std::string& text, std::size_t at) {
  return at == std::string::npos ? std::int64_t{-1} : javaIndex(text, at);
}

Value indexOf(const Value& target, const Arguments& arguments) {
  const std::string text = target.toText();
  return position(text, text.find(arguments[0].toText()));
}

Value lastIndexOf(const Value& target, const Arguments& arguments) {
  const std::string text = target.toText();
  return position(text, text.rfind(arguments[0].toText()));
}

Value startsWith(const Value& target, const Arguments& arguments) {
  return target.toText().starts_with(arguments[0].toText());
}

Value endsWith(const Value& target, const Arguments& arguments) {
  return target.toText().ends_with(arguments[0].toText());
}

Value equals(const Value& target, const Arguments& arguments) {
  return !arguments[0].isNull() && sameText(target, arguments[0].toText());
}

Value equalsIgnoringCase(const Value& target, const Arguments& arguments) {
  return equalsIgnoreCase(target.toText(), arguments[0].toText());
}

Value compareTo(const Value& target, const Arguments& arguments) {
  const int order = target.toText().compare(arguments[0].toText());
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

Value concat(const Value& target, const Arguments& arguments) {
  return target.toText() + arguments[0].toText();
}

Value charAt(const Value& target, const Arguments& arguments) {
  const std::string text = target.toText();
  const std::int64_t index = integer(arguments[0]);
  auto character = javaSubstring(text, index, index + 1);
  if (!character) throwOutOfBounds("index " + std::to_string(index) + ", length " + std::to_string(javaLength(text)));
  return *std::move(character);
}

Value keySet(const Value& target, const Arguments&) {
  const auto* map = target.as<MapPtr>();
  if (map == nullptr) throwNoMethod("keySet", target);
  ValueList keys;
  for (const auto& [key, value] : **map) keys.emplace_back(key);
  return Value::list(std::move(keys));
}

Value values(const Value& target, const Arguments&) {
  const auto* map = target.as<MapPtr>();
  if (map == nullptr) throwNoMethod("values", target);
  ValueList items;
  for (const auto& [key, value] : **map) items.push_back(value);
  return Value::list(std::move(items));
}

const Value* entryOf(const ValueMap& map, const std::string& key) {
  const auto found = std::find_if(map.begin(), map.end(), [&](const auto& entry) { return entry.first == key; });
  return found == map.end() ? nullptr : &found->second;
}

Value get(const Value& target, const Arguments& arguments) {
  if (const auto* map = target.as<MapPtr>()) {
    const Value* found = entryOf(**map, arguments[0].toText());
    return found == nullptr ? Value() : *found;
  }
  const auto* list = target.as<ListPtr>();
  if (list == nullptr) throwNoMethod("get", target);
  const std::int64_t index = integer(arguments[0]);
  if (index < 0 || index >= count((*list)->size())) {
    throw FlowError("java.lang.IndexOutOfBoundsException",
                    "Index: " + std::to_string(index) + ", Size: " + std::to_string((*list)->size()));
  }
  return (**list)[static_cast<std::size_t>(index)];
}

Value containsKey(const Value& target, const Arguments& arguments) {
  const auto* map = target.as<MapPtr>();
  if (map == nullptr) throwNoMethod("containsKey", target);
  return entryOf(**map, arguments[0].toText()) != nullptr;
}

const FlowError& errorOf(const char* method, const Value& target) {
  const auto* error = target.as<ErrorPtr>();
  if (error == nullptr) throwNoMethod(method, target);
  return **error;
}

Value message(const Value& target, const Arguments&) {
  return errorOf("getMessage", target).message();
}

Value cause(const Value& target, const Arguments&) {
  const auto& inner = errorOf("getCause", target).cause();
  return inner ? Value(inner) : Value();
}

template <const char* const& Name>
Value detail(const Value& target, const Arguments&) {
  const std::string_view text = errorOf(Name, target).detail(Name);
  return text.empty() ? Value() : Value(std::string(text));
}

constexpr const char* kStatusCode = "statusCode";
constexpr const char* kResponseBody = "responseBody";

/// The class is its name: `class`, `class.name` and `getClass().getName()` all give it.
Value className(const Value& target, const Arguments&) {
  return target.className();
}
Value nameOfClass(const Value& target, const Arguments&) {
  return target.toText();
}
Value simpleName(const Value& target, const Arguments&) {
  const std::string text = target.toText();
  return text.substr(text.find_last_of('.') + 1);
}

Value integerValue(const Value& target, const Arguments&) {
  if (const auto* number = target.as<double>()) return static_cast<std::int64_t>(std::trunc(*number));
  return integer(target);
}

Value doubleValue(const Value& target, const Arguments&) {
  const auto number = textNumber(target.toText());
  if (!number) throwNoMethod("doubleValue", target);
  return *number;
}

Value time(const Value& target, const Arguments&) {
  const auto* moment = target.as<TimePoint>();
  if (moment == nullptr) throwNoMethod("getTime", target);
  return std::int64_t{moment->time_since_epoch().count()};
}

constexpr std::array kMethods{
    OgnlMethod{"length", 0, 0, size},
    OgnlMethod{"size", 0, 0, size},
    OgnlMethod{"isEmpty", 0, 0, isEmpty},
    OgnlMethod{"toString", 0, 0, toStringOf},
    OgnlMethod{"trim", 0, 0, trimmed},
    OgnlMethod{"toUpperCase", 0, 0, upperCase},
    OgnlMethod{"toLowerCase", 0, 0, lowerCase},
    OgnlMethod{"substring", 1, 2, substring},
    OgnlMethod{"replace", 2, 2, replace},
    OgnlMethod{"replaceAll", 2, 2, replaceAllMatches},
    OgnlMethod{"replaceFirst", 2, 2, replaceFirstMatch},
    OgnlMethod{"split", 1, 1, splitText},
    OgnlMethod{"matches", 1, 1, matches},
    OgnlMethod{"contains", 1, 1, contains},
    OgnlMethod{"indexOf", 1, 1, indexOf},
    OgnlMethod{"lastIndexOf", 1, 1, lastIndexOf},
    OgnlMethod{"startsWith", 1, 1, startsWith},
    OgnlMethod{"endsWith", 1, 1, endsWith},
    OgnlMethod{"equals", 1, 1, equals},
    OgnlMethod{"equalsIgnoreCase", 1, 1, equalsIgnoringCase},
    OgnlMethod{"compareTo", 1, 1, compareTo},
    OgnlMethod{"concat", 1, 1, concat},
    OgnlMethod{"charAt", 1, 1, charAt},
    OgnlMethod{"keySet", 0, 0, keySet},
    OgnlMethod{"values", 0, 0, values},
    OgnlMethod{"get", 1, 1, get},
    OgnlMethod{"containsKey", 1, 1, containsKey},
    OgnlMethod{"message", 0, 0, message},
    OgnlMethod{"localizedMessage", 0, 0, message},
    OgnlMethod{"cause", 0, 0, cause},
    OgnlMethod{kStatusCode, 0, 0, detail<kStatusCode>},
    OgnlMethod{kResponseBody, 0, 0, detail<kResponseBody>},
    OgnlMethod{"class", 0, 0, className},
    OgnlMethod{"name", 0, 0, nameOfClass},
    OgnlMethod{"simpleName", 0, 0, simpleName},
    OgnlMethod{"intValue", 0, 0, integerValue},
    OgnlMethod{"longValue", 0, 0, integerValue},
    OgnlMethod{"doubleValue", 0, 0, doubleValue},
    OgnlMethod{"time", 0, 0, time},
};

/// `message` of `getMessage`; empty when the name is no getter.
std::string propertyOf(std::string_view name) {
  if (name.size() < 4 || !name.starts_with("get") || name[3] < 'A' || name[3] > 'Z') return {};
  std::string property(name.substr(3));
  property[0] = static_cast<char>(property[0] + ('a' - 'A'));
  return property;
}

}  // namespace

const OgnlMethod* findOgnlMethod(std::string_view name) {
  const std::string property = propertyOf(name);
  const auto found = std::find_if(kMethods.begin(), kMethods.end(), [&](const OgnlMethod& method) {
    return method.name == name || method.name == property;
  });
  return found == kMethods.end() ? nullptr : &*found;
}

std::vector<std::string> ognlMethodNames() {
  std::vector<std::string> names;
  for (const OgnlMethod& method : kMethods) names.emplace_back(method.name);
  return names;
}

}  // namespace iflowsim
