#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/action_verb.h"
#include "app/verbs/certificate_file.h"

namespace iflowsim {

namespace {

class MappingVerb final : public ActionVerb {
 public:
  std::string name() const override { return "mapping"; }
  std::string summary() const override { return "List, add, change and delete certificate-to-user mappings"; }

 protected:
  std::string footer() const override {
    return "A mapping counts from the next request on, without a redeployment. Certificates are PEM, DER or base64 "
           "files.\n"
           "Examples:\n  iflowsim mapping add --user bob bob.cer\n  iflowsim mapping list --json\n"
           "  iflowsim mapping change 5d41402abc4b2a76b9719d911017c592 --user carol";
  }

  std::vector<Action> actions() override {
    return {
        {"list", "List the mappings", [](CLI::App& /*command*/) {},
         [this](ManagementClient& server, Console& console) {
           return list(server.get(ManagementClient::securityPath({"mappings"})), "mappings",
                       {{"ID", "apiId"},
                        {"USER", "user"},
                        {"SUBJECT", "subject"},
                        {"ISSUER", "issuer"},
                        {"SERIAL", "serial"},
                        {"VALID UNTIL", "validUntil"},
                        {"MODIFIED BY", "lastModifiedBy"},
                        {"MODIFIED", "lastModifiedAt"}},
                       console);
         }},
        {"add", "Map a certificate to a user", [this](CLI::App& command) { addEntry(command, true); },
         [this](ManagementClient& server, Console& console) {
           return tell(body().and_then([&server](const nlohmann::json& sent) {
             return server.post(ManagementClient::securityPath({"mappings"}), sent);
           }),
                       "The certificate in " + certificate_ + " stands for " + user_ + " now.", console);
         }},
        {"change", "Give a mapping another user, certificate or both",
         [this](CLI::App& command) {
           addName(command);
           addEntry(command, false);
         },
         [this](ManagementClient& server, Console& console) {
           return tell(body().and_then([this, &server](const nlohmann::json& sent) {
             return server.put(ManagementClient::securityPath({"mappings", name_}), sent);
           }),
                       "Changed the mapping " + name_ + '.', console);
         }},
        {"delete", "Delete a mapping", [this](CLI::App& command) { addName(command); },
         [this](ManagementClient& server, Console& console) {
           return tell(server.remove(ManagementClient::securityPath({"mappings", name_})),
                       "Deleted the mapping " + name_ + '.', console);
         }},
    };
  }

 private:
  void addName(CLI::App& command) {
    command.add_option("id", name_, "Id of the mapping, as 'iflowsim mapping list' shows it")->required();
  }

  void addEntry(CLI::App& command, bool required) {
    command.add_option("certificate", certificate_, "File of the client certificate")->required(required);
    command.add_option("--user", user_, "The user it stands for")->required(required);
  }

  Result<nlohmann::json> body() const {
    nlohmann::json body = nlohmann::json::object();
    put(body, "user", user_);
    if (certificate_.empty()) return body;
    return readCertificateFile(certificate_).map([&body](const std::string& pem) {
      body["certificate"] = pem;
      return std::move(body);
    });
  }

  std::string name_;
  std::string user_;
  std::string certificate_;
};

}  // namespace

void register_mapping(VerbRegistry& registry) {
  registry.add(std::make_unique<MappingVerb>());
}

}  // namespace iflowsim
