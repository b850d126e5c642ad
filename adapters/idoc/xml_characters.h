#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Characters that XML 1.0 does not allow, found and taken out before a document is parsed. Source: runtime-behaviour
/// 2.4, Invalid XML Character Handling.
namespace iflowsim {

/// One character that is not allowed, or a reference such as `&#1;` to one.
struct InvalidCharacter {
  /// Bytes from the start of the document, and how many of them.
  std::size_t offset = 0;
  std::size_t length = 0;
  std::uint32_t code = 0;
};

/// Finds them one after the other. References inside of CDATA sections are text and stay. Documents in encodings of two
/// bytes are taken as they are: their bytes are no characters. The text outlives the search.
class InvalidCharacters {
 public:
  explicit InvalidCharacters(std::string_view xml);
  /// None at the end of the document.
  std::optional<InvalidCharacter> next();

 private:
  InvalidCharacter at(std::size_t offset);
  void passCdataEdge(std::size_t offset);

  std::string_view xml_;
  std::size_t position_ = 0;
  bool utf8_ = true;
  bool in_cdata_ = false;
};

/// Each invalid character replaced by that text, which may be empty.
std::string replaceInvalidCharacters(std::string_view xml, std::string_view replacement);

}  // namespace iflowsim
