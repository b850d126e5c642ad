#include "runtime/expression/ognl.h"

#include <algorithm>
#include <optional>

#include "runtime/base/text.h"
#include "runtime/expression/compile_error.h"
#include "runtime/expression/java_text.h"
#include "runtime/expression/ognl_methods.h"

namespace iflowsim {

namespace {

bool isQuoted(std::string_view text) {
  return text.size() >= 2 && text.front() == text.back() && (text.front() == '\'' || text.front() == '"');
}

/// Position of the bracket that closes the one at `start`, with regard to quotes, functions and inner brackets.
std::size_t closingBracket(std::string_view text, std::size_t start) {
  const char open = text[start];
  const char close = open == '(' ? ')' : ']';
  std::size_t depth = 0;
  char quote = 0;
  for (std::size_t i = start; i < text.size(); ++i) {
    if (quote != 0) {
      if (text[i] == quote) quote = 0;
    } else if (text[i] == '\'' || text[i] == '"') {
      quote = text[i];
    } else if (text[i] == open) {
      ++depth;
    } else if (text[i] == close && --depth == 0) {
      return i;
    }
  }
  throw CompileError("SIMPLE-005", "'" + std::string(text.substr(start)) + "' has no closing '" + close + "'. Add it.");
}

/// The arguments between parentheses, split at commas that are not quoted or inside a function.
std::vector<std::string_view> splitArguments(std::string_view text) {
  std::vector<std::string_view> arguments;
  if (trim(text).empty()) return arguments;
  std::size_t start = 0;
  std::size_t depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(' || c == '{' || c == '[') {
      ++depth;
    } else if (depth > 0 && (c == ')' || c == '}' || c == ']')) {
      --depth;
    } else if (c == ',' && depth == 0) {
      arguments.push_back(text.substr(start, i - start));
      start = i + 1;
    }
  }
  arguments.push_back(text.substr(start));
  return arguments;
}

OperandPtr compileArgument(std::string_view argument, const ScopePtr& scope) {
  const std::string_view text = trim(argument);
  if (isQuoted(text)) return compileTemplate(text.substr(1, text.size() - 2), scope);
  if (text == "null") return std::make_shared<Constant>(Value());
  if (const auto number = textInteger(text)) return std::make_shared<Constant>(Value(*number));
  return compileTemplate(text, scope);
}

std::string countText(const OgnlMethod& method) {
  const std::string least = std::to_string(method.least_arguments);
  return method.least_arguments == method.most_arguments ? least
                                                         : least + " to " + std::to_string(method.most_arguments);
}

void checkMethod(const OgnlChain::Step& step) {
  if (step.method == nullptr) {
    const std::string nearest = nearestName(step.name, ognlMethodNames());
    throw CompileError("SIMPLE-003", "There is no method '" + step.name + "'. " +
                                         (nearest.empty() ? "Use one of: " + join(ognlMethodNames(), ", ") + "."
                                                          : "Did you mean '" + nearest + "'?"));
  }
  const std::size_t given = step.arguments.size();
  if (given < step.method->least_arguments || given > step.method->most_arguments) {
    throw CompileError("SIMPLE-003", "The method '" + step.name + "' takes " + countText(*step.method) +
                                         " arguments, not " + std::to_string(given) + ". Correct the call.");
  }
}

/// Reads one step at `at` and moves it behind the step.
OgnlChain::Step parseStep(std::string_view text, std::size_t& at, const ScopePtr& scope, bool names_allowed) {
  OgnlChain::Step step;
  if (text[at] == '?') {
    step.null_safe = true;
    ++at;
  }
  if (at < text.size() && text[at] == '[') {
    const std::size_t end = closingBracket(text, at);
    const std::string_view key = trim(text.substr(at + 1, end - at - 1));
    step.index = true;
    step.name = std::string(isQuoted(key) ? key.substr(1, key.size() - 2) : key);
    at = end + 1;
    return step;
  }
  if (at >= text.size() || text[at] != '.') {
    throw CompileError("SIMPLE-005", "'" + std::string(text.substr(std::min(at, text.size()))) +
                                         "' cannot follow a value. Call methods with a dot, as in '.trim()'.");
  }
  const std::size_t end = std::min(text.find_first_of(".[(?", at + 1), text.size());
  step.name = std::string(text.substr(at + 1, end - at - 1));
  at = end;
  const bool called = end < text.size() && text[end] == '(';
  if (called) {
    const std::size_t close = closingBracket(text, end);
    for (const std::string_view argument : splitArguments(text.substr(end + 1, close - end - 1))) {
      step.arguments.push_back(compileArgument(argument, scope));
    }
    at = close + 1;
  }
  step.method = findOgnlMethod(step.name);
  if (called || !names_allowed) checkMethod(step);
  return step;
}

std::optional<std::size_t> listPlace(const std::string& key, std::size_t size) {
  const std::string_view text = key;
  std::int64_t place = static_cast<std::int64_t>(size) - 1;
  if (text.starts_with("last-")) {
    place -= textInteger(text.substr(5)).value_or(place + 1);
  } else if (text != "last") {
    place = textInteger(text).value_or(-1);
  }
  if (place < 0 || place >= static_cast<std::int64_t>(size)) return std::nullopt;
  return static_cast<std::size_t>(place);
}

Value element(const Value& value, const OgnlChain::Step& step) {
  if (const auto* map = value.as<std::shared_ptr<const ValueMap>>()) {
    for (const auto& [key, item] : **map) {
      if (key == step.name) return item;
    }
    return {};
  }
  const auto* list = value.as<std::shared_ptr<const ValueList>>();
  const std::size_t size = list == nullptr ? 1 : (*list)->size();
  // A header that came once is no list yet; its first element is the value itself.
  if (const auto place = listPlace(step.name, size)) return list == nullptr ? value : (**list)[*place];
  if (step.null_safe) return {};
  throw FlowError("java.lang.IndexOutOfBoundsException", "Key: " + step.name + " not found in bean: " + value.toText() +
                                                             " of type: " + value.className() + " using OGNL path [[" +
                                                             step.name + "]]");
}

Value call(const Value& value, const OgnlChain::Step& step, const Exchange& exchange) {
  const OgnlMethod* method = step.method;
  if (method == nullptr || step.arguments.size() < method->least_arguments) {
    throw FlowError(
        "org.apache.camel.component.bean.MethodNotFoundException",
        "Method with name: " + step.name + " not found on bean: " + value.toText() + " of type: " + value.className());
  }
  std::vector<Value> arguments;
  arguments.reserve(step.arguments.size());
  for (const OperandPtr& argument : step.arguments) arguments.push_back(argument->evaluate(exchange));
  return method->call(value, arguments);
}

}  // namespace

OgnlChain OgnlChain::parse(std::string_view text, const ScopePtr& scope, bool names_allowed) {
  OgnlChain chain;
  for (std::size_t at = 0; at < text.size();) chain.steps_.push_back(parseStep(text, at, scope, names_allowed));
  return chain;
}

Value OgnlChain::apply(Value value, const Exchange& exchange) const {
  for (const Step& step : steps_) {
    if (value.isNull()) return value;
    value = step.index ? element(value, step) : call(value, step, exchange);
  }
  return value;
}

}  // namespace iflowsim
