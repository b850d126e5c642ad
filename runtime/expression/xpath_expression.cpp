#include "runtime/expression/xpath_expression.h"

#include <cmath>
#include <unordered_map>

#include "runtime/expression/compile_error.h"
#include "runtime/expression/compiled_xpath.h"
#include "runtime/expression/xml_nodes.h"
#include "runtime/spi/script_engine.h"

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

/// The expression for the script host, after it was refused as XPath 1.0; null when it is no newer XPath either. Throws
/// CompileError when the reason is another one than the refusal.
NewerXPathPtr newerXPath(std::string_view text, const ExpressionScope& scope, const CompileError& refusal) {
  const std::string normalized = normalizedXPath(text);
  const bool is_newer = refusal.code() == "XPATH-002";
  if (scope.scripts == nullptr || normalized.empty() || refusal.code() == "XPATH-003") return nullptr;
  auto compiled = scope.scripts->compileXPath(normalized, scope.namespaces);
  if (!compiled) {
    if (is_newer) throw CompileError("XPATH-002", std::string(refusal.what()) + ' ' + compiled.error().text);
    return nullptr;
  }
  const auto& problem = (*compiled)->problem();
  if (!problem) return *std::move(compiled);
  if (!is_newer) return nullptr;
  throw CompileError("XPATH-001",
                     "The XPath '" + normalized + "' is wrong: " + problem->text + ". Correct the expression.");
}

class NewerOperand final : public Operand {
 public:
  explicit NewerOperand(NewerXPathPtr xpath) : xpath_(std::move(xpath)) {}
  Value evaluate(const Exchange& exchange) const override {
    // Bodies that are no XML fail in the same words as with XPath 1.0.
    (void)exchange.body().xml();
    Value value = xpath_->evaluate(exchange);
    const auto* number = value.as<double>();
    return number == nullptr ? value : numberValue(*number);
  }
  bool mayBlock() const override { return true; }

 private:
  NewerXPathPtr xpath_;
};

class NewerPredicate final : public Predicate {
 public:
  explicit NewerPredicate(NewerXPathPtr xpath) : xpath_(std::move(xpath)) {}
  bool matches(const Exchange& exchange) const override {
    (void)exchange.body().xml();
    return xpath_->matches(exchange);
  }
  bool mayBlock() const override { return true; }

 private:
  NewerXPathPtr xpath_;
};

}  // namespace

OperandPtr xpathOperand(std::string_view text, const ScopePtr& scope) {
  try {
    return std::make_shared<XPathOperand>(sourceOf(text, scope));
  } catch (const CompileError& refusal) {
    auto newer = newerXPath(text, *scope, refusal);
    if (!newer) throw;
    return std::make_shared<NewerOperand>(std::move(newer));
  }
}

PredicatePtr xpathPredicate(std::string_view text, const ScopePtr& scope) {
  try {
    return std::make_shared<XPathPredicate>(sourceOf(text, scope));
  } catch (const CompileError& refusal) {
    auto newer = newerXPath(text, *scope, refusal);
    if (!newer) throw;
    return std::make_shared<NewerPredicate>(std::move(newer));
  }
}

}  // namespace iflowsim
