#include "runtime/steps/value_source.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "runtime/base/number_text.h"
#include "runtime/base/text.h"
#include "runtime/message/java_number.h"
#include "runtime/message/run.h"
#include "runtime/spi/services.h"
#include "runtime/spi/stores.h"

namespace iflowsim {

namespace {

class Constant final : public ValueSource {
 public:
  explicit Constant(Value value) : value_(std::move(value)) {}
  Value get(const Exchange&) const override { return value_; }

 private:
  Value value_;
};

class Evaluated final : public ValueSource {
 public:
  Evaluated(ExpressionPtr expression, std::string data_type)
      : expression_(std::move(expression)), data_type_(std::move(data_type)) {}
  Value get(const Exchange& exchange) const override { return convertTo(expression_->evaluate(exchange), data_type_); }

 private:
  ExpressionPtr expression_;
  std::string data_type_;
};

/// A Boolean expression is a condition. Source: exported flows.
class Judged final : public ValueSource {
 public:
  explicit Judged(PredicatePtr condition) : condition_(std::move(condition)) {}
  Value get(const Exchange& exchange) const override { return condition_->matches(exchange); }

 private:
  PredicatePtr condition_;
};

/// The header or property whose name an expression gives.
class Copied final : public ValueSource {
 public:
  Copied(bool header, ExpressionPtr name, std::string data_type)
      : header_(header), name_(std::move(name)), data_type_(std::move(data_type)) {}
  Value get(const Exchange& exchange) const override {
    const std::string name = name_->evaluate(exchange).toText();
    return convertTo(header_ ? exchange.headers().get(name) : exchange.properties().get(name), data_type_);
  }

 private:
  bool header_;
  ExpressionPtr name_;
  std::string data_type_;
};

class Variable final : public ValueSource {
 public:
  struct Options {
    VariableStore& store;
    /// Flow id of a local variable, empty for a global one.
    std::string scope;
    ExpressionPtr name;
    std::string data_type;
    std::string default_value;
  };
  explicit Variable(Options options) : options_(std::move(options)) {}
  Value get(const Exchange& exchange) const override {
    const std::string name = options_.name->evaluate(exchange).toText();
    const auto stored = options_.store.read(options_.scope, name, exchange.run().clock().now());
    if (!stored && options_.default_value.empty()) {
      const std::string kind = options_.scope.empty() ? "global variable '" : "local variable '";
      throw FlowError(
          "com.sap.esb.datastore.MessageNotFoundException",
          "The " + kind + name + "' does not exist or has expired, and the content modifier gives no default for it.");
    }
    return convertTo(stored ? *stored : options_.default_value, options_.data_type);
  }
  bool mayBlock() const override { return true; }

 private:
  Options options_;
};

/// `name` counts, `name:<key>` gives the number drawn for that key before.
class DrawnNumber final : public ValueSource {
 public:
  DrawnNumber(NumberRangeStore& store, ExpressionPtr name) : store_(store), name_(std::move(name)) {}
  Value get(const Exchange& exchange) const override {
    const std::string text = name_->evaluate(exchange).toText();
    const auto colon = text.find(':');
    const auto number =
        colon == std::string::npos ? store_.next(text) : store_.nextFor(text.substr(0, colon), text.substr(colon + 1));
    if (!number) throw FlowError("com.sap.it.nrs.NumberRangeException", number.error().text);
    return *number;
  }
  bool mayBlock() const override { return true; }

