#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/expression/operand.h"
#include "runtime/expression/simple_template.h"

namespace iflowsim {

struct OgnlMethod;

/// A chain of method calls and indexes on a value: `.trim().length()`, `[0]`, `?.size()`, `[last-1]`. Null anywhere in
/// the chain gives null. Source: runtime-behaviour 5.1 (OGNL subset).
class OgnlChain {
 public:
  struct Step {
    /// Method name, or the key between brackets.
    std::string name;
    /// Null for an index, and for a name that is no method.
    const OgnlMethod* method = nullptr;
    bool index = false;
    bool null_safe = false;
    std::vector<OperandPtr> arguments;
  };

  OgnlChain() = default;
  /// `text` begins with `.`, `?.` or `[`, or is empty. Throws CompileError SIMPLE-003 for an unknown method or a wrong
  /// number of arguments, SIMPLE-005 for a chain that cannot be read. A name without parentheses that is no method is
  /// accepted when `names_allowed`: it may be part of a dotted header name, which only the message can tell.
  static OgnlChain parse(std::string_view text, const ScopePtr& scope, bool names_allowed);

  bool empty() const { return steps_.empty(); }
  /// Throws FlowError when a value has no such method or element.
  Value apply(Value value, const Exchange& exchange) const;

 private:
  std::vector<Step> steps_;
};

}  // namespace iflowsim
