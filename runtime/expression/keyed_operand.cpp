#include "runtime/expression/keyed_operand.h"

#include <algorithm>

#include "runtime/base/text.h"
#include "runtime/expression/compile_error.h"
#include "runtime/expression/java_text.h"
#include "runtime/expression/ognl.h"

namespace iflowsim {

namespace {

const Value& valueOf(KeyedSource source, const Exchange& exchange, const std::string& name) {
  return source == KeyedSource::Header ? exchange.headers().get(name) : exchange.properties().get(name);
}

class Keyed final : public Operand {
 public:
  Keyed(KeyedSource source, std::string name) : source_(source), name_(std::move(name)) {}

  Value evaluate(const Exchange& exchange) const override { return valueOf(source_, exchange, name_); }
  const Value& read(const Exchange& exchange, Value&) const override { return valueOf(source_, exchange, name_); }

 private:
  KeyedSource source_;
  std::string name_;
};

/// A name that may be one with dots in it, or one with method calls behind it.
class KeyedChain final : public Operand {
 public:
  struct Names {
    std::string whole;
    std::string first;
  };

  KeyedChain(KeyedSource source, Names names, OgnlChain chain)
      : source_(source), names_(std::move(names)), chain_(std::move(chain)) {}

  Value evaluate(const Exchange& exchange) const override {
    const Value& whole = valueOf(source_, exchange, names_.whole);
    if (!whole.isNull()) return whole;
    return chain_.apply(valueOf(source_, exchange, names_.first), exchange);
  }

 private:
  KeyedSource source_;
  Names names_;
  OgnlChain chain_;
};

class BodyText final : public Operand {
 public:
  Value evaluate(const Exchange& exchange) const override {
    return exchange.body().isNull() ? Value() : Value(exchange.body().text());
  }
  void appendText(const Exchange& exchange, std::string& text) const override { text += exchange.body().view(); }
};

std::string_view withoutQuotes(std::string_view key) {
  const bool quoted = key.size() >= 2 && key.front() == key.back() && (key[0] == '\'' || key[0] == '"');
  return quoted ? key.substr(1, key.size() - 2) : key;
}

OperandPtr bracketed(KeyedSource source, std::string_view rest, const ScopePtr& scope) {
  const auto end = rest.find(']');
  if (end == std::string_view::npos) {
    throw CompileError("SIMPLE-005", "'" + std::string(rest) + "' has no closing ']'. Add it.");
  }
  const std::string name(withoutQuotes(trim(rest.substr(1, end - 1))));
  OgnlChain chain = OgnlChain::parse(rest.substr(end + 1), scope, false);
  if (chain.empty()) return std::make_shared<Keyed>(source, name);
  return std::make_shared<KeyedChain>(source, KeyedChain::Names{name + std::string(rest.substr(end + 1)), name},
                                      std::move(chain));
}

enum class Target { Text, Integer, Decimal, Boolean };

Target targetOf(const std::string& type) {
  const std::string name = type.substr(type.find_last_of('.') + 1);
  if (equalsIgnoreCase(name, "String")) return Target::Text;
  if (name == "Integer" || name == "Long" || name == "int" || name == "long") return Target::Integer;
  if (name == "Double" || name == "Float" || name == "double" || name == "float") return Target::Decimal;
  if (equalsIgnoreCase(name, "Boolean")) return Target::Boolean;
  throw CompileError("SIMPLE-005",
                     "headerAs knows no type '" + type + "'. Use String, Integer, Long, Double or Boolean.");
}

Value converted(const Value& value, Target target) {
  const std::string text(trim(value.toText()));
  if (target == Target::Text) return value.toText();
  if (target == Target::Boolean) return equalsIgnoreCase(text, "true");
  if (target == Target::Decimal) {
    const auto number = textNumber(text);
    return number ? Value(*number) : Value();
  }
  const auto number = textInteger(text);
  return number ? Value(*number) : Value();
}

}  // namespace

OperandPtr keyedOperand(KeyedSource source, std::string_view rest, const ScopePtr& scope) {
  if (rest.starts_with("?")) rest.remove_prefix(1);
  if (rest.starts_with("[")) return bracketed(source, rest, scope);
  if (rest.starts_with(".") || rest.starts_with(":")) rest.remove_prefix(1);
  if (rest.empty()) {
    throw CompileError("SIMPLE-005", std::string("The name of the ") +
                                         (source == KeyedSource::Header ? "header" : "property") +
                                         " is missing. Write it after a dot, as in ${header.name}.");
  }
  if (rest.starts_with("[")) return bracketed(source, rest, scope);
  const std::size_t end = std::min(rest.find_first_of(".[?"), rest.size());
  if (end == rest.size()) return std::make_shared<Keyed>(source, std::string(rest));
  OgnlChain chain = OgnlChain::parse(rest.substr(end), scope, true);
  return std::make_shared<KeyedChain>(source, KeyedChain::Names{std::string(rest), std::string(rest.substr(0, end))},
                                      std::move(chain));
}

OperandPtr headerAsType(std::string name, const std::string& type) {
  return makeOperand([name = std::move(name), target = targetOf(type)](const Exchange& exchange) {
    const Value& value = exchange.headers().get(name);
    return value.isNull() ? Value() : converted(value, target);
  });
}

OperandPtr allHeaders() {
  return makeOperand([](const Exchange& exchange) {
    return Value::map(ValueMap(exchange.headers().begin(), exchange.headers().end()));
  });
}

OperandPtr bodyOperand() {
  return std::make_shared<BodyText>();
}

}  // namespace iflowsim
