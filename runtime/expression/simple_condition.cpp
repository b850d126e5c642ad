#include "runtime/expression/simple_condition.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "runtime/base/text.h"
#include "runtime/expression/compile_error.h"
#include "runtime/expression/java_text.h"
#include "runtime/expression/pattern.h"
#include "runtime/expression/simple_operators.h"

namespace iflowsim {

namespace {

/// Whether a value alone is a true condition. Source: Camel's evaluation of an expression as a predicate.
bool isTrue(const Value& value) {
  if (value.isNull()) return false;
  if (const auto* flag = value.as<bool>()) return *flag;
  if (const auto* text = value.as<std::string>())
    return !trim(*text).empty() && !equalsIgnoreCase(trim(*text), "false");
  if (const auto* list = value.as<std::shared_ptr<const ValueList>>()) return !(*list)->empty();
  if (const auto* object = value.as<std::shared_ptr<const OpaqueValue>>()) {
    const auto* nodes = dynamic_cast<const XmlNodes*>(object->get());
    return nodes == nullptr || !nodes->empty();
  }
  return true;
}

/// One comparison, or one operand alone.
struct Term {
  OperandPtr left;
  const SimpleOperator* comparison = nullptr;
  OperandPtr right;
  /// The compiled right side of a regex that is known beforehand.
  std::optional<Pattern> pattern;

  bool holds(const Exchange& exchange) const {
    Value left_scratch;
    const Value& left_value = left->read(exchange, left_scratch);
    if (comparison == nullptr) return isTrue(left_value);
    if (pattern) return (!left_value.isNull() && pattern->matches(left_value.toText())) != comparison->negated;
    Value right_scratch;
    return comparison->compare(left_value, right->read(exchange, right_scratch)) != comparison->negated;
  }
};

enum class Link { First, And, Or };

class Condition final : public Predicate {
 public:
  explicit Condition(std::vector<std::pair<Link, Term>> terms) : terms_(std::move(terms)) {}

  bool matches(const Exchange& exchange) const override {
    bool result = true;
    for (const auto& [link, term] : terms_) {
      const bool decided = (link == Link::And && !result) || (link == Link::Or && result);
      if (!decided) result = term.holds(exchange);
    }
    return result;
  }

 private:
  std::vector<std::pair<Link, Term>> terms_;
};

class ConditionParser {
 public:
  ConditionParser(std::string_view text, const ScopePtr& scope) : text_(text), scope_(scope) {}

  PredicatePtr parse() {
    std::vector<std::pair<Link, Term>> terms;
    terms.emplace_back(Link::First, term());
    for (skipBlanks(); at_ < text_.size(); skipBlanks()) {
      const Link next = link();
      terms.emplace_back(next, term());
    }
    return std::make_shared<Condition>(std::move(terms));
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw CompileError("SIMPLE-004", "At position " + std::to_string(at_ + 1) + ": " + what);
  }

  void skipBlanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  /// The text up to the next blank, for messages.
  std::string word() const { return std::string(text_.substr(at_, text_.find_first_of(" \t\r\n", at_) - at_)); }

  bool take(std::string_view token) {
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }

  bool takeWord(std::string_view token) {
    const std::string_view rest = text_.substr(at_);
    if (!rest.starts_with(token)) return false;
    if (rest.size() > token.size() &&
        std::string_view(" \t\r\n$'\"").find(rest[token.size()]) == std::string_view::npos) {
      return false;
    }
    at_ += token.size();
    return true;
  }

  Link link() {
    if (takeWord("and") || take("&&")) return Link::And;
    if (takeWord("or") || take("||")) return Link::Or;
    fail("'" + word() +
         "' stands where 'and', 'or' or the end of the condition is expected. Put text in single quotes " +
         "and an operator with blanks around it between two operands.");
  }

  Term term() {
    Term term;
    term.left = operand();
    skipBlanks();
    term.comparison = operatorAt(text_.substr(at_));
    if (term.comparison == nullptr) return term;
    at_ += term.comparison->text.size();
    term.right = operand();
    if (term.comparison->is_regex) preparePattern(term);
    return term;
  }

  static void preparePattern(Term& term) {
    const auto* constant = dynamic_cast<const Constant*>(term.right.get());
    if (constant == nullptr) return;
    auto pattern = Pattern::compile(constant->value().toText(), Pattern::Use::Whole);
    if (!pattern) throw CompileError("SIMPLE-006", pattern.error().text + " Correct the pattern.");
    term.pattern = *std::move(pattern);
  }

  OperandPtr operand() {
    skipBlanks();
    if (at_ == text_.size()) fail("an operand is missing at the end. Add a ${...}, a quoted text, a number or null.");
    if (text_[at_] == '\'' || text_[at_] == '"') return quoted();
    if (text_.substr(at_).starts_with("${")) return function();
    return literal();
  }

  OperandPtr quoted() {
    const std::size_t end = closingQuote(text_[at_]);
    const std::string_view inner = text_.substr(at_ + 1, end - at_ - 1);
    OperandPtr compiled = compileTemplate(inner, scope_);
    at_ = end + 1;
    return compiled;
  }

  std::size_t closingQuote(char quote) const {
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      if (text_[i] == quote) return i;
      const bool inner = text_.substr(i).starts_with("${");
      const std::size_t end = inner ? functionEnd(text_, i) : std::string_view::npos;
      if (end != std::string_view::npos) i = end - 1;
    }
    fail("the quote " + std::string(1, quote) + " is not closed. Close it.");
  }

  OperandPtr function() {
    const std::size_t end = functionEnd(text_, at_);
    OperandPtr compiled = compileTemplate(text_.substr(at_, end == std::string_view::npos ? end : end - at_), scope_);
    at_ = end;
    return compiled;
  }

  OperandPtr literal() {
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n=!<>&|~'\"", at_), text_.size());
    const std::string_view token = text_.substr(at_, end - at_);
    const auto value = literalValue(token);
    if (!value)
      fail("'" + word() +
           "' is no operand. Put text in straight single quotes, and names in ${header.name} or ${property.name}.");
    at_ = end;
    return std::make_shared<Constant>(*value);
  }

  static std::optional<Value> literalValue(std::string_view token) {
    if (token == "null") return Value();
    if (token == "true") return Value(true);
    if (token == "false") return Value(false);
    if (const auto integer = textInteger(token)) return Value(*integer);
    if (const auto number = textNumber(token)) return Value(*number);
    return std::nullopt;
  }

  std::string_view text_;
  const ScopePtr& scope_;
  std::size_t at_ = 0;
};

bool isEscaped(std::string_view text) {
  return text.find("&lt;") != std::string_view::npos || text.find("&gt;") != std::string_view::npos ||
         text.find("&amp;") != std::string_view::npos || text.find("&apos;") != std::string_view::npos ||
         text.find("&quot;") != std::string_view::npos;
}

}  // namespace

PredicatePtr compileSimpleCondition(std::string_view text, const ScopePtr& scope) {
  const std::string condition = isEscaped(text) ? unescapeXml(text) : std::string(text);
  return ConditionParser(trim(condition), scope).parse();
}

}  // namespace iflowsim
