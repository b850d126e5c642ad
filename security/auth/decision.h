#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "runtime/spi/decisions.h"
#include "runtime/spi/endpoint.h"
#include "security/mapping/user_directory.h"

namespace iflowsim {

struct ConnectionFacts;

/// The steps of the way to a flow, in their order.
enum class DecisionRung {
  Connection,
  Certificate,
  Request,
  Host,
  Address,
  Method,
  Credentials,
  Caller,
  Authorization,
  Csrf,
  Room
};

enum class CredentialKind { None, Basic, Bearer, Certificate, Unknown };

/// How a call was judged, as it is kept; `describe` makes words of it.
struct Decision {
  std::uint64_t id = 0;
  TimePoint time;
  std::shared_ptr<const ConnectionFacts> connection;
  std::string peer;
  std::string method;
  std::string path;
  std::string flow;
  AccessRule access;
  CredentialKind credential = CredentialKind::None;
  /// Null: nobody was identified.
  std::shared_ptr<const User> caller;
  /// The mapping, service key or token that made the caller out of the credential; empty for users with a password.
  std::string matched;
  bool passed = false;
  /// The first rung that failed, unless passed.
  DecisionRung failed = DecisionRung::Connection;
  int status = 0;
  std::string reason;
  std::string remedy;
};

DecisionReport describe(const Decision& decision);

}  // namespace iflowsim
