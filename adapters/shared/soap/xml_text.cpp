#include "adapters/shared/soap/xml_text.h"

#include <cstddef>
#include <cstdint>

namespace iflowsim {

namespace {

struct Character {
  std::size_t length = 1;
  bool allowed = false;
};

/// Bytes of the UTF-8 sequence that begins with this byte; 0: none does.
std::size_t lengthOf(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

bool isAllowed(std::uint32_t code, std::size_t length) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  const bool shortest = length < 3 || code >= (length == 3 ? 0x800U : 0x10000U);
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  return shortest && !surrogate && code != 0xFFFE && code != 0xFFFF && code <= 0x10FFFF;
}

Character characterAt(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t length = lengthOf(first);
  if (length == 0 || length > text.size() - at) return {};
  std::uint32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (next & 0x3FU);
  }
  return {.length = length, .allowed = isAllowed(code, length)};
}

std::string_view referenceOf(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#13;";
    default:
      return {};
  }
}

}  // namespace

std::string xmlText(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character character = characterAt(text, at);
    const std::string_view bytes = character.allowed ? text.substr(at, character.length) : kReplacement;
    const std::string_view reference = referenceOf(text[at]);
    result += reference.empty() ? bytes : reference;
    at += character.length;
  }
  return result;
}

}  // namespace iflowsim
