#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace iflowsim {

/// IP addresses and networks. Immutable, thread-safe.
class AddressList {
 public:
  AddressList() = default;
  /// From `192.0.2.7`, `10.0.0.0/8`, `::1`, `fd00::/8`. `FRONT-003` names the entry that is none of these.
  static Result<AddressList> parse(const std::vector<std::string>& entries);

  /// Whether the address is one of the list; what is no address is not. An IPv4 address in IPv6 form is that address.
  bool contains(std::string_view address) const;

 private:
  using Address = std::array<unsigned char, 16>;
  struct Network {
    Address address{};
    unsigned bits = 0;
  };

  std::vector<Network> networks_;
};

}  // namespace iflowsim
