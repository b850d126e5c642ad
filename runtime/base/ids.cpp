#include "runtime/base/ids.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>

#include <sodium.h>

namespace iflowsim {

namespace {

/// Random bytes from a per-thread reserve: one short system call serves many ids.
class RandomReserve {
 public:
  void take(unsigned char* target, std::size_t count) {
    if (used_ + count > bytes_.size()) refill();
    std::memcpy(target, bytes_.data() + used_, count);
    used_ += count;
  }

 private:
  /// The system gives a seed only: it takes a call for every 256 bytes, and longer for each of them than this.
  void refill() {
    std::array<unsigned char, randombytes_SEEDBYTES> seed{};
    randombytes_buf(seed.data(), seed.size());
    randombytes_buf_deterministic(bytes_.data(), bytes_.size(), seed.data());
    used_ = 0;
  }

  std::array<unsigned char, 4096> bytes_{};
  std::size_t used_ = sizeof(bytes_);
};

RandomReserve& reserve() {
  thread_local RandomReserve reserve;
  return reserve;
}

constexpr char kHex[] = "0123456789abcdef";

constexpr char kBase64Url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Digits of an id that say when it was made: of its zero byte, the seconds and the first random byte.
constexpr std::size_t kTimeDigits = 8;

/// Base64url of whole groups of three bytes. An id is no secret, so it need not take the time of libsodium's encoder,
/// which is the same for all bytes.
template <std::size_t size>
std::string encodeId(const std::array<unsigned char, size>& raw) {
  static_assert(size % 3 == 0);
  std::string text(size / 3 * 4, '\0');
  char* place = text.data();
  for (std::size_t i = 0; i < size; i += 3) {
    const unsigned group = (unsigned{raw[i]} << 16U) | (unsigned{raw[i + 1]} << 8U) | raw[i + 2];
    *place++ = kBase64Url[group >> 18U];
    *place++ = kBase64Url[(group >> 12U) & 0x3FU];
    *place++ = kBase64Url[(group >> 6U) & 0x3FU];
    *place++ = kBase64Url[group & 0x3FU];
  }
  return text;
}

constexpr std::size_t kHexDigits = 16;

void writeHex(char* place, std::uint64_t value) {
  for (char* digit = place + kHexDigits; digit != place; value >>= 4U) *--digit = kHex[value & 0xFU];
}

}  // namespace

std::string makeMessageId(TimePoint now) {
  std::array<unsigned char, 21> raw{};
  const auto seconds = static_cast<std::uint32_t>(now.time_since_epoch().count() / 1000);
  for (unsigned i = 0; i < 4; ++i) raw[1 + i] = static_cast<unsigned char>(seconds >> (24U - 8U * i));
  reserve().take(raw.data() + 5, 16);
  return encodeId(raw);
}

std::string makeSiblingId(std::string_view message_id) {
  std::string id = makeMessageId({});
  message_id.copy(id.data(), kTimeDigits);
  return id;
}

bool isMessageId(const std::string& text) {
  if (text.size() != 28) return false;
  return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
         std::string::npos;
}

std::string makeExchangeId() {
  static std::atomic<std::uint64_t> counter{0};
  static const std::string node = [] {
    std::uint64_t value = 0;
    randombytes_buf(&value, sizeof value);
    std::string digits(kHexDigits, '0');
    writeHex(digits.data(), value);
    return digits;
  }();
  std::string text(2 * kHexDigits + 1, '-');
  node.copy(text.data(), kHexDigits);
  writeHex(text.data() + kHexDigits + 1, ++counter);
  return text;
}

std::string makeUuid() {
  std::array<unsigned char, 16> raw{};
  reserve().take(raw.data(), raw.size());
  raw[6] = static_cast<unsigned char>((raw[6] & 0x0FU) | 0x40U);
  raw[8] = static_cast<unsigned char>((raw[8] & 0x3FU) | 0x80U);
  constexpr std::size_t kUuidSize = 36;
  std::string text(kUuidSize, '-');
  char* place = text.data();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) ++place;
    *place++ = kHex[raw[i] >> 4U];
    *place++ = kHex[raw[i] & 0xFU];
  }
  return text;
}

}  // namespace iflowsim
