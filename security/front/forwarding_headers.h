#pragma once

#include <string_view>

namespace iflowsim {

inline constexpr std::string_view kClientCertificate = "SSL_CLIENT_CERT";
inline constexpr std::string_view kClientUser = "SSL_CLIENT_USER";
inline constexpr std::string_view kClientVerify = "SSL_CLIENT_VERIFY";
inline constexpr std::string_view kForwardedFor = "x-forwarded-for";
inline constexpr std::string_view kForwardedProto = "X-Forwarded-Proto";
inline constexpr std::string_view kForwardedHost = "X-Forwarded-Host";
inline constexpr std::string_view kRequestId = "X-Request-Id";

/// Request headers by which a load balancer says who the caller is.
enum class Forwarding {
  /// Any other header.
  None,
  /// One that a trusted proxy may send and nobody else.
  FromProxy,
  /// One that nobody may send: other spellings that some reader may take for the same, and the like of other products.
  Never,
};

/// What the header of that name is. A name is looked at as the most lenient reader would: case does not count, and
/// every sign is a dash. Source: runtime-behaviour 1.1 (anti spoofing).
Forwarding forwardingKind(std::string_view name);

}  // namespace iflowsim
