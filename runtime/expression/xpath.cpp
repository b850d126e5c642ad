#include <memory>

#include "runtime/expression/compile_error.h"
#include "runtime/expression/xpath_expression.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

class XPathLanguage final : public ExpressionLanguage {
 public:
  std::string_view name() const override { return "xpath"; }

  Result<ExpressionPtr> compile(std::string_view text, const ExpressionScope& scope) const override {
    try {
      return xpathOperand(text, std::make_shared<const ExpressionScope>(scope));
    } catch (const CompileError& error) {
      return failure(error.code(), error.what());
    }
  }

  Result<PredicatePtr> compileCondition(std::string_view text, const ExpressionScope& scope) const override {
    try {
      return xpathPredicate(text, std::make_shared<const ExpressionScope>(scope));
    } catch (const CompileError& error) {
      return failure(error.code(), error.what());
    }
  }
};

}  // namespace

void register_xpath(LanguageRegistry& registry) {
  registry.add(std::make_unique<XPathLanguage>());
}

}  // namespace iflowsim
