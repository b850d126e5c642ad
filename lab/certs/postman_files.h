#pragma once

#include <map>
#include <string>

#include "lab/certs/lab_files.h"

namespace iflowsim {

/// What a call should meet: let in (whatever the flow answers then), or the status of the refusal.
struct LabExpectation {
  /// `in`, `401`, `403`, or `alert` when the handshake is to fail.
  std::string meets;
  /// Whether the tenant's mappings, keys and roles decide, which the lab does not know: then it says what the
  /// certificate meets when `good` is mapped to a user with every role and no other one is.
  bool depends_on_tenant = false;
};

LabExpectation expect(const LabClient& client, const LabEndpoint& endpoint);

/// Texts by their path below `certs/`: a Postman collection and an environment (format 2.1), for each client
/// certificate the list that makes newman send it, and a script that runs them all. Paths in them are relative to the
/// tenant's folder.
std::map<std::string, std::string> makePostmanFiles(const LabSubject& subject);

}  // namespace iflowsim
