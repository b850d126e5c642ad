#include "runtime/expression/simple_functions.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <unordered_map>

#include "runtime/base/text.h"
#include "runtime/expression/compile_error.h"
#include "runtime/expression/date_function.h"
#include "runtime/expression/exception_functions.h"
#include "runtime/expression/file_functions.h"
#include "runtime/expression/keyed_operand.h"
#include "runtime/expression/ognl.h"
#include "runtime/expression/random_function.h"
#include "runtime/expression/xpath_expression.h"
#include "runtime/message/run.h"

namespace iflowsim {

namespace {

using Build = OperandPtr (*)(std::string_view rest, const ScopePtr& scope);

/// A function by what it begins with; `rest` is what follows.
struct Function {
  std::string_view head;
  Build build;
};

std::string unquoted(std::string_view text) {
  const std::string_view inner = trim(text);
  const bool quoted = inner.size() >= 2 && inner.front() == inner.back() && (inner[0] == '\'' || inner[0] == '"');
  return std::string(quoted ? inner.substr(1, inner.size() - 2) : inner);
}

/// The argument list of `name(...)` whose text after the parenthesis is `rest`, and what follows it.
std::pair<std::string_view, std::string_view> parenthesis(std::string_view function, std::string_view rest) {
  const auto close = rest.find(')');
  if (close == std::string_view::npos) {
    throw CompileError("SIMPLE-005", "'" + std::string(function) + std::string(rest) + "' has no closing ')'. Add it.");
  }
  return {rest.substr(0, close), rest.substr(close + 1)};
}

OperandPtr withChain(OperandPtr operand, std::string_view chain_text, const ScopePtr& scope) {
  OgnlChain chain = OgnlChain::parse(chain_text, scope, false);
  if (chain.empty()) return operand;
  return makeOperand([operand = std::move(operand), chain = std::move(chain)](const Exchange& exchange) {
    return chain.apply(operand->evaluate(exchange), exchange);
  });
}

/// A value of fixed form that takes method calls.
template <Value (*Read)(const Exchange&)>
OperandPtr buildPlain(std::string_view rest, const ScopePtr& scope) {
  return withChain(makeOperand([](const Exchange& exchange) { return Read(exchange); }), rest, scope);
}

OperandPtr buildBodyAs(std::string_view rest, const ScopePtr& scope) {
  return withChain(bodyOperand(), parenthesis("bodyAs(", rest).second, scope);
}

OperandPtr buildMandatoryBodyAs(std::string_view rest, const ScopePtr& scope) {
  const auto [type, chain] = parenthesis("mandatoryBodyAs(", rest);
  auto body = makeOperand([type_name = unquoted(type)](const Exchange& exchange) {
    if (exchange.body().isNull()) {
      throw FlowError("org.apache.camel.InvalidPayloadException",
                      "No body available of type: " + type_name + " on: Message. Exchange[" + exchange.id() + "]");
    }
    return Value(exchange.body().text());
  });
  return withChain(std::move(body), chain, scope);
}

OperandPtr buildBody(std::string_view rest, const ScopePtr& scope) {
  return withChain(bodyOperand(), rest, scope);
}

OperandPtr buildHeaderAs(std::string_view rest, const ScopePtr&) {
  const auto [arguments, chain] = parenthesis("headerAs(", rest);
  const auto comma = arguments.find(',');
  if (comma == std::string_view::npos || !chain.empty()) {
    throw CompileError("SIMPLE-005", "headerAs takes a name and a type. Write ${headerAs(name, String)}.");
  }
  return headerAsType(unquoted(arguments.substr(0, comma)), unquoted(arguments.substr(comma + 1)));
}

OperandPtr buildHeader(std::string_view rest, const ScopePtr& scope) {
  return keyedOperand(KeyedSource::Header, rest, scope);
}

OperandPtr buildProperty(std::string_view rest, const ScopePtr& scope) {
  return keyedOperand(KeyedSource::Property, rest, scope);
}

/// `headers` is the map of all headers; `headers.x` one of them.
OperandPtr buildHeaders(std::string_view rest, const ScopePtr& scope) {
  constexpr std::array kOfMap{"", ".size", ".size()", ".length", ".length()", ".keySet()", ".values()"};
  if (std::find(kOfMap.begin(), kOfMap.end(), rest) == kOfMap.end()) return buildHeader(rest, scope);
  return withChain(allHeaders(), rest, scope);
}

OperandPtr buildXPath(std::string_view rest, const ScopePtr& scope) {
  return xpathOperand(rest, scope);
}

OperandPtr buildXPathCall(std::string_view rest, const ScopePtr& scope) {
  const auto close = rest.rfind(')');
  return xpathOperand(unquoted(rest.substr(0, close)), scope);
}

/// A tenant shows flows none of its system properties; the simulator's own are none of their business either.
OperandPtr buildNothing(std::string_view, const ScopePtr&) {
  return std::make_shared<Constant>(Value());
}

OperandPtr buildUnavailable(std::string_view, const ScopePtr&) {
  throw CompileError("SIMPLE-007",
                     "This Camel function reaches into the Camel runtime, which is not there. Use a script instead.");
}

Value exchangeId(const Exchange& exchange) {
  return exchange.id();
}
Value flowId(const Exchange& exchange) {
  return exchange.run().identity().flow_id;
}
Value nothing(const Exchange&) {
  return {};
}

/// Longer heads stand before the heads they begin with.
constexpr std::array kFunctions{
    Function{"bodyAs(", buildBodyAs},
    Function{"mandatoryBodyAs(", buildMandatoryBodyAs},
    Function{"in.body", buildBody},
    Function{"body", buildBody},
    Function{"headerAs(", buildHeaderAs},
    Function{"in.headers", buildHeaders},
    Function{"in.header", buildHeader},
    Function{"headers", buildHeaders},
    Function{"header", buildHeader},
    Function{"exchangeProperty", buildProperty},
    Function{"property", buildProperty},
    Function{"exchangeId", buildPlain<exchangeId>},
    Function{"id", buildPlain<exchangeId>},
    Function{"camelId", buildPlain<flowId>},
    Function{"camelContext.name", buildPlain<flowId>},
    Function{"camelContext.getName()", buildPlain<flowId>},
    Function{"null", buildPlain<nothing>},
    Function{"exception.stacktrace", buildPlain<exceptionStackTrace>},
    Function{"exception", buildPlain<currentException>},
    Function{"date-with-timezone:", buildDateWithZone},
    Function{"date:", buildDate},
    Function{"file:", buildFileFunction},
    Function{"random(", buildRandom},
    Function{"xpath.", buildXPath},
    Function{"xpath(", buildXPathCall},
    Function{"sysenv", buildNothing},
    Function{"sys.", buildNothing},
    Function{"bean:", buildUnavailable},
    Function{"ref:", buildUnavailable},
    Function{"type:", buildUnavailable},
    Function{"properties:", buildUnavailable},
    Function{"exchange.", buildUnavailable},
    Function{"routeId", buildUnavailable},
    Function{"threadName", buildUnavailable},
    Function{"messageHistory", buildUnavailable},
};

bool endsName(char c) {
  return c == '.' || c == ':' || c == '[' || c == '?' || c == '(';
}

bool applies(std::string_view head, std::string_view function) {
  if (!function.starts_with(head)) return false;
  if (function.size() == head.size()) return true;
  const bool open_head = endsName(head.back());
  return open_head || endsName(function[head.size()]);
}

[[noreturn]] void throwUnknown(std::string_view function) {
  const std::string_view head = function.substr(0, function.find_first_of(".:([?"));
  std::vector<std::string> known{"in.body", "in.header"};
  for (const Function& each : kFunctions) known.emplace_back(each.head.substr(0, each.head.find_first_of(".:(")));
  const std::string nearest = nearestName(head, known);
  throw CompileError("SIMPLE-001",
                     "There is no function '" + std::string(function) + "'. " +
                         (nearest.empty() ? "Use one such as header.x, property.x, body or date:now:pattern."
                                          : "Did you mean '" + nearest + "'?"));
}

OperandPtr compileFixed(std::string_view function, const ScopePtr& scope) {
  for (const Function& each : kFunctions) {
    if (applies(each.head, function)) return each.build(function.substr(each.head.size()), scope);
  }
  throwUnknown(function);
}

/// A function whose text is known only with the message: `${property.X_${property.Y}}`.
class AssembledFunction final : public Operand {
 public:
  AssembledFunction(OperandPtr text, ScopePtr scope) : text_(std::move(text)), scope_(std::move(scope)) {}

