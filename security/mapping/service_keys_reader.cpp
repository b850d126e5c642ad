#include "security/mapping/service_keys_reader.h"

#include <optional>
#include <set>
#include <utility>

#include "runtime/base/quote.h"
#include "runtime/yaml/yaml_reader.h"
#include "security/mapping/identity_material.h"
#include "security/mapping/identity_rules.h"

namespace iflowsim {

namespace {

class ServiceKeysReader {
 public:
  explicit ServiceKeysReader(const std::filesystem::path& file) : reader_(file, "KEYS") {}

  ServiceKeysFile read() {
    for (const YAML::Node& entry : reader_.entries("instances", "the instance")) readInstance(entry);
    return {std::move(instances_), std::move(keys_), reader_.findings()};
  }

 private:
  void readInstance(const YAML::Node& node);
  void readInstanceOptions(const YAML::Node& node, ServiceInstance& instance);
  void readKey(const YAML::Node& node, const ServiceInstance& instance);
  bool readKeyNames(const YAML::Node& node, ServiceKey& key, std::string& what);
  bool readCredential(const YAML::Node& node, ServiceKey& key, const std::string& what);
  std::optional<KeyType> readType(const YAML::Node& node, const std::string& what);
  std::optional<std::string> readName(const YAML::Node& node, const std::string& what);

