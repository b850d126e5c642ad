#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/spi/http.h"

namespace iflowsim {

/// Who calls the management side.
struct Operator {
  /// As audit fields show it.
  std::string name;
  /// His roles and groups: the product's personas are groups of the one environment and role collections of the other.
  std::vector<std::string> roles = {};
  /// Holds the secret of the tenant's state folder, and with it every role.
  bool owner = false;
};

/// What a caller shows to be somebody. The views must outlive the call.
struct OperatorClaim {
  /// Value of the Authorization header, or empty.
  std::string_view authorization;
  /// Whether he is on this machine; passwords that stand in clear in the tenant's files count for such only.
  bool from_loopback = false;
};

/// Knows the people and programs that may operate the tenant. Implemented by the application; thread-safe, and slow
/// where a password has to be checked.
class OperatorGate {
 public:
  virtual ~OperatorGate() = default;
  /// A user of the tenant (Basic) or a client of its API (Basic or Bearer). `API-401` when the header does not show who
  /// calls, `API-403` when it shows a client that may only call flows.
  virtual Result<Operator> identify(const OperatorClaim& claim) = 0;
  /// Answers `/oauth/token`; the body of the reply is JSON.
  virtual HttpReply giveToken(const HttpRequest& request) = 0;
};

}  // namespace iflowsim
