#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/message/exchange.h"

namespace iflowsim {

class ScriptEngine;

/// An expression compiled at deployment. Immutable, used by many threads.
class Expression {
 public:
  virtual ~Expression() = default;
  /// Throws FlowError when the expression cannot be evaluated on this message.
  virtual Value evaluate(const Exchange& exchange) const = 0;
  /// Whether it may wait for something outside of the process.
  virtual bool mayBlock() const { return false; }
};

/// A condition compiled at deployment. Immutable, used by many threads.
class Predicate {
 public:
  virtual ~Predicate() = default;
  /// Throws FlowError as Expression does.
  virtual bool matches(const Exchange& exchange) const = 0;
  /// As with Expression.
  virtual bool mayBlock() const { return false; }
};

using ExpressionPtr = std::shared_ptr<const Expression>;
using PredicatePtr = std::shared_ptr<const Predicate>;

/// What the flow lends its expressions.
struct ExpressionScope {
  /// Prefix to namespace.
  std::map<std::string, std::string> namespaces;
  /// Evaluates XPath 2.0 and later. Null: it cannot be evaluated.
  ScriptEngine* scripts = nullptr;
};

/// A language expressions are written in. The compile functions return an error with a code (`SIMPLE-...`, `XPATH-...`)
/// and a text with the place in the expression. Thread-safe.
class ExpressionLanguage {
 public:
  virtual ~ExpressionLanguage() = default;
  /// `simple` or `xpath`.
  virtual std::string_view name() const = 0;
  virtual Result<ExpressionPtr> compile(std::string_view text, const ExpressionScope& scope) const = 0;
  virtual Result<PredicatePtr> compileCondition(std::string_view text, const ExpressionScope& scope) const = 0;
};

/// The name a compiled XPath gives its results: an OpaqueValue that holds nodes of the body's document.
class XmlNodes : public OpaqueValue {
 public:
  /// The nodes written out as XML one after the other, text nodes as their text.
  virtual std::string toXml() const = 0;
  /// The string value of each.
  virtual std::vector<std::string> texts() const = 0;
  virtual bool empty() const = 0;
};

/// The nodes when the value is a set of them, otherwise null.
inline const XmlNodes* nodesIn(const Value& value) {
  const auto* object = value.as<std::shared_ptr<const OpaqueValue>>();
  return object == nullptr ? nullptr : dynamic_cast<const XmlNodes*>(object->get());
}

}  // namespace iflowsim
