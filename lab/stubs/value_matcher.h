#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace iflowsim {

/// Judges one value of a request: a header, a query parameter, a body. Nothing stands for an absent value. Immutable,
/// used by many threads.
class ValueMatcher {
 public:
  virtual ~ValueMatcher() = default;
  virtual bool matches(std::optional<std::string_view> value) const = 0;
};

using ValueMatcherPtr = std::shared_ptr<const ValueMatcher>;

/// A matcher that is a function; absent values are judged by `when_absent`.
ValueMatcherPtr makeMatcher(std::function<bool(std::string_view)> test, bool when_absent = false);

}  // namespace iflowsim
