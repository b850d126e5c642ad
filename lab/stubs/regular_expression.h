#pragma once

#include <memory>
#include <string_view>

#include "runtime/base/result.h"

namespace iflowsim {

/// A regular expression in Java's syntax as far as PCRE shares it. Immutable, used by many threads; matching is
/// bounded.
class RegularExpression {
 public:
  /// The error's text is PCRE's, with the place.
  static Result<RegularExpression> compile(std::string_view text);
  /// Whether it matches the whole text. A match that exceeds the bounds counts as none.
  bool matches(std::string_view text) const;

 private:
  struct Code;
  explicit RegularExpression(std::shared_ptr<const Code> code) : code_(std::move(code)) {}
  std::shared_ptr<const Code> code_;
};

}  // namespace iflowsim
