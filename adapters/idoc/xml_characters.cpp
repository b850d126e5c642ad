#include "adapters/idoc/xml_characters.h"

#include <charconv>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::uint32_t kLastCharacter = 0x10FFFF;

bool isXmlCharacter(std::uint32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  if (code >= 0xD800 && code <= 0xDFFF) return false;
  return code != 0xFFFE && code != 0xFFFF && code <= kLastCharacter;
}

bool isTwoByteEncoding(std::string_view xml) {
  if (xml.size() < 2) return false;
  const std::string_view start = xml.substr(0, 2);
  return start == "\xFE\xFF" || start == "\xFF\xFE" || (xml[0] == '<' && xml[1] == '\0') ||
         (xml[0] == '\0' && xml[1] == '<');
}

/// What stands in the XML declaration as encoding; empty when there is none.
std::string_view declaredEncoding(std::string_view xml) {
  if (!xml.starts_with("<?xml")) return {};
  const std::string_view declaration = xml.substr(0, xml.find("?>"));
  const std::size_t name = declaration.find("encoding");
  if (name == std::string_view::npos) return {};
  const std::size_t quote = declaration.find_first_of("\"'", name);
  if (quote == std::string_view::npos) return {};
  const std::string_view value = declaration.substr(quote + 1);
  return value.substr(0, value.find(declaration[quote]));
}

unsigned byteAt(std::string_view text, std::size_t offset) {
  return offset < text.size() ? static_cast<unsigned char>(text[offset]) : 0U;
}

/// The character of three bytes at that place, when it begins as surrogates, U+FFFE and U+FFFF do; else 0.
std::uint32_t threeByteCharacter(std::string_view xml, std::size_t offset) {
  const unsigned second = byteAt(xml, offset + 1);
  const unsigned third = byteAt(xml, offset + 2);
  if ((second & 0xC0U) != 0x80U || (third & 0xC0U) != 0x80U) return 0;
  return ((byteAt(xml, offset) & 0x0FU) << 12U) | ((second & 0x3FU) << 6U) | (third & 0x3FU);
}

/// The reference `&#...;` at that place when it names no character; a length of 0 otherwise.
InvalidCharacter invalidReference(std::string_view xml, std::size_t offset) {
  const std::string_view text = xml.substr(offset);
  if (!text.starts_with("&#")) return {};
  const bool hexadecimal = text.size() > 2 && text[2] == 'x';
  const char* begin = text.data() + (hexadecimal ? 3 : 2);
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), code, hexadecimal ? 16 : 10);
  if (end == begin || end == text.data() + text.size() || *end != ';') return {};
  if (error != std::errc{}) code = kLastCharacter + 1;
  if (isXmlCharacter(code)) return {};
  return {.offset = offset, .length = static_cast<std::size_t>(end - text.data()) + 1, .code = code};
}

}  // namespace

InvalidCharacters::InvalidCharacters(std::string_view xml) : xml_(xml) {
  const std::string_view encoding = declaredEncoding(xml);
  utf8_ = encoding.empty() || equalsIgnoreCase(encoding, "UTF-8");
  if (isTwoByteEncoding(xml)) position_ = xml.size();
}

std::optional<InvalidCharacter> InvalidCharacters::next() {
  while (position_ < xml_.size()) {
    const InvalidCharacter found = at(position_);
    if (found.length > 0) {
      position_ += found.length;
      return found;
    }
    passCdataEdge(position_);
    ++position_;
  }
  return std::nullopt;
}

InvalidCharacter InvalidCharacters::at(std::size_t offset) {
  const unsigned byte = byteAt(xml_, offset);
  if (byte < 0x20U) {
    return {.offset = offset, .length = isXmlCharacter(byte) ? std::size_t{0} : std::size_t{1}, .code = byte};
  }
  if (byte == '&' && !in_cdata_) return invalidReference(xml_, offset);
  if (utf8_ && (byte == 0xEDU || byte == 0xEFU)) {
    const std::uint32_t code = threeByteCharacter(xml_, offset);
    if (!isXmlCharacter(code) && code != 0) return {.offset = offset, .length = 3, .code = code};
  }
  return {};
}

void InvalidCharacters::passCdataEdge(std::size_t offset) {
  if (!in_cdata_ && xml_[offset] == '<') in_cdata_ = xml_.substr(offset).starts_with("<![CDATA[");
  if (in_cdata_ && xml_[offset] == ']') in_cdata_ = !xml_.substr(offset).starts_with("]]>");
}

std::string replaceInvalidCharacters(std::string_view xml, std::string_view replacement) {
  std::string result;
  result.reserve(xml.size());
  std::size_t copied = 0;
  InvalidCharacters invalid(xml);
  while (const auto found = invalid.next()) {
    result.append(xml.substr(copied, found->offset - copied)).append(replacement);
    copied = found->offset + found->length;
  }
  return result.append(xml.substr(copied));
}

}  // namespace iflowsim
