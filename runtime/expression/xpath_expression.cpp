#include "runtime/expression/xpath_expression.h"

#include <cmath>
#include <memory>
#include <mutex>
#include <string>
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

/// An XPath of either version. Immutable, used by many threads.
class XPath {
 public:
  virtual ~XPath() = default;
  virtual Value evaluate(const Exchange& exchange) const = 0;
  virtual bool matches(const Exchange& exchange) const = 0;
  virtual bool mayBlock() const = 0;
};

using XPathPtr = std::shared_ptr<const XPath>;

class Version1 final : public XPath {
 public:
  Version1(std::string_view text, const ScopePtr& scope) : compiled_(text, scope) {}

  Value evaluate(const Exchange& exchange) const override {
    return valueOf(compiled_.evaluate(exchange), exchange.body().xml());
  }
  bool matches(const Exchange& exchange) const override {
    return xmlXPathCastToBoolean(compiled_.evaluate(exchange).get()) != 0;
  }
  bool mayBlock() const override { return false; }

 private:
  CompiledXPath compiled_;
};

/// Bodies that are no XML fail in the same words as with XPath 1.0.
class LaterVersion final : public XPath {
 public:
  explicit LaterVersion(NewerXPathPtr xpath) : xpath_(std::move(xpath)) {}

  Value evaluate(const Exchange& exchange) const override {
    (void)exchange.body().xml();
    Value value = xpath_->evaluate(exchange);
    const auto* number = value.as<double>();
    return number == nullptr ? value : numberValue(*number);
  }
  bool matches(const Exchange& exchange) const override {
    (void)exchange.body().xml();
    return xpath_->matches(exchange);
  }
  bool mayBlock() const override { return true; }

 private:
  NewerXPathPtr xpath_;
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

XPathPtr compileXPath(std::string_view text, const ScopePtr& scope) {
  try {
    return std::make_shared<const Version1>(text, scope);
  } catch (const CompileError& refusal) {
    auto newer = newerXPath(text, *scope, refusal);
    if (!newer) throw;
    return std::make_shared<const LaterVersion>(std::move(newer));
  }
}

/// An XPath whose text depends on the message; the last few dozen texts stay compiled.
class AssembledXPath final : public XPath {
 public:
  AssembledXPath(std::string_view text, const ScopePtr& scope) : text_(compileTemplate(text, scope)), scope_(scope) {}

  Value evaluate(const Exchange& exchange) const override { return of(exchange)->evaluate(exchange); }
  bool matches(const Exchange& exchange) const override { return of(exchange)->matches(exchange); }
  /// Any text may turn out to be one for the script host.
  bool mayBlock() const override { return scope_->scripts != nullptr; }

 private:
  static constexpr std::size_t kKept = 64;

  XPathPtr of(const Exchange& exchange) const {
    std::string text;
    text_->appendText(exchange, text);
    if (const XPathPtr known = find(text)) return known;
    try {
      return keep(text, compileXPath(text, scope_));
    } catch (const CompileError& error) {
      throw FlowError("javax.xml.xpath.XPathExpressionException", error.code() + " " + error.what());
    }
  }

  XPathPtr find(const std::string& text) const {
    const std::scoped_lock lock(mutex_);
    const auto found = kept_.find(text);
    return found == kept_.end() ? nullptr : found->second;
  }

  XPathPtr keep(const std::string& text, XPathPtr compiled) const {
    const std::scoped_lock lock(mutex_);
    if (kept_.size() >= kKept) kept_.clear();
    return kept_.emplace(text, std::move(compiled)).first->second;
  }

  OperandPtr text_;
  ScopePtr scope_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, XPathPtr> kept_;
};

XPathPtr xpathOf(std::string_view text, const ScopePtr& scope) {
  if (text.find("${") == std::string_view::npos) return compileXPath(text, scope);
  return std::make_shared<const AssembledXPath>(text, scope);
}

class XPathOperand final : public Operand {
 public:
  explicit XPathOperand(XPathPtr xpath) : xpath_(std::move(xpath)) {}
  Value evaluate(const Exchange& exchange) const override { return xpath_->evaluate(exchange); }
  bool mayBlock() const override { return xpath_->mayBlock(); }

 private:
  XPathPtr xpath_;
};

class XPathPredicate final : public Predicate {
 public:
  explicit XPathPredicate(XPathPtr xpath) : xpath_(std::move(xpath)) {}
  bool matches(const Exchange& exchange) const override { return xpath_->matches(exchange); }
  bool mayBlock() const override { return xpath_->mayBlock(); }

 private:
  XPathPtr xpath_;
};

}  // namespace

OperandPtr xpathOperand(std::string_view text, const ScopePtr& scope) {
  return std::make_shared<XPathOperand>(xpathOf(text, scope));
}

PredicatePtr xpathPredicate(std::string_view text, const ScopePtr& scope) {
  return std::make_shared<XPathPredicate>(xpathOf(text, scope));
}

}  // namespace iflowsim
