#include "runtime/expression/simple_template.h"

#include <optional>
#include <vector>

#include "runtime/expression/compile_error.h"
#include "runtime/expression/simple_functions.h"

namespace iflowsim {

namespace {

/// Several parts joined to one text.
class Concatenation final : public Operand {
 public:
  explicit Concatenation(std::vector<OperandPtr> parts) : parts_(std::move(parts)) {}

  Value evaluate(const Exchange& exchange) const override {
    std::string text;
    appendText(exchange, text);
    return text;
  }

  void appendText(const Exchange& exchange, std::string& text) const override {
    for (const OperandPtr& part : parts_) part->appendText(exchange, text);
  }

 private:
  std::vector<OperandPtr> parts_;
};

std::optional<char> escaped(char letter) {
  switch (letter) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case '}':
      return '}';
    default:
      return std::nullopt;
  }
}

std::string withoutEscapes(std::string_view literal) {
  std::string text;
  text.reserve(literal.size());
  for (std::size_t i = 0; i < literal.size(); ++i) {
    const auto special = literal[i] == '\\' && i + 1 < literal.size() ? escaped(literal[i + 1]) : std::nullopt;
    text += special.value_or(literal[i]);
    if (special) ++i;
  }
  return text;
}

OperandPtr literalOperand(std::string_view literal) {
  return std::make_shared<Constant>(withoutEscapes(literal));
}

/// The function at that place, with the place added to what is wrong with it.
OperandPtr compileFunctionAt(std::string_view text, std::size_t start, std::size_t end, const ScopePtr& scope) {
  try {
    return compileFunction(text.substr(start + 2, end - start - 3), scope);
  } catch (const CompileError& error) {
    throw CompileError(error.code(), "At position " + std::to_string(start + 1) + ": " + error.what());
  }
}

}  // namespace

std::size_t functionEnd(std::string_view text, std::size_t start) {
  std::size_t depth = 0;
  for (std::size_t i = start; i < text.size(); ++i) {
    if (text[i] == '$' && i + 1 < text.size() && text[i + 1] == '{') {
      ++depth;
      ++i;
    } else if (text[i] == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

OperandPtr compileTemplate(std::string_view text, const ScopePtr& scope) {
  std::vector<OperandPtr> parts;
  std::size_t at = 0;
  for (auto start = text.find("${"); start != std::string_view::npos; start = text.find("${", at)) {
    const std::size_t end = functionEnd(text, start);
    if (end == std::string_view::npos) {
      throw CompileError("SIMPLE-002", "At position " + std::to_string(start + 1) + ": '" +
                                           std::string(text.substr(start, 40)) +
                                           "' has no closing '}'. Close the expression with '}'.");
    }
    if (start > at) parts.push_back(literalOperand(text.substr(at, start - at)));
    parts.push_back(compileFunctionAt(text, start, end, scope));
    at = end;
  }
  if (at < text.size() || parts.empty()) parts.push_back(literalOperand(text.substr(at)));
  if (parts.size() == 1) return parts.front();
  return std::make_shared<Concatenation>(std::move(parts));
}

}  // namespace iflowsim