 private:
  NumberRangeStore& store_;
  ExpressionPtr name_;
};

/// `java.lang.Integer`, `Integer` and misspellings in other packages alike.
std::string simpleTypeName(const std::string& data_type) {
  return toLower(data_type.substr(data_type.rfind('.') == std::string::npos ? 0 : data_type.rfind('.') + 1));
}

FlowError cannotBe(const std::string& data_type, const Value& value) {
  return {"org.apache.camel.TypeConversionException", "Error during type conversion from type: " + value.className() +
                                                          " to the required type: " + data_type + " with value " +
                                                          std::string(trim(value.toText()))};
}

template <typename Number>
Number parseNumber(const Value& value, const std::string& data_type) {
  const std::string text = value.toText();
  const auto number = numberIn<Number>(trim(text));
  if (!number) throw cannotBe(data_type, value);
  return *number;
}

/// As Java casts: towards zero, and the nearest number where it is too large.
std::int64_t truncated(double number) {
  constexpr double kLimit = 9223372036854775808.0;
  if (std::isnan(number)) return 0;
  if (number >= kLimit) return std::numeric_limits<std::int64_t>::max();
  if (number < -kLimit) return std::numeric_limits<std::int64_t>::min();
  return static_cast<std::int64_t>(number);
}

/// A whole number of a class that has its own size. Text that does not fit is refused, a number loses its upper bits,
/// as in Java.
template <typename Whole>
Value toSized(const Value& value, const char* class_name, const std::string& data_type) {
  if (const auto* number = value.as<std::int64_t>())
    return javaNumber(class_name, std::to_string(static_cast<Whole>(*number)));
  if (const auto* number = value.as<double>())
    return javaNumber(class_name, std::to_string(static_cast<Whole>(truncated(*number))));
  return javaNumber(class_name, std::to_string(parseNumber<Whole>(value, data_type)));
}

Value toInteger(const Value& value, const std::string& data_type) {
  if (value.as<std::int64_t>() != nullptr) return value;
  // XPath knows only one kind of number.
  if (const double* number = value.as<double>()) return truncated(*number);
  return parseNumber<std::int64_t>(value, data_type);
}

Value toNumber(const Value& value, const std::string& data_type) {
  if (value.as<double>() != nullptr) return value;
  if (const auto* number = value.as<std::int64_t>()) return static_cast<double>(*number);
  return parseNumber<double>(value, data_type);
}

Value toFloat(const Value& value, const std::string& data_type) {
  const Value number = toNumber(value, data_type);
  // The shortest text that means this float, which a double of the same text shows as Java does.
  std::array<char, 64> text{};
  const auto shortest = std::to_chars(text.data(), text.data() + text.size(), static_cast<float>(*number.as<double>()));
  double same = 0;
  std::from_chars(text.data(), shortest.ptr, same);
  return javaNumber("java.lang.Float", Value(same).toText());
}

/// BigDecimal and BigInteger, which have as many digits as their text.
Value toBigNumber(const Value& value, const char* class_name, bool is_whole, const std::string& data_type) {
  const double* number = value.as<double>();
  if (number != nullptr && is_whole) return javaNumber(class_name, std::to_string(truncated(*number)));
  std::string text(trim(value.toText()));
  // Of what is a number for the engine, all but an infinite one and none at all is one for Java.
  (void)parseNumber<double>(value, data_type);
  const std::string_view characters = is_whole ? "-0123456789" : "-0123456789.eE+";
  if (text.find_first_not_of(characters) != std::string::npos) throw cannotBe(data_type, value);
  return javaNumber(class_name, std::move(text));
}

/// Null for a type that is no number with a class of its own.
Value toJavaNumber(const Value& value, const std::string& type, const std::string& data_type) {
  if (type == "long") return toSized<std::int64_t>(value, "java.lang.Long", data_type);
  if (type == "short") return toSized<std::int16_t>(value, "java.lang.Short", data_type);
  if (type == "byte") return toSized<std::int8_t>(value, "java.lang.Byte", data_type);
  if (type == "float") return toFloat(value, data_type);
  if (type == "bigdecimal") return toBigNumber(value, "java.math.BigDecimal", false, data_type);
  if (type == "biginteger") return toBigNumber(value, "java.math.BigInteger", true, data_type);
  return {};
}

}  // namespace

Value convertTo(const Value& value, const std::string& data_type) {
  if (data_type.empty() || value.isNull()) return value;
  const std::string type = simpleTypeName(data_type);
  if (type == "integer" || type == "int") return toInteger(value, data_type);
  if (type == "double") return toNumber(value, data_type);
  if (Value number = toJavaNumber(value, type, data_type); !number.isNull()) return number;
  if (type == "boolean") return equalsIgnoreCase(value.toText(), "true");
  if (type == "byte[]") return std::make_shared<const std::string>(value.toText());
  if (type == "nodelist" || type == "node" || type == "document" || type == "object") return value;
  return value.toText();
}

std::shared_ptr<const ValueSource> makeValueSource(BuildContext& context, const Node& node,
                                                   const ValueSourceSpec& spec) {
  Stores& stores = context.services().stores;
  if (spec.type == "constant" || spec.type == "external parameter") {
    return std::make_shared<Constant>(convertTo(spec.value, spec.data_type));
  }
  if (spec.type == "xpath") {
    auto expression = context.expression("xpath", spec.value, node);
    if (!expression) return nullptr;
    return std::make_shared<Evaluated>(std::move(expression), spec.data_type.empty() ? "String" : spec.data_type);
  }
  if (spec.type == "expression" && simpleTypeName(spec.data_type) == "boolean") {
    PredicatePtr condition = context.condition("simple", spec.value, node);
    return condition ? std::make_shared<Judged>(std::move(condition)) : nullptr;
  }
  ExpressionPtr expression = context.expression("simple", spec.value, node);
  if (!expression) return nullptr;
  if (spec.type == "expression") return std::make_shared<Evaluated>(std::move(expression), spec.data_type);
  if (spec.type == "header" || spec.type == "property") {
    return std::make_shared<Copied>(spec.type == "header", std::move(expression), spec.data_type);
  }
  if (spec.type == "persisted variables" || spec.type == "global persisted variables") {
    const std::string scope = spec.type == "persisted variables" ? context.flow().id : "";
    return std::make_shared<Variable>(
        Variable::Options{stores.variables, scope, std::move(expression), spec.data_type, spec.default_value});
  }
  if (spec.type == "numberRange") return std::make_shared<DrawnNumber>(stores.number_ranges, std::move(expression));
  context.report(Severity::Error, "VALUE-001", node, "The source type '" + spec.type + "' is not known.",
                 "Use constant, expression, xpath, header, property, a variable or a number range.");
  return nullptr;
}

}  // namespace iflowsim
