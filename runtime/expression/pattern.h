#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace iflowsim {

/// A regular expression in Java's syntax as far as Perl-compatible ones share it, compiled to machine code where the
/// system can. Matching is bounded: a pattern that backtracks without end fails. Immutable, used by many threads.
class Pattern {
 public:
  /// A pattern for the whole of a text, or one to look for inside.
  enum class Use { Whole, Search };

  /// `PATTERN-001` with the place and reason when it is no regular expression.
  static Result<Pattern> compile(std::string_view text, Use use);

  /// Whether the text matches. The match functions throw FlowError when the bounds are exceeded.
  bool matches(std::string_view text) const;
  /// Every match replaced; `$1` to `$9` in the replacement are groups, a backslash makes the next character literal.
  std::string replace(std::string_view text, std::string_view replacement, bool all) const;
  /// The parts between matches, without empty ones at the end, as Java's String.split.
  std::vector<std::string> split(std::string_view text) const;

 private:
  struct Compiled;
  struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  explicit Pattern(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  /// Groups of the first match at or after `from`, the whole match first; nothing when none follows.
  std::optional<std::vector<Span>> find(std::string_view text, std::size_t from) const;

  std::shared_ptr<const Compiled> compiled_;
};

/// A pattern compiled before, or now. The last few dozen are kept for each thread. Throws FlowError
/// (java.util.regex.PatternSyntaxException) when it is no regular expression.
Pattern cachedPattern(std::string_view text, Pattern::Use use);

}  // namespace iflowsim
