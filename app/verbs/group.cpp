#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/action_verb.h"

namespace iflowsim {

namespace {

class GroupVerb final : public ActionVerb {
 public:
  std::string name() const override { return "group"; }
  std::string summary() const override { return "List, add, change and delete groups of users"; }

 protected:
  std::string footer() const override {
    return "Examples:\n  iflowsim group list\n  iflowsim group set senders --role ESBMessaging.send --role "
           "Orders.send\n"
           "  iflowsim group delete senders --json";
  }

  std::vector<Action> actions() override {
    return {
        {"list", "List the groups", [](CLI::App& /*command*/) {},
         [this](ManagementClient& server, Console& console) {
           return list(server.get(ManagementClient::securityPath({"groups"})), "groups",
                       {{"GROUP", "name"}, {"ROLES", "roles"}, {"FILE", "origin"}}, console);
         }},
        {"set", "Add a group, or change the roles of its members",
         [this](CLI::App& command) {
           addName(command);
           command.add_option("--role", roles_, "A role of its members; may be repeated")->allow_extra_args(false);
         },
         [this](ManagementClient& server, Console& console) {
           nlohmann::json body = nlohmann::json::object();
           put(body, "roles", roles_);
           return tell(server.put(ManagementClient::securityPath({"groups", name_}), body),
                       "Saved the group " + name_ + '.', console);
         }},
        {"delete", "Delete a group; its members stay", [this](CLI::App& command) { addName(command); },
         [this](ManagementClient& server, Console& console) {
           return tell(server.remove(ManagementClient::securityPath({"groups", name_})),
                       "Deleted the group " + name_ + '.', console);
         }},
    };
  }

 private:
  void addName(CLI::App& command) { command.add_option("name", name_, "Name of the group")->required(); }

  std::string name_;
  std::vector<std::string> roles_;
};

}  // namespace

void register_group(VerbRegistry& registry) {
  registry.add(std::make_unique<GroupVerb>());
}

}  // namespace iflowsim
