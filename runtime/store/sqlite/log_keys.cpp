#include "runtime/store/sqlite/log_keys.h"

#include <cstddef>

namespace iflowsim {

namespace {

constexpr std::size_t kMessageIdSize = 28;
/// Eight base64 digits: 40 bits of zero byte and seconds, then random ones, of which four stay.
constexpr std::size_t kKeyDigits = 8;
constexpr unsigned kBitsDropped = 4;

int digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '-') return 62;
  return c == '_' ? 63 : -1;
}

/// FNV-1a, above all keys made from times.
std::int64_t hash(std::string_view text) {
  std::uint64_t value = 14695981039346656037U;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return static_cast<std::int64_t>((value >> 2U) | (std::uint64_t{1} << 62U));
}

}  // namespace

std::int64_t logKey(std::string_view id) {
  if (id.size() != kMessageIdSize || id.front() != 'A') return hash(id);
  std::int64_t key = 0;
  for (const char c : id.substr(0, kKeyDigits)) {
    const int value = digit(c);
    if (value < 0) return hash(id);
    key = key * 64 + value;
  }
  return key >> kBitsDropped;
}

}  // namespace iflowsim
