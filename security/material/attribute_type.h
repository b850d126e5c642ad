#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace iflowsim {

/// The one spelling that an attribute type of a distinguished name is compared by: upper case, the usual short name for
/// the names and object identifiers of the types that certificates have (`E`, `emailAddress` and
/// `OID.1.2.840.113549.1.9.1` become `EMAILADDRESS`). Nothing when the text is no attribute type. Source: RFC 4514.
std::optional<std::string> canonicalAttributeType(std::string_view text);

}  // namespace iflowsim
