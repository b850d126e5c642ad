#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "security/material/certificate_maker.h"

namespace iflowsim {

/// What becomes of a client certificate at the load balancer. Source: runtime-behaviour 1.2.
enum class ClientFate {
  /// Passed on to the tenant.
  Accepted,
  /// The handshake succeeds and the call goes on as one without a certificate.
  Dropped,
  /// The handshake ends with a TLS alert.
  Refused,
};

/// `accepted`, `dropped`, `refused in the handshake`.
std::string_view toText(ClientFate fate);

enum class LabIssuer { Intermediate, OtherRoot, Itself };

/// One of the client certificates of the lab. Those that are to fail differ from `good` in one thing only.
struct ClientKind {
  /// Also the name of its files.
  std::string name;
  /// What is special about it.
  std::string what;
  /// What calls with it meet, as a sentence.
  std::string meets;
  ClientFate fate = ClientFate::Accepted;
  std::string common_name = "partner-a";
  LabIssuer issuer = LabIssuer::Intermediate;
  /// Validity, from the time of the tenant.
  std::chrono::days begins{-30};
  std::chrono::days ends{335};
  bool client_authentication = true;
  /// Whether its chain is sent along.
  bool sends_chain = true;

  NameAttributes subject() const;
};

/// In the order of the page.
const std::vector<ClientKind>& clientKinds();

}  // namespace iflowsim
