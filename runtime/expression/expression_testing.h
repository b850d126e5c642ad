#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "runtime/expression/languages.h"
#include "runtime/message/run.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

/// What the tests of this module need: a message at a fixed time, and short forms to compile and evaluate.
class ExpressionTesting {
 public:
  class FixedClock final : public Clock {
   public:
    /// 2017-08-24 02:43:38.007 UTC, a Thursday.
    TimePoint now() const override { return TimePoint(std::chrono::milliseconds(1503542618007)); }
  };

  ExpressionTesting() { registerLanguages(registry_); }

  Exchange& exchange() { return exchange_; }
  ExpressionScope& scope() { return scope_; }
  void body(std::string text) { exchange_.setBody(Body(std::move(text))); }

  Value simple(std::string_view text) { return evaluate("simple", text); }
  Value xpath(std::string_view text) { return evaluate("xpath", text); }
  bool simpleHolds(std::string_view text) { return holds("simple", text); }
  bool xpathHolds(std::string_view text) { return holds("xpath", text); }

  /// `<code>: <text>` of what is wrong, or empty when it compiles.
  std::string simpleError(std::string_view text) { return error(language("simple").compile(text, scope_)); }
  std::string conditionError(std::string_view text) { return error(language("simple").compileCondition(text, scope_)); }
  std::string xpathError(std::string_view text) { return error(language("xpath").compile(text, scope_)); }

  const ExpressionLanguage& language(std::string_view name) const { return *registry_.find(name); }

 private:
  Value evaluate(std::string_view name, std::string_view text) {
    const auto compiled = language(name).compile(text, scope_);
    return compiled ? (*compiled)->evaluate(exchange_) : Value("not compiled: " + compiled.error().text);
  }

  bool holds(std::string_view name, std::string_view text) {
    return language(name).compileCondition(text, scope_).value()->matches(exchange_);
  }

  template <typename Compiled>
  static std::string error(const Compiled& compiled) {
    return compiled ? std::string() : compiled.error().code + ": " + compiled.error().text;
  }

  LanguageRegistry registry_;
  ExpressionScope scope_;
  FixedClock clock_;
  Run run_{{.message_id = "AFme", .flow_id = "orders"}, LogLevel::Info, clock_};
  Exchange exchange_{run_};
};

}  // namespace iflowsim
