#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/action_verb.h"
#include "app/verbs/password_input.h"

namespace iflowsim {

namespace {

class OAuthClientVerb final : public ActionVerb {
 public:
  std::string name() const override { return "oauth-client"; }
  std::string summary() const override { return "List, add, change and delete OAuth clients (mode neo)"; }

 protected:
  std::string footer() const override {
    return "A client calls as the user oauth_client_<id>, who gets roles with 'iflowsim user set'. A secret that was "
           "made up is\n"
           "printed once.\nExamples:\n  iflowsim oauth-client set shop --name 'Web shop'\n"
           "  iflowsim user set oauth_client_shop --role ESBMessaging.send\n  iflowsim oauth-client list --json";
  }

  std::vector<Action> actions() override {
    return {
        {"list", "List the clients", [](CLI::App& /*command*/) {},
         [this](ManagementClient& server, Console& console) {
           return list(server.get(ManagementClient::securityPath({"oauth-clients"})), "clients",
                       {{"CLIENT", "id"},
                        {"NAME", "name"},
                        {"USER", "principal"},
                        {"TOKEN SECONDS", "tokenLifetimeSeconds"},
                        {"FILE", "origin"}},
                       console);
         }},
        {"set", "Add a client, or change one", [this](CLI::App& command) { addSetOptions(command); },
         [this](ManagementClient& server, Console& console) { return set(server, console); }},
        {"delete", "Delete a client; its tokens end with it", [this](CLI::App& command) { addName(command); },
         [this](ManagementClient& server, Console& console) {
           return tell(server.remove(ManagementClient::securityPath({"oauth-clients", name_})),
                       "Deleted the client " + name_ + '.', console);
         }},
    };
  }

 private:
  void addName(CLI::App& command) { command.add_option("id", name_, "Id of the client")->required(); }

  void addSetOptions(CLI::App& command) {
    addName(command);
    command.add_option("--name", title_, "What people call it");
    command.add_option("--token-seconds", seconds_, "Life of its tokens in seconds");
    command.add_flag("--secret-stdin", secret_, "Read its secret from standard input instead of making one up");
  }

  Result<int> set(ManagementClient& server, Console& console) const {
    nlohmann::json body{{"id", name_}};
    put(body, "name", title_);
    if (seconds_ > 0) body["tokenLifetimeSeconds"] = seconds_;
    if (secret_) body["secret"] = readPassword(console);
    const auto answer = server.post(ManagementClient::securityPath({"oauth-clients"}), body);
    const std::string secret = answer && !secret_ ? textOf(*answer, "secret") : "";
    return tell(answer, "Saved the client " + name_ + '.' + (secret.empty() ? "" : "\nIts secret: " + secret), console);
  }

  std::string name_;
  std::string title_;
  int seconds_ = 0;
  bool secret_ = false;
};

}  // namespace

void register_oauth_client(VerbRegistry& registry) {
  registry.add(std::make_unique<OAuthClientVerb>());
}

}  // namespace iflowsim
