#include "runtime/base/ids.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>

#include <sodium.h>

#include "runtime/base/base64.h"

namespace iflowsim {

namespace {

/// Random bytes from a per-thread reserve: one system call serves many ids.
class RandomReserve {
 public:
  void take(unsigned char* target, std::size_t count) {
    if (used_ + count > bytes_.size()) {
      randombytes_buf(bytes_.data(), bytes_.size());
      used_ = 0;
    }
    std::memcpy(target, bytes_.data() + used_, count);
    used_ += count;
  }

 private:
  std::array<unsigned char, 1024> bytes_{};
  std::size_t used_ = sizeof(bytes_);
};

RandomReserve& reserve() {
  thread_local RandomReserve reserve;
  return reserve;
}

constexpr char kHex[] = "0123456789abcdef";

void appendHex(std::string& text, std::uint64_t value) {
  for (int shift = 60; shift >= 0; shift -= 4) text += kHex[(value >> static_cast<unsigned>(shift)) & 0xFU];
}

}  // namespace

std::string makeMessageId(TimePoint now) {
  std::array<unsigned char, 21> raw{};
  const auto seconds = static_cast<std::uint32_t>(now.time_since_epoch().count() / 1000);
  for (unsigned i = 0; i < 4; ++i) raw[1 + i] = static_cast<unsigned char>(seconds >> (24U - 8U * i));
  reserve().take(raw.data() + 5, 16);
  return base64UrlEncode({reinterpret_cast<const char*>(raw.data()), raw.size()});
}

bool isMessageId(const std::string& text) {
  if (text.size() != 28) return false;
  return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
         std::string::npos;
}

std::string makeExchangeId() {
  static std::atomic<std::uint64_t> counter{0};
  static const std::uint64_t node = [] {
    std::uint64_t value = 0;
    randombytes_buf(&value, sizeof value);
    return value;
  }();
  std::string text;
  text.reserve(33);
  appendHex(text, node);
  text += '-';
  appendHex(text, ++counter);
  return text;
}

std::string makeUuid() {
  std::array<unsigned char, 16> raw{};
  reserve().take(raw.data(), raw.size());
  raw[6] = static_cast<unsigned char>((raw[6] & 0x0FU) | 0x40U);
  raw[8] = static_cast<unsigned char>((raw[8] & 0x3FU) | 0x80U);
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kHex[raw[i] >> 4U];
    text += kHex[raw[i] & 0xFU];
  }
  return text;
}

}  // namespace iflowsim
