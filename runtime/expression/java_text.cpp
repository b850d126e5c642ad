#include "runtime/expression/java_text.h"

#include "runtime/base/number_text.h"

namespace iflowsim {

namespace {

bool isContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// UTF-16 units that the character beginning with this byte takes; none for the bytes that follow.
std::size_t units(char c) {
  if (isContinuation(c)) return 0;
  return static_cast<unsigned char>(c) >= 0xF0U ? 2 : 1;
}

/// Byte position of a Java index; an index inside a surrogate pair is that of its character.
std::size_t bytePosition(std::string_view text, std::size_t index) {
  std::size_t counted = 0;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (counted >= index && !isContinuation(text[i])) break;
    counted += units(text[i]);
  }
  return i;
}

}  // namespace

std::size_t javaLength(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) length += units(c);
  return length;
}

std::optional<std::string> javaSubstring(std::string_view text, std::int64_t begin, std::int64_t end) {
  if (begin < 0 || begin > end || end > static_cast<std::int64_t>(javaLength(text))) return std::nullopt;
  const std::size_t first = bytePosition(text, static_cast<std::size_t>(begin));
  const std::size_t last = bytePosition(text, static_cast<std::size_t>(end));
  return std::string(text.substr(first, last - first));
}

std::int64_t javaIndex(std::string_view text, std::size_t position) {
  return static_cast<std::int64_t>(javaLength(text.substr(0, position)));
}

std::optional<double> textNumber(std::string_view text) {
  const std::size_t sign = !text.empty() && text[0] == '-' ? 1 : 0;
  bool digits = false;
  for (std::size_t i = sign; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (!digit && text[i] != '.') return std::nullopt;
    digits = digits || digit;
  }
  if (!digits) return std::nullopt;
  return numberIn<double>(text);
}

std::optional<std::int64_t> textInteger(std::string_view text) {
  return numberIn<std::int64_t>(text);
}

}  // namespace iflowsim
