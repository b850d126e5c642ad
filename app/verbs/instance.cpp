#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/action_verb.h"

namespace iflowsim {

namespace {

class InstanceVerb final : public ActionVerb {
 public:
  std::string name() const override { return "instance"; }
  std::string summary() const override { return "List, add, change and delete service instances (mode cf)"; }

 protected:
  std::string footer() const override {
    return "Every key of an instance has its roles. Keys of the plan api operate the tenant, those of integration-flow "
           "call flows.\n"
           "Examples:\n  iflowsim instance set sender --role ESBMessaging.send\n"
           "  iflowsim instance set ops --plan api --role WorkspaceArtifactsDeploy\n  iflowsim instance list --json";
  }

  std::vector<Action> actions() override {
    return {
        {"list", "List the instances", [](CLI::App& /*command*/) {},
         [this](ManagementClient& server, Console& console) {
           return list(server.get(ManagementClient::securityPath({"instances"})), "instances",
                       {{"INSTANCE", "name"},
                        {"PLAN", "plan"},
                        {"ROLES", "roles"},
                        {"TOKEN SECONDS", "tokenLifetimeSeconds"},
                        {"KEYS", "keys"},
                        {"FILE", "origin"}},
                       console);
         }},
        {"set", "Add an instance, or change one", [this](CLI::App& command) { addSetOptions(command); },
         [this](ManagementClient& server, Console& console) { return set(server, console); }},
        {"delete", "Delete an instance with its keys", [this](CLI::App& command) { addName(command); },
         [this](ManagementClient& server, Console& console) {
           return tell(server.remove(ManagementClient::securityPath({"instances", name_})),
                       "Deleted the instance " + name_ + '.', console);
         }},
    };
  }

 private:
  void addName(CLI::App& command) { command.add_option("name", name_, "Name of the instance")->required(); }

  void addSetOptions(CLI::App& command) {
    addName(command);
    command.add_option("--plan", plan_, "integration-flow or api");
    command.add_option("--role", roles_, "A role of its keys; may be repeated")->allow_extra_args(false);
    command.add_option("--token-seconds", seconds_, "Life of its tokens in seconds");
  }

  Result<int> set(ManagementClient& server, Console& console) const {
    nlohmann::json body = nlohmann::json::object();
    put(body, "plan", plan_);
    put(body, "roles", roles_);
    if (seconds_ > 0) body["tokenLifetimeSeconds"] = seconds_;
    return tell(server.put(ManagementClient::securityPath({"instances", name_}), body),
                "Saved the instance " + name_ + '.', console);
  }

  std::string name_;
  std::string plan_;
  std::vector<std::string> roles_;
  int seconds_ = 0;
};

}  // namespace

void register_instance(VerbRegistry& registry) {
  registry.add(std::make_unique<InstanceVerb>());
}

}  // namespace iflowsim
