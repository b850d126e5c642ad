#include "runtime/expression/operand.h"

namespace iflowsim {

const Value& Operand::read(const Exchange& exchange, Value& scratch) const {
  scratch = evaluate(exchange);
  return scratch;
}

void Operand::appendText(const Exchange& exchange, std::string& text) const {
  Value scratch;
  const Value& value = read(exchange, scratch);
  if (const auto* plain = value.as<std::string>()) {
    text += *plain;
  } else {
    text += value.toText();
  }
}

Value Constant::evaluate(const Exchange&) const {
  return value_;
}

const Value& Constant::read(const Exchange&, Value&) const {
  return value_;
}

}  // namespace iflowsim
