#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/action_verb.h"
#include "app/verbs/certificate_file.h"

namespace iflowsim {

namespace {

class KeyVerb final : public ActionVerb {
 public:
  std::string name() const override { return "key"; }
  std::string summary() const override { return "List, create and delete service keys (mode cf)"; }

 protected:
  std::string footer() const override {
    return "The service key is printed once: its secret or private key cannot be shown again.\n"
           "Examples:\n  iflowsim key create sender k1 > k1.json\n"
           "  iflowsim key create sender k2 --type certificate_external --certificate bob.cer --unpinned\n"
           "  iflowsim key list --json\n  iflowsim key delete sender k1";
  }

  std::vector<Action> actions() override {
    return {
        {"list", "List the keys of all instances", [](CLI::App& /*command*/) {},
         [this](ManagementClient& server, Console& console) { return listKeys(server, console); }},
        {"create", "Make a key and print the service key", [this](CLI::App& command) { addCreateOptions(command); },
         [this](ManagementClient& server, Console& console) { return create(server, console); }},
        {"delete", "Delete a key", [this](CLI::App& command) { addNames(command); },
         [this](ManagementClient& server, Console& console) {
           return tell(server.remove(ManagementClient::securityPath({"instances", instance_, "keys", name_})),
                       "Deleted the key " + name_ + " of " + instance_ + '.', console);
         }},
    };
  }

 private:
  void addNames(CLI::App& command) {
    command.add_option("instance", instance_, "Name of the service instance")->required();
    command.add_option("name", name_, "Name of the key")->required();
  }

  void addCreateOptions(CLI::App& command) {
    addNames(command);
    command.add_option("--type", type_, "client_secret, certificate or certificate_external")->capture_default_str();
    command.add_option("--certificate", certificate_, "File of the client certificate of a certificate_external key");
    command.add_flag("--unpinned", unpinned_, "Take renewed certificates of the same subject and issuer too");
  }

  Result<int> listKeys(ManagementClient& server, Console& console) const {
    auto answer = server.get(ManagementClient::securityPath({"instances"})).map([](const nlohmann::json& instances) {
      nlohmann::json keys = nlohmann::json::array();
      for (const auto& instance : instances.at("instances")) {
        for (const auto& key : instance.at("keys")) keys.push_back(key);
      }
      return nlohmann::json{{"keys", std::move(keys)}};
    });
    return list(answer, "keys",
                {{"INSTANCE", "instance"},
                 {"KEY", "name"},
                 {"TYPE", "type"},
                 {"CLIENT ID", "clientId"},
                 {"PINNED", "pinned"},
                 {"SUBJECT", "subject"},
                 {"VALID UNTIL", "validUntil"},
                 {"CREATED", "createdAt"},
                 {"FILE", "origin"}},
                console);
  }

  Result<int> create(ManagementClient& server, Console& console) const {
    nlohmann::json body{{"name", name_}, {"type", type_}};
    if (unpinned_) body["pinned"] = false;
    if (!certificate_.empty()) {
      const auto pem = readCertificateFile(certificate_);
      if (!pem) return tl::unexpected<Error>(pem.error());
      body["certificate"] = *pem;
    }
    const auto answer = server.post(ManagementClient::securityPath({"instances", instance_, "keys"}), body);
    return tell(answer, answer ? toText(answer->at("document")) : "", console);
  }

  std::string instance_;
  std::string name_;
  std::string type_ = "client_secret";
  std::string certificate_;
  bool unpinned_ = false;
};

}  // namespace

void register_key(VerbRegistry& registry) {
  registry.add(std::make_unique<KeyVerb>());
}

}  // namespace iflowsim
