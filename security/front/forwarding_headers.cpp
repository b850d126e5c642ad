#include "security/front/forwarding_headers.h"

#include <algorithm>
#include <array>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::array<std::string_view, 9> kFromProxy = {kClientCertificate, kClientVerify,        kForwardedFor,
                                                        kForwardedProto,    kForwardedHost,       kRequestId,
                                                        "X-Forwarded-Port", "X-Forwarded-Prefix", "Forwarded"};

/// Beginnings of names, and whole names, that are a load balancer's alone.
constexpr std::array<std::string_view, 3> kBeginnings = {"ssl-client-", "x-ssl-client-", "x-forwarded-"};
constexpr std::array<std::string_view, 4> kNames = {"x-request-id", "forwarded", "client-cert", "client-cert-chain"};

char plain(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c + ('a' - 'A'));
  const bool is_name = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return is_name ? c : '-';
}

bool beginsWith(std::string_view name, std::string_view beginning) {
  if (name.size() < beginning.size()) return false;
  return std::equal(beginning.begin(), beginning.end(), name.begin(),
                    [](char expected, char given) { return expected == plain(given); });
}

}  // namespace

Forwarding forwardingKind(std::string_view name) {
  // Nearly every header of a request is decided by its first letter.
  if (name.empty()) return Forwarding::None;
  const char first = plain(name.front());
  if (first != 's' && first != 'x' && first != 'f' && first != 'c') return Forwarding::None;
  const auto is_begun = [&](std::string_view it) { return beginsWith(name, it); };
  const auto is_it = [&](std::string_view it) { return name.size() == it.size() && beginsWith(name, it); };
  if (std::none_of(kBeginnings.begin(), kBeginnings.end(), is_begun) &&
      std::none_of(kNames.begin(), kNames.end(), is_it)) {
    return Forwarding::None;
  }
  const bool by_proxy = std::any_of(kFromProxy.begin(), kFromProxy.end(),
                                    [&](std::string_view it) { return equalsIgnoreCase(name, it); });
  return by_proxy ? Forwarding::FromProxy : Forwarding::Never;
}

}  // namespace iflowsim
