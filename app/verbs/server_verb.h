#pragma once

#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "app/client/management_client.h"
#include "app/verbs/verb.h"

namespace iflowsim {

/// A verb that talks to the running server of a tenant: has `--tenant` and `--json`, opens the client, and turns errors
/// into texts and exit codes.
class ServerVerb : public Verb {
 public:
  void setup(CLI::App& command) final;
  int run(Console& console) final;

 protected:
  /// Declares what this verb has beside the common options.
  virtual void addOptions(CLI::App& command) { static_cast<void>(command); }
  /// Does the work and returns the exit code; an error returned is printed and mapped by `exitCodeOf`.
  virtual Result<int> talk(ManagementClient& server, Console& console) = 0;

  bool json() const { return json_; }

 private:
  std::string tenant_ = ".";
  bool json_ = false;
};

/// The text of a member, or empty when it is absent or no text; numbers as text.
std::string textOf(const nlohmann::json& object, const char* member);
/// As indented JSON, with bytes that are no UTF-8 replaced.
std::string toText(const nlohmann::json& json);

}  // namespace iflowsim
