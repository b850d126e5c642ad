#include "runtime/expression/xpath_expression.h"

#include <cmath>
#include <unordered_map>

#include "runtime/expression/compile_error.h"
#include "runtime/expression/compiled_xpath.h"
#include "runtime/expression/xml_nodes.h"

namespace iflowsim {

namespace {

/// Where a double still holds every whole number.
constexpr double kExactIntegers = 9007199254740992.0;

Value numberValue(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  if (std::trunc(number) == number && std::fabs(number) <= kExactIntegers) return static_cast<std::int64_t>(number);
  return number;
}

Value valueOf(XPathResult result, const XmlDocument& document) {
  switch (result->type) {
    case XPATH_BOOLEAN:
      return result->boolval != 0;
    case XPATH_NUMBER:
      return numberValue(result->floatval);
    case XPATH_STRING:
      return std::string(reinterpret_cast<const char*>(result->stringval));
    default:
      return Value(
          std::shared_ptr<const OpaqueValue>(std::make_shared<const SelectedNodes>(document, result.release())));
  }
}

/// Where the compiled XPath of a message comes from.
class XPathSource {
 public:
  virtual ~XPathSource() = default;
  virtual std::shared_ptr<const CompiledXPath> of(const Exchange& exchange) const = 0;
};

class FixedXPath final : public XPathSource {
 public:
  FixedXPath(std::string_view text, const ScopePtr& scope)
      : compiled_(std::make_shared<const CompiledXPath>(text, scope)) {}
  std::shared_ptr<const CompiledXPath> of(const Exchange&) const override { return compiled_; }

 private:
  std::shared_ptr<const CompiledXPath> compiled_;
};

/// An XPath whose text depends on the message; the last few dozen texts stay compiled.
class AssembledXPath final : public XPathSource {
 public:
  AssembledXPath(std::string_view text, const ScopePtr& scope) : text_(compileTemplate(text, scope)), scope_(scope) {}

  std::shared_ptr<const CompiledXPath> of(const Exchange& exchange) const override {
    std::string text;
    text_->appendText(exchange, text);
    const std::scoped_lock lock(mutex_);
    if (const auto found = kept_.find(text); found != kept_.end()) return found->second;
    if (kept_.size() >= kKept) kept_.clear();
    try {
      return kept_.emplace(text, std::make_shared<const CompiledXPath>(text, scope_)).first->second;
    } catch (const CompileError& error) {
      throw FlowError("javax.xml.xpath.XPathExpressionException", error.code() + " " + error.what());
    }
  }

 private:
  static constexpr std::size_t kKept = 64;

  OperandPtr text_;
  ScopePtr scope_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, std::shared_ptr<const CompiledXPath>> kept_;
};

std::unique_ptr<const XPathSource> sourceOf(std::string_view text, const ScopePtr& scope) {
  if (text.find("${") != std::string_view::npos) return std::make_unique<const AssembledXPath>(text, scope);
  return std::make_unique<const FixedXPath>(text, scope);
}

class XPathOperand final : public Operand {
 public:
  explicit XPathOperand(std::unique_ptr<const XPathSource> source) : source_(std::move(source)) {}
  Value evaluate(const Exchange& exchange) const override {
    return valueOf(source_->of(exchange)->evaluate(exchange), exchange.body().xml());
  }

 private:
  std::unique_ptr<const XPathSource> source_;
};

class XPathPredicate final : public Predicate {
 public:
  explicit XPathPredicate(std::unique_ptr<const XPathSource> source) : source_(std::move(source)) {}
  bool matches(const Exchange& exchange) const override {
    const XPathResult result = source_->of(exchange)->evaluate(exchange);
    return xmlXPathCastToBoolean(result.get()) != 0;
  }

 private:
  std::unique_ptr<const XPathSource> source_;
};

}  // namespace

OperandPtr xpathOperand(std::string_view text, const ScopePtr& scope) {
  return std::make_shared<XPathOperand>(sourceOf(text, scope));
}

PredicatePtr xpathPredicate(std::string_view text, const ScopePtr& scope) {
  return std::make_shared<XPathPredicate>(sourceOf(text, scope));
}

}  // namespace iflowsim
