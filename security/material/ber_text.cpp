#include "security/material/ber_text.h"

#include <cstddef>
#include <optional>

namespace iflowsim {

namespace {

void appendUtf8(std::string& text, char32_t point) {
  const auto add = [&text](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (point < 0x80) return add(point);
  if (point < 0x800) {
    add(0xC0U | (point >> 6U));
  } else {
    if (point < 0x10000) {
      add(0xE0U | (point >> 12U));
    } else {
      add(0xF0U | (point >> 18U));
      add(0x80U | ((point >> 12U) & 0x3FU));
    }
    add(0x80U | ((point >> 6U) & 0x3FU));
  }
  add(0x80U | (point & 0x3FU));
}

/// Bytes that follow a UTF-8 lead byte, and the smallest code point such a sequence may mean; none for other bytes.
std::optional<std::pair<int, char32_t>> sequenceOf(unsigned char lead) {
  if (lead < 0x80) return {{0, 0}};
  if (lead >= 0xC2 && lead <= 0xDF) return {{1, 0x80}};
  if (lead >= 0xE0 && lead <= 0xEF) return {{2, 0x800}};
  if (lead >= 0xF0 && lead <= 0xF4) return {{3, 0x10000}};
  return std::nullopt;
}

bool isCodePoint(char32_t point) {
  return point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
}

/// UTF-8 of big-endian code units of two or four bytes; nothing when they mean no text. Names have no surrogates.
std::optional<std::string> fromWide(std::string_view bytes, std::size_t width) {
  if (bytes.size() % width != 0) return std::nullopt;
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += width) {
    char32_t point = 0;
    for (std::size_t i = 0; i < width; ++i) point = (point << 8U) | static_cast<unsigned char>(bytes[at + i]);
    if (!isCodePoint(point)) return std::nullopt;
    appendUtf8(text, point);
  }
  return text;
}

/// The content of a BER value with a definite length that fills the bytes; nothing for others.
std::optional<std::string_view> contentOf(std::string_view ber) {
  if (ber.size() < 2) return std::nullopt;
  const auto first = static_cast<unsigned char>(ber[1]);
  std::size_t header = 2;
  std::size_t length = first;
  if ((first & 0x80U) != 0) {
    const std::size_t digits = first & 0x7FU;
    if (digits == 0 || digits > 3 || ber.size() < 2 + digits) return std::nullopt;
    length = 0;
    for (std::size_t i = 0; i < digits; ++i) length = (length << 8U) | static_cast<unsigned char>(ber[2 + i]);
    header += digits;
  }
  if (ber.size() - header != length) return std::nullopt;
  return ber.substr(header);
}

}  // namespace

bool isUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const auto sequence = sequenceOf(lead);
    if (!sequence) return false;
    char32_t point = sequence->first == 0 ? lead : lead & (0x3FU >> static_cast<unsigned>(sequence->first));
    for (int left = sequence->first; left > 0; --left) {
      if (++at == text.size()) return false;
      const auto byte = static_cast<unsigned char>(text[at]);
      if ((byte & 0xC0U) != 0x80U) return false;
      point = (point << 6U) | (byte & 0x3FU);
    }
    if (point < sequence->second || !isCodePoint(point)) return false;
  }
  return true;
}

std::pair<BerKind, std::string> readBerText(std::string_view ber) {
  constexpr unsigned char kUtf8 = 0x0C, kNumeric = 0x12, kPrintable = 0x13, kTeletex = 0x14, kIa5 = 0x16,
                          kVisible = 0x1A, kUniversal = 0x1C, kBmp = 0x1E;
  const auto content = contentOf(ber);
  if (!content) return {BerKind::Broken, {}};
  std::optional<std::string> text;
  switch (static_cast<unsigned char>(ber[0])) {
    case kUtf8:
    case kNumeric:
    case kPrintable:
    case kIa5:
    case kVisible:
      text = std::string(*content);
      break;
    case kTeletex:
      text = fromWide(*content, 1);
      break;
    case kBmp:
      text = fromWide(*content, 2);
      break;
    case kUniversal:
      text = fromWide(*content, 4);
      break;
    default:
      return {BerKind::Other, {}};
  }
  if (!text) return {BerKind::Broken, {}};
  return {BerKind::Text, std::move(*text)};
}

}  // namespace iflowsim
