#include "runtime/expression/simple_operators.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "runtime/base/text.h"
#include "runtime/expression/java_text.h"
#include "runtime/expression/pattern.h"

namespace iflowsim {

namespace {

using ListPtr = std::shared_ptr<const ValueList>;
using MapPtr = std::shared_ptr<const ValueMap>;

/// The text of a value without a copy where it is text already.
class TextOf {
 public:
  explicit TextOf(const Value& value) {
    if (const auto* text = value.as<std::string>()) {
      view_ = *text;
    } else {
      made_ = value.toText();
      view_ = made_;
    }
  }
  std::string_view view() const { return view_; }

 private:
  std::string made_;
  std::string_view view_;
};

std::optional<double> numberOf(const Value& value) {
  if (const auto* integer = value.as<std::int64_t>()) return static_cast<double>(*integer);
  if (const auto* decimal = value.as<double>()) return *decimal;
  if (const auto* time = value.as<TimePoint>()) return static_cast<double>(time->time_since_epoch().count());
  if (const auto* text = value.as<std::string>()) return textNumber(*text);
  if (value.as<bool>() != nullptr) return std::nullopt;
  return textNumber(value.toText());
}

/// Negative, zero or positive; numbers by size when both are numbers, otherwise text by code units.
int order(const Value& left, const Value& right) {
  const auto left_number = numberOf(left);
  const auto right_number = left_number ? numberOf(right) : std::nullopt;
  if (left_number && right_number) return *left_number < *right_number ? -1 : *left_number > *right_number ? 1 : 0;
  return TextOf(left).view().compare(TextOf(right).view());
}

bool equal(const Value& left, const Value& right) {
  if (left.isNull() || right.isNull()) return left.isNull() && right.isNull();
  if (left.as<bool>() != nullptr || right.as<bool>() != nullptr) {
    return equalsIgnoreCase(TextOf(left).view(), TextOf(right).view());
  }
  return order(left, right) == 0;
}

bool equalIgnoringCase(const Value& left, const Value& right) {
  if (left.isNull() || right.isNull()) return left.isNull() && right.isNull();
  return equal(left, right) || equalsIgnoreCase(TextOf(left).view(), TextOf(right).view());
}

bool present(const Value& left, const Value& right) {
  return !left.isNull() && !right.isNull();
}

bool less(const Value& left, const Value& right) {
  return present(left, right) && order(left, right) < 0;
}
bool lessOrEqual(const Value& left, const Value& right) {
  return present(left, right) && order(left, right) <= 0;
}
bool greater(const Value& left, const Value& right) {
  return present(left, right) && order(left, right) > 0;
}
bool greaterOrEqual(const Value& left, const Value& right) {
  return present(left, right) && order(left, right) >= 0;
}

bool contains(const Value& left, const Value& right) {
  if (!present(left, right)) return false;
  if (const auto* list = left.as<ListPtr>()) {
    return std::any_of((*list)->begin(), (*list)->end(), [&](const Value& item) { return equal(item, right); });
  }
  return TextOf(left).view().find(TextOf(right).view()) != std::string_view::npos;
}

bool containsIgnoringCase(const Value& left, const Value& right) {
  return present(left, right) && contains(toLower(left.toText()), toLower(right.toText()));
}

/// In a collection, among the keys of a map, or in a list of texts joined by commas.
bool in(const Value& left, const Value& right) {
  if (right.isNull()) return false;
  if (const auto* list = right.as<ListPtr>()) {
    return std::any_of((*list)->begin(), (*list)->end(), [&](const Value& item) { return equal(left, item); });
  }
  if (const auto* map = right.as<MapPtr>()) {
    return std::any_of((*map)->begin(), (*map)->end(), [&](const auto& entry) { return equal(left, entry.first); });
  }
  const TextOf text(right);
  for (const std::string_view item : split(text.view(), ',')) {
    if (equal(left, Value(std::string(item)))) return true;
  }
  return false;
}

bool matchesPattern(const Value& left, const Value& right) {
  if (!present(left, right)) return false;
  return cachedPattern(TextOf(right).view(), Pattern::Use::Whole).matches(TextOf(left).view());
}

bool startsWith(const Value& left, const Value& right) {
  return present(left, right) && TextOf(left).view().starts_with(TextOf(right).view());
}

bool endsWith(const Value& left, const Value& right) {
  return present(left, right) && TextOf(left).view().ends_with(TextOf(right).view());
}

/// The class by its full name or its last part.
bool isOfClass(const Value& left, const Value& right) {
  const std::string name = left.className();
  const std::string wanted = right.toText();
  return !left.isNull() && (name == wanted || name.substr(name.find_last_of('.') + 1) == wanted);
}

/// `from..to`, both included.
bool inRange(const Value& left, const Value& right) {
  const std::string range = right.toText();
  const auto dots = range.find("..");
  const auto from = textInteger(std::string_view(range).substr(0, dots));
  const auto to = dots == std::string::npos ? std::nullopt : textInteger(std::string_view(range).substr(dots + 2));
  if (!from || !to) {
    throw FlowError("org.apache.camel.language.simple.types.SimpleIllegalSyntaxException",
                    "range operator is not valid. Valid syntax:'from..to' (where from and to are numbers).");
  }
  return greaterOrEqual(left, *from) && lessOrEqual(left, *to);
}

/// An operator stands before every operator it begins with.
constexpr std::array kOperators{
    SimpleOperator{"!=~", equalIgnoringCase, true},
    SimpleOperator{"!=", equal, true},
    SimpleOperator{"==", equal},
    SimpleOperator{"=~", equalIgnoringCase},
    SimpleOperator{"=", equal},
    SimpleOperator{">=", greaterOrEqual},
    SimpleOperator{"<=", lessOrEqual},
    SimpleOperator{">", greater},
    SimpleOperator{"<", less},
    SimpleOperator{"!~~", containsIgnoringCase, true},
    SimpleOperator{"~~", containsIgnoringCase},
    SimpleOperator{"not contains", contains, true},
    SimpleOperator{"!contains", contains, true},
    SimpleOperator{"contains", contains},
    SimpleOperator{"not in", in, true},
    SimpleOperator{"!in", in, true},
    SimpleOperator{"in", in},
    SimpleOperator{"not regex", matchesPattern, true, true},
    SimpleOperator{"!regex", matchesPattern, true, true},
    SimpleOperator{"regex", matchesPattern, false, true},
    SimpleOperator{"not range", inRange, true},
    SimpleOperator{"!range", inRange, true},
    SimpleOperator{"range", inRange},
    SimpleOperator{"not is", isOfClass, true},
    SimpleOperator{"!is", isOfClass, true},
    SimpleOperator{"is", isOfClass},
    SimpleOperator{"!startsWith", startsWith, true},
    SimpleOperator{"startsWith", startsWith},
    SimpleOperator{"starts with", startsWith},
    SimpleOperator{"!endsWith", endsWith, true},
    SimpleOperator{"endsWith", endsWith},
    SimpleOperator{"ends with", endsWith},
};

bool isWordLetter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool applies(const SimpleOperator& each, std::string_view text) {
  if (!text.starts_with(each.text)) return false;
  return !isWordLetter(each.text.back()) || text.size() == each.text.size() || !isWordLetter(text[each.text.size()]);
}

}  // namespace

const SimpleOperator* operatorAt(std::string_view text) {
  const auto found = std::find_if(kOperators.begin(), kOperators.end(),
                                  [&](const SimpleOperator& each) { return applies(each, text); });
  return found == kOperators.end() ? nullptr : &*found;
}

}  // namespace iflowsim
