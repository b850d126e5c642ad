#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/acceptance/http_caller.h"
#include "tests/acceptance/program.h"
#include "tests/acceptance/server_process.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim::testing {

/// A copy of the sample tenant in a folder of its own, and its server once `serve` is called.
class HelloTenant {
 public:
  HelloTenant();

  const std::filesystem::path& path() const { return tenant_; }
  /// Starts its server; `settings` as `key=value`. The one before must have ended.
  ServerProcess& serve(const std::vector<std::string>& settings = {});
  ServerProcess& server() { return *server_; }
  std::string runtimeUrl() const { return server_->announced("runtime"); }
  /// A caller of its runtime node who trusts its authority.
  HttpCaller caller() const;

  /// Runs `iflowsim <words> --tenant <folder>`.
  Outcome verb(std::vector<std::string> words) const;
  /// The same with `--json`; expects the exit status 0 and gives the document.
  nlohmann::json ask(std::vector<std::string> words) const;
  /// The state of a flow as `iflowsim flows` tells it; empty when there is no such flow.
  std::string stateOf(const std::string& flow) const;

  /// A copy of the flow `hello` outside of the tenant, with another id and the address `/http/<id>`.
  std::filesystem::path helloNamed(const std::string& id) const;

 private:
  TemporaryFolder folder_;
  std::filesystem::path tenant_;
  std::optional<ServerProcess> server_;
};

/// Asks again and again until it holds, for up to twenty seconds. The question must cost some time by itself, as calls
/// and verbs do.
bool eventually(const std::function<bool()>& holds);

/// Replaces the text in the file wherever it stands. Throws std::runtime_error when it stands nowhere.
void edit(const std::filesystem::path& file, const std::string& text, const std::string& replacement);

/// The .iflw file of an unpacked bundle.
std::filesystem::path modelOf(const std::filesystem::path& bundle);

}  // namespace iflowsim::testing
