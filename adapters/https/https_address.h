#pragma once

#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "runtime/spi/endpoint.h"

namespace iflowsim {

/// The address of an HTTPS sender channel. Source: runtime-behaviour 2.1.
struct HttpsAddress {
  /// As configured but for the wildcard: `/orders`. Empty for `/*`.
  std::string path;
  /// It ended in `/*`: everything below is served too.
  bool wildcard = false;

  /// With the prefix of the adapter: `/http/orders`.
  EndpointAddress endpoint() const { return {"/http" + path, wildcard, false}; }
  /// What is below the address in a request's path as sent: `abc/def` of `/http/orders/abc/def`.
  std::string_view rest(std::string_view request_path) const;
};

/// Checks the rules of the product; the error's code is `HTTPS-001` (no address, or it does not start with `/`),
/// `HTTPS-002` (a character that is not allowed) or `HTTPS-003` (one that stands where it must not), its text a
/// sentence.
Result<HttpsAddress> parseHttpsAddress(std::string_view text);

}  // namespace iflowsim
