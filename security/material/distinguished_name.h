#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/result.h"

namespace iflowsim {

/// A distinguished name read from its text form, RFC 4514 (`CN=alice, O=Company\, Inc., C=DE`), as the rows of a
/// channel and the fields of a certificate give it. Immutable.
///
/// Two names are equal when they have the same attributes with the same values in the same order. Attribute types
/// compare without regard to case and by what they mean (`E`, `emailAddress` and its object identifier are one); blanks
/// around separators do not count, values compare as they are. Source: runtime-behaviour 1.3.
class DistinguishedName {
 public:
  /// Types and values of one relative name; more than one where they are joined by `+`, sorted.
  using RelativeName = std::vector<std::pair<std::string, std::string>>;

  /// `DN-001` when the text is not such a name, is empty, or holds a character that no name has (NUL); the text says
  /// where.
  static Result<DistinguishedName> parse(std::string_view text);

  bool operator==(const DistinguishedName& other) const { return parts_ == other.parts_; }
  /// Whether the other is this name or the same read from its other end (`C=DE, O=X, CN=alice`).
  bool equalsReversed(const DistinguishedName& other) const;
  const std::vector<RelativeName>& parts() const { return parts_; }

 private:
  std::vector<RelativeName> parts_;
};

}  // namespace iflowsim
