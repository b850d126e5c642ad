#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <libxml/xpath.h>

#include "runtime/expression/simple_template.h"

namespace iflowsim {

using XPathResult = std::unique_ptr<xmlXPathObject, void (*)(xmlXPathObjectPtr)>;

/// Without blanks at the ends and without a slash behind the last step.
std::string normalizedXPath(std::string_view text);

/// An XPath 1.0 compiled once. libxml2 writes into a compiled expression while it evaluates it, so every evaluation
/// borrows a copy of its own; there are as many as were ever evaluated at the same time. Contexts are kept per thread.
/// Used by many threads.
class CompiledXPath {
 public:
  /// Throws CompileError, see xpathOperand.
  CompiledXPath(std::string_view text, ScopePtr scope);
  ~CompiledXPath();
  CompiledXPath(const CompiledXPath&) = delete;
  CompiledXPath& operator=(const CompiledXPath&) = delete;

  /// The result on the body of the exchange; never null. Throws FlowError.
  XPathResult evaluate(const Exchange& exchange) const;

 private:
  class Loan;
  xmlXPathCompExprPtr borrow() const;
  void giveBack(xmlXPathCompExprPtr expression) const;

  std::string text_;
  ScopePtr scope_;
  std::vector<xmlNs> namespaces_;
  std::vector<xmlNsPtr> namespace_pointers_;
  mutable std::mutex mutex_;
  mutable std::vector<xmlXPathCompExprPtr> free_;
};

}  // namespace iflowsim