  Value evaluate(const Exchange& exchange) const override {
    std::string function;
    text_->appendText(exchange, function);
    return compiled(function)->evaluate(exchange);
  }

 private:
  static constexpr std::size_t kKept = 128;

  OperandPtr compiled(const std::string& function) const {
    const std::scoped_lock lock(mutex_);
    if (const auto found = kept_.find(function); found != kept_.end()) return found->second;
    if (kept_.size() >= kKept) kept_.clear();
    try {
      return kept_.emplace(function, compileFixed(function, scope_)).first->second;
    } catch (const CompileError& error) {
      throw FlowError("org.apache.camel.language.simple.types.SimpleIllegalSyntaxException",
                      error.code() + " ${" + function + "}: " + error.what());
    }
  }

  OperandPtr text_;
  ScopePtr scope_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, OperandPtr> kept_;
};

}  // namespace

OperandPtr compileFunction(std::string_view function, const ScopePtr& scope) {
  const std::string_view text = trim(function);
  const auto inner = text.find("${");
  if (inner == std::string_view::npos || inner > text.find('(')) return compileFixed(text, scope);
  // What stands before the inner function tells already whether there is such a function.
  if (inner > 0) compileFixed(std::string(text.substr(0, inner)) + "x", scope);
  return std::make_shared<AssembledFunction>(compileTemplate(text, scope), scope);
}

}  // namespace iflowsim
