#include "security/front/address_list.h"

#include <charconv>
#include <cstring>
#include <optional>

#include <arpa/inet.h>

namespace iflowsim {

namespace {

using Bytes = std::array<unsigned char, 16>;

constexpr Bytes kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr unsigned kMappedBits = 96;

/// IPv4 addresses as IPv6 writes them, so that both compare alike.
std::optional<Bytes> bytesOf(const std::string& text) {
  Bytes bytes = kMapped;
  if (::inet_pton(AF_INET, text.c_str(), bytes.data() + kMappedBits / 8) == 1) return bytes;
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  return std::nullopt;
}

std::optional<unsigned> bitsOf(std::string_view text, unsigned most) {
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
  if (error != std::errc() || end != text.data() + text.size() || bits > most) return std::nullopt;
  return bits;
}

bool isWithin(const Bytes& address, const Bytes& network, unsigned bits) {
  const unsigned whole = bits / 8;
  if (std::memcmp(address.data(), network.data(), whole) != 0) return false;
  if (bits % 8 == 0) return true;
  const unsigned shift = 8 - bits % 8;
  return address[whole] >> shift == network[whole] >> shift;
}

}  // namespace

Result<AddressList> AddressList::parse(const std::vector<std::string>& entries) {
  AddressList list;
  for (const std::string& entry : entries) {
    const std::size_t slash = entry.find('/');
    const auto address = bytesOf(entry.substr(0, slash));
    const bool is_v4 = entry.find(':') == std::string::npos;
    const unsigned most = is_v4 ? 32 : 128;
    const auto bits = slash == std::string::npos ? std::optional(most) : bitsOf(entry.substr(slash + 1), most);
    if (!address || !bits) {
      return failure("FRONT-003", "Inbound front: trusted proxy '" + entry +
                                      "' is no address or network. Write it as 192.0.2.7, 10.0.0.0/8 or fd00::/8.");
    }
    list.networks_.push_back({*address, is_v4 ? kMappedBits + *bits : *bits});
  }
  return list;
}

bool AddressList::contains(std::string_view address) const {
  if (networks_.empty()) return false;
  const auto bytes = bytesOf(std::string(address));
  if (!bytes) return false;
  for (const Network& network : networks_) {
    if (isWithin(*bytes, network.address, network.bits)) return true;
  }
  return false;
}

}  // namespace iflowsim
