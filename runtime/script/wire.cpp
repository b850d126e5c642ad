#include "runtime/script/wire.h"

#include <bit>

namespace iflowsim::script {

namespace {

constexpr std::uint32_t kNullText = 0xFFFFFFFF;

}  // namespace

WireOut& WireOut::u8(std::uint8_t value) {
  bytes_ += static_cast<char>(value);
  return *this;
}

WireOut& WireOut::u32(std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes_ += static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU);
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
