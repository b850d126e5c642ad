#include <memory>

#include "runtime/expression/compile_error.h"
#include "runtime/expression/simple_condition.h"
#include "runtime/expression/simple_template.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

class SimpleLanguage final : public ExpressionLanguage {
 public:
  std::string_view name() const override { return "simple"; }

  Result<ExpressionPtr> compile(std::string_view text, const ExpressionScope& scope) const override {
    try {
      return compileTemplate(text, std::make_shared<const ExpressionScope>(scope));
    } catch (const CompileError& error) {
      return failure(error.code(), error.what());
    }
  }

  Result<PredicatePtr> compileCondition(std::string_view text, const ExpressionScope& scope) const override {
    try {
      return compileSimpleCondition(text, std::make_shared<const ExpressionScope>(scope));
    } catch (const CompileError& error) {
      return failure(error.code(), error.what());
    }
  }
};

}  // namespace

void register_simple(LanguageRegistry& registry) {
  registry.add(std::make_unique<SimpleLanguage>());
}

}  // namespace iflowsim
