#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/action_verb.h"

namespace iflowsim {

namespace {

class RoleVerb final : public ActionVerb {
 public:
  std::string name() const override { return "role"; }
  std::string summary() const override { return "List, add, describe and delete roles that flows may require"; }

 protected:
  std::string footer() const override {
    return "ESBMessaging.send and API.invoke are predefined and stay.\n"
           "Examples:\n  iflowsim role list\n  iflowsim role set Orders.send --description 'May send orders'\n"
           "  iflowsim role delete Orders.send --json";
  }

  std::vector<Action> actions() override {
    return {
        {"list", "List the roles", [](CLI::App& /*command*/) {},
         [this](ManagementClient& server, Console& console) {
           return list(server.get(ManagementClient::securityPath({"roles"})), "roles",
                       {{"ROLE", "name"}, {"OWNER", "owner"}, {"DESCRIPTION", "description"}, {"FILE", "origin"}},
                       console);
         }},
        {"set", "Add a role, or describe one",
         [this](CLI::App& command) {
           addName(command);
           command.add_option("--description", description_, "What it is for");
         },
         [this](ManagementClient& server, Console& console) {
           nlohmann::json body = nlohmann::json::object();
           put(body, "description", description_);
           return tell(server.put(ManagementClient::securityPath({"roles", name_}), body),
                       "Saved the role " + name_ + '.', console);
         }},
        {"delete", "Delete a custom role, also from all who have it", [this](CLI::App& command) { addName(command); },
         [this](ManagementClient& server, Console& console) {
           return tell(server.remove(ManagementClient::securityPath({"roles", name_})),
                       "Deleted the role " + name_ + '.', console);
         }},
    };
  }

 private:
  void addName(CLI::App& command) { command.add_option("name", name_, "Name of the role")->required(); }

  std::string name_;
  std::string description_;
};

}  // namespace

void register_role(VerbRegistry& registry) {
  registry.add(std::make_unique<RoleVerb>());
}

}  // namespace iflowsim