  YamlReader reader_;
  std::vector<ServiceInstance> instances_;
  std::vector<ServiceKey> keys_;
  std::set<std::string> instance_names_;
  std::set<std::string> key_names_;
  std::set<std::string> client_ids_;
  std::set<Fingerprint> certificates_;
};

void ServiceKeysReader::readInstance(const YAML::Node& node) {
  reader_.checkKeys(node, "an instance",
                    {"name", "plan", "roles", "grant_types", "redirect_uris", "token_seconds", "keys"});
  const auto name = readName(node, "the instance");
  if (!name) return;
  if (!instance_names_.insert(*name).second) {
    return reader_.error("005", node["name"], "instance " + inQuotes(*name) + " is defined twice.",
                         "Remove one of the entries, or give one instance several keys and roles.");
  }
  ServiceInstance instance{.name = *name, .origin = reader_.file().string()};
  readInstanceOptions(node, instance);
  key_names_.clear();
  for (const YAML::Node& key : reader_.maps(node, "keys", "instance " + inQuotes(*name), "the key")) {
    readKey(key, instance);
  }
  instances_.push_back(std::move(instance));
}

void ServiceKeysReader::readInstanceOptions(const YAML::Node& node, ServiceInstance& instance) {
  const std::string what = "instance " + inQuotes(instance.name);
  if (const auto plan = reader_.text(node, "plan", what)) {
    if (*plan == "api") {
      instance.plan = ServicePlan::Api;
      instance.token_lifetime = std::chrono::hours(12);
    } else if (*plan != "integration-flow") {
      reader_.error("015", node["plan"], "the plan " + inQuotes(*plan) + " of " + what + " is unknown.",
                    "Write integration-flow or api.");
    }
  }
  if (auto roles = reader_.names(node, "roles", what)) instance.roles = std::move(*roles);
  for (const std::string& role : instance.roles) {
    if (const auto problem = problemOfRole(role, true); !problem.empty()) {
      reader_.error("013", node["roles"], "a role of " + what + " cannot be: " + problem, "");
    }
  }
  if (auto grants = reader_.names(node, "grant_types", what)) instance.grant_types = std::move(*grants);
  for (const std::string& grant : instance.grant_types) {
    if (const auto problem = problemOfGrantType(grant); !problem.empty()) {
      reader_.error("014", node["grant_types"], "a grant type of " + what + " cannot be: " + problem, "");
    }
  }
  if (auto uris = reader_.names(node, "redirect_uris", what)) instance.redirect_uris = std::move(*uris);
  if (const auto seconds = reader_.number(node, "token_seconds", what)) {
    const auto problem = problemOfTokenLifetime(*seconds);
    if (problem.empty()) instance.token_lifetime = std::chrono::seconds(*seconds);
    if (!problem.empty()) reader_.error("012", node["token_seconds"], "in " + what + ": " + problem, "");
  }
}

void ServiceKeysReader::readKey(const YAML::Node& node, const ServiceInstance& instance) {
  reader_.checkKeys(node, "a key", {"name", "type", "clientid", "secret", "secret_hash", "certificate", "pinned"});
  ServiceKey key{.instance = instance.name, .origin = reader_.file().string()};
  std::string what;
  if (!readKeyNames(node, key, what)) return;
  const auto type = readType(node, what);
  if (!type) return;
  key.type = *type;
  if (readCredential(node, key, what)) keys_.push_back(std::move(key));
}

bool ServiceKeysReader::readKeyNames(const YAML::Node& node, ServiceKey& key, std::string& what) {
  const auto name = readName(node, "a key of instance " + inQuotes(key.instance));
  if (!name) return false;
  what = "key " + inQuotes(key.instance + '/' + *name);
  if (!key_names_.insert(*name).second) {
    reader_.error("006", node["name"], what + " is defined twice.", "Remove one of the entries.");
    return false;
  }
  const auto client = reader_.text(node, "clientid", what);
  if (!client) {
    reader_.error("007", node, what + " has no clientid.", "Add 'clientid: <id>'.");
    return false;
  }
  if (const auto problem = problemOfCallerName(*client); !problem.empty()) {
    reader_.error("007", node["clientid"], "the clientid of " + what + " cannot be: " + problem, "");
    return false;
  }
  if (!client_ids_.insert(*client).second) {
    reader_.error("007", node["clientid"], "the clientid of " + what + " belongs to another key.",
                  "Give every key a clientid of its own.");
    return false;
  }
  key.name = *name;
  key.client_id = *client;
  return true;
}

std::optional<KeyType> ServiceKeysReader::readType(const YAML::Node& node, const std::string& what) {
  const auto type = reader_.text(node, "type", what);
  if (!type || *type == "client_secret") return KeyType::ClientSecret;
  if (*type == "certificate") return KeyType::Certificate;
  if (*type == "certificate_external") return KeyType::ExternalCertificate;
  reader_.error("008", node["type"], "the type " + inQuotes(*type) + " of " + what + " is unknown.",
                "Write client_secret, certificate or certificate_external.");
  return std::nullopt;
}

bool ServiceKeysReader::readCredential(const YAML::Node& node, ServiceKey& key, const std::string& what) {
  const bool by_secret = key.type == KeyType::ClientSecret;
  for (const char* other : by_secret ? std::vector<const char*>{"certificate", "pinned"}
                                     : std::vector<const char*>{"secret", "secret_hash"}) {
    if (!node[other]) continue;
    reader_.error("010", node[other],
                  inQuotes(other) + " does not belong to " + what + " of type " + std::string(toText(key.type)) + '.',
                  "Remove it, or change the type.");
    return false;
  }
  if (by_secret) {
    auto secret = readSecret(reader_, node, what, {.wrong = "009", .clear = "016"});
    if (!secret) return false;
    key.secret = std::move(*secret);
    return true;
  }
  key.pinned = reader_.flag(node, "pinned", what).value_or(true);
  key.certificate = readCertificate(reader_, node, what, "010");
  if (!key.certificate) return false;
  if (certificates_.insert(key.certificate->fingerprint()).second) return true;
  reader_.error("011", node["certificate"], "the certificate of " + what + " belongs to another key.",
                "A certificate can be used once; give that instance several roles instead.");
  return false;
}

std::optional<std::string> ServiceKeysReader::readName(const YAML::Node& node, const std::string& what) {
  const auto name = reader_.text(node, "name", what);
  if (!name) {
    reader_.error("004", node, what + " has no name.", "Add 'name: <name>'.");
    return std::nullopt;
  }
  if (const auto problem = problemOfInstanceName(*name); !problem.empty()) {
    reader_.error("004", node["name"], "the name of " + what + " cannot be: " + problem, "");
    return std::nullopt;
  }
  return name;
}

void readClient(YamlReader& reader, const YAML::Node& node, OAuthClients& clients) {
  reader.checkKeys(node, "a client", {"id", "name", "secret", "secret_hash", "token_seconds"});
  const auto id = reader.text(node, "id", "the client");
  if (!id) return reader.error("004", node, "the client has no id.", "Add 'id: <id>'.");
  const std::string what = "client " + inQuotes(*id);
  if (const auto problem = problemOfCallerName(*id); !problem.empty()) {
    return reader.error("004", node["id"], "the id of the client cannot be: " + problem, "");
  }
  OAuthClient client{.id = *id, .origin = reader.file().string()};
  client.name = reader.text(node, "name", what).value_or("");
  const auto seconds = reader.number(node, "token_seconds", what).value_or(client.token_lifetime.count());
  if (seconds < 1 || seconds > 86'400) {
    reader.error("007", node["token_seconds"], "a token of " + what + " lives 1 to 86400 seconds.",
                 "Choose a number between them.");
    return;
  }
  client.token_lifetime = std::chrono::seconds(seconds);
  auto secret = readSecret(reader, node, what, {.wrong = "006", .clear = "008"});
  if (!secret) return;
  client.secret = std::move(*secret);
  // Files have no other mark of a client than its secret: with another one it is another client.
  client.registration = reader.text(node, node["secret"] ? "secret" : "secret_hash", what).value_or("");
  if (!clients.try_emplace(*id, std::move(client)).second) {
    reader.error("005", node["id"], what + " is defined twice.", "Remove one of the entries.");
  }
}

}  // namespace

ServiceKeysFile readServiceKeysFile(const std::filesystem::path& file) {
  return ServiceKeysReader(file).read();
}

OAuthClientsFile readOAuthClientsFile(const std::filesystem::path& file) {
  YamlReader reader(file, "CLIENTS");
  OAuthClientsFile result;
  for (const YAML::Node& entry : reader.entries("clients", "the client")) readClient(reader, entry, result.clients);
  result.findings = reader.findings();
  return result;
}

}  // namespace iflowsim
