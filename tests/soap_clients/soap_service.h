#pragma once

#include <memory>
#include <string>

namespace iflowsim::testing {

/// A service of the npm package soap in a process of its own, for tests of what calls out. Ends with the object.
class NodeSoapService {
 public:
  /// Serves a description (text) with the operations that soap_service.mjs names. Throws std::runtime_error when it
  /// does not start; its complaints are then on standard error.
  explicit NodeSoapService(const std::string& description);
  ~NodeSoapService();

  /// `http://127.0.0.1:<port>/orders`.
  const std::string& address() const { return address_; }

 private:
  struct Process;

  std::unique_ptr<Process> process_;
  std::string address_;
};

}  // namespace iflowsim::testing
