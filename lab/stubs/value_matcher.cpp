#include "lab/stubs/value_matcher.h"

namespace iflowsim {

namespace {

class FunctionMatcher final : public ValueMatcher {
 public:
  FunctionMatcher(std::function<bool(std::string_view)> test, bool when_absent)
      : test_(std::move(test)), when_absent_(when_absent) {}
  bool matches(std::optional<std::string_view> value) const override { return value ? test_(*value) : when_absent_; }

 private:
  std::function<bool(std::string_view)> test_;
  bool when_absent_;
};

}  // namespace

ValueMatcherPtr makeMatcher(std::function<bool(std::string_view)> test, bool when_absent) {
  return std::make_shared<const FunctionMatcher>(std::move(test), when_absent);
}

}  // namespace iflowsim
