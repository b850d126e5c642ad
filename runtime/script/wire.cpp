#include "runtime/script/wire.h"

#include <array>
#include <bit>

namespace iflowsim::script {

namespace {

constexpr std::uint32_t kNullText = 0xFFFFFFFF;
/// What a payload that is used again may keep.
constexpr std::size_t kMostKept = 1U << 18U;

}  // namespace

WireOut& WireOut::u8(std::uint8_t value) {
  bytes_ += static_cast<char>(value);
  return *this;
}

WireOut& WireOut::u32(std::uint32_t value) {
  std::array<char, 4> big_endian{};
  for (std::size_t i = 0; i < big_endian.size(); ++i)
    big_endian[i] = static_cast<char>((value >> (24U - 8U * i)) & 0xFFU);
  bytes_.append(big_endian.data(), big_endian.size());
  return *this;
}

WireOut& WireOut::u64(std::uint64_t value) {
  u32(static_cast<std::uint32_t>(value >> 32U));
  return u32(static_cast<std::uint32_t>(value));
}

WireOut& WireOut::f64(double value) {
  return u64(std::bit_cast<std::uint64_t>(value));
}

WireOut& WireOut::text(std::string_view value) {
  count(value.size());
  bytes_ += value;
  return *this;
}

WireOut& WireOut::append(std::string_view payload) {
  bytes_ += payload;
  return *this;
}

void WireOut::clear() {
  bytes_.clear();
  if (bytes_.capacity() > kMostKept) bytes_.shrink_to_fit();
}

std::string_view WireIn::take(std::size_t size) {
  if (size > rest_.size()) throw WireError("a frame of the script host is too short");
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::uint8_t WireIn::u8() {
  return static_cast<std::uint8_t>(take(1).front());
}

std::uint32_t WireIn::u32() {
  std::uint32_t value = 0;
  for (const char byte : take(4)) value = (value << 8U) | static_cast<std::uint8_t>(byte);
  return value;
}

std::uint64_t WireIn::u64() {
  const std::uint64_t high = u32();
  return (high << 32U) | u32();
}

double WireIn::f64() {
  return std::bit_cast<double>(u64());
}

std::string_view WireIn::text() {
  const std::uint32_t size = u32();
  return size == kNullText ? std::string_view() : take(size);
}

}  // namespace iflowsim::script
