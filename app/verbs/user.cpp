#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/action_verb.h"
#include "app/verbs/password_input.h"

namespace iflowsim {

namespace {

class UserVerb final : public ActionVerb {
 public:
  std::string name() const override { return "user"; }
  std::string summary() const override { return "List, add, change and delete users of the tenant"; }

 protected:
  std::string footer() const override {
    return "What is not given stays as it is; --role '' takes all roles away. Users of security/users.yaml are changed "
           "there.\n"
           "Examples:\n  iflowsim user list\n  iflowsim user set bob --role ESBMessaging.send --password-stdin\n"
           "  iflowsim user delete bob --json";
  }

  std::vector<Action> actions() override {
    return {
        {"list", "List the users", [](CLI::App& /*command*/) {},
         [this](ManagementClient& server, Console& console) {
           return list(server.get(ManagementClient::securityPath({"users"})), "users",
                       {{"USER", "name"},
                        {"GROUPS", "groups"},
                        {"ROLES", "roles"},
                        {"PASSWORD", "hasPassword"},
                        {"FILE", "origin"}},
                       console);
         }},
        {"set", "Add a user, or change one", [this](CLI::App& command) { addSetOptions(command); },
         [this](ManagementClient& server, Console& console) { return set(server, console); }},
        {"delete", "Delete a user", [this](CLI::App& command) { addName(command); },
         [this](ManagementClient& server, Console& console) {
           return tell(server.remove(ManagementClient::securityPath({"users", name_})),
                       "Deleted the user " + name_ + '.', console);
         }},
    };
  }

 private:
  void addName(CLI::App& command) { command.add_option("name", name_, "Name of the user")->required(); }

  void addSetOptions(CLI::App& command) {
    addName(command);
    command.add_option("--role", roles_, "A role of his; may be repeated")->allow_extra_args(false);
    command.add_option("--group", groups_, "A group of his; may be repeated")->allow_extra_args(false);
    command.add_flag("--password-stdin", password_, "Read his password from standard input");
  }

  Result<int> set(ManagementClient& server, Console& console) const {
    nlohmann::json body = nlohmann::json::object();
    put(body, "roles", roles_);
    put(body, "groups", groups_);
    if (password_) {
      const std::string password = readPassword(console);
      if (password.empty()) return failure("PASSWORD-002", "There is no password on standard input. Type one.");
      body["password"] = password;
    }
    return tell(server.put(ManagementClient::securityPath({"users", name_}), body), "Saved the user " + name_ + '.',
                console);
  }

  std::string name_;
  std::vector<std::string> roles_;
  std::vector<std::string> groups_;
  bool password_ = false;
};

}  // namespace

void register_user(VerbRegistry& registry) {
  registry.add(std::make_unique<UserVerb>());
}

}  // namespace iflowsim
