#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "runtime/base/result.h"

namespace iflowsim {

/// A JSONPath of the plain kind: `$.a.b`, `['a']`, `[0]`, `[-1]`, `[*]`, `.*`, `..a`, and filters with one comparison
/// or an existence test, `[?(@.a == 'x')]`, `[?(@.a)]`. Immutable, used by many threads.
class JsonPath {
 public:
  /// The error's text says what cannot be read, and where.
  static Result<JsonPath> compile(std::string_view text);
  /// The values found, in document order; they live as long as the document.
  std::vector<const nlohmann::json*> find(const nlohmann::json& document) const;

 private:
  struct Step;
  class Reader;
  explicit JsonPath(std::shared_ptr<const std::vector<Step>> steps) : steps_(std::move(steps)) {}
  std::shared_ptr<const std::vector<Step>> steps_;
};

}  // namespace iflowsim
