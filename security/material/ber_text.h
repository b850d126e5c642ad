#pragma once

#include <string>
#include <string_view>
#include <utility>

/// The texts inside the values of distinguished names.
namespace iflowsim {

enum class BerKind {
  /// A string type; the value is its text in UTF-8.
  Text,
  /// Another type, which only compares by its bytes.
  Other,
  /// Not one complete value of a definite length, or a string that is none.
  Broken,
};

/// What the BER bytes of an attribute value, `#<hexadecimal digits>` in RFC 4514, mean. The text is not checked for
/// UTF-8 when the value says it is UTF-8 or ASCII.
std::pair<BerKind, std::string> readBerText(std::string_view ber);

/// Whether the bytes are well-formed UTF-8: shortest forms only, no surrogates.
bool isUtf8(std::string_view text);

}  // namespace iflowsim
