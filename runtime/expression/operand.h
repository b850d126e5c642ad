#pragma once

#include <memory>
#include <string>
#include <utility>

#include "runtime/spi/expression.h"

namespace iflowsim {

/// A compiled part of a Simple expression. Immutable, used by many threads; throws FlowError as Expression does.
class Operand : public Expression {
 public:
  /// The value without a copy where it already stands in the message; otherwise it is made in `scratch`. Valid as long
  /// as both the message and `scratch` stay unchanged.
  virtual const Value& read(const Exchange& exchange, Value& scratch) const;
  /// Appends the value as text; null appends nothing.
  virtual void appendText(const Exchange& exchange, std::string& text) const;
};

using OperandPtr = std::shared_ptr<const Operand>;

/// A value known at compile time.
class Constant final : public Operand {
 public:
  explicit Constant(Value value) : value_(std::move(value)) {}

  const Value& value() const { return value_; }
  Value evaluate(const Exchange& exchange) const override;
  const Value& read(const Exchange& exchange, Value& scratch) const override;

 private:
  Value value_;
};

/// An operand that is a function of the message.
template <typename Function>
class FunctionOperand final : public Operand {
 public:
  explicit FunctionOperand(Function function) : function_(std::move(function)) {}
  Value evaluate(const Exchange& exchange) const override { return function_(exchange); }

 private:
  Function function_;
};

template <typename Function>
OperandPtr makeOperand(Function function) {
  return std::make_shared<FunctionOperand<Function>>(std::move(function));
}

}  // namespace iflowsim
