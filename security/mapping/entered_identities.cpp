#include "security/mapping/entered_identities.h"

#include <optional>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "runtime/base/file.h"
#include "security/material/whole_file.h"

namespace iflowsim {

namespace {

using nlohmann::json;
using Names = std::vector<std::string>;

std::int64_t milliseconds(TimePoint time) {
  return time.time_since_epoch().count();
}
TimePoint timeOf(const json& value) {
  return TimePoint{std::chrono::milliseconds(value.get<std::int64_t>())};
}

CertificatePtr certificateOf(const json& value) {
  const auto text = value.get<std::string>();
  if (text.empty()) return nullptr;
  auto certificate = Certificate::fromAnyForm(text);
  if (!certificate) throw std::invalid_argument(certificate.error().text);
  return std::move(*certificate);
}

void checkHash(const std::string& hash) {
  if (hash.empty()) return;
  if (const auto stored = StoredPassword::fromHash(hash); !stored) throw std::invalid_argument(stored.error().text);
}

json toJson(const CertificateMapping& mapping) {
  return {{"user", mapping.user},
          {"certificate", mapping.certificate->base64()},
          {"created_by", mapping.created_by},
          {"created_at", milliseconds(mapping.created_at)},
          {"last_modified_by", mapping.last_modified_by},
          {"last_modified_at", milliseconds(mapping.last_modified_at)}};
}

CertificateMapping mappingOf(const json& value) {
  const CertificatePtr certificate = certificateOf(value.at("certificate"));
  if (!certificate) throw std::invalid_argument("A mapping has no certificate.");
  CertificateMapping mapping = makeMapping(value.at("user").get<std::string>(), certificate);
  mapping.created_by = value.at("created_by").get<std::string>();
  mapping.created_at = timeOf(value.at("created_at"));
  mapping.last_modified_by = value.at("last_modified_by").get<std::string>();
  mapping.last_modified_at = timeOf(value.at("last_modified_at"));
  return mapping;
}

json toJson(const ServiceInstance& instance) {
  return {{"name", instance.name},
          {"plan", instance.plan == ServicePlan::Api ? "api" : "integration-flow"},
          {"roles", instance.roles},
          {"grant_types", instance.grant_types},
          {"redirect_uris", instance.redirect_uris},
          {"token_seconds", instance.token_lifetime.count()}};
}

ServiceInstance instanceOf(const json& value) {
  ServiceInstance instance{.name = value.at("name").get<std::string>()};
  instance.plan = value.at("plan").get<std::string>() == "api" ? ServicePlan::Api : ServicePlan::IntegrationFlow;
  instance.roles = value.at("roles").get<Names>();
  instance.grant_types = value.at("grant_types").get<Names>();
  instance.redirect_uris = value.at("redirect_uris").get<Names>();
  instance.token_lifetime = std::chrono::seconds(value.at("token_seconds").get<long>());
  return instance;
}

json toJson(const std::pair<std::string, std::string>& names, const EnteredIdentities::EnteredKey& key) {
  return {{"instance", names.first},        {"name", names.second},
          {"type", toText(key.type)},       {"clientid", key.client_id},
          {"secret_hash", key.secret_hash}, {"certificate", key.certificate ? key.certificate->base64() : ""},
          {"pinned", key.pinned},           {"created_at", milliseconds(key.created_at)}};
}

EnteredIdentities::EnteredKey keyOf(const json& value) {
  EnteredIdentities::EnteredKey key;
  const auto type = value.at("type").get<std::string>();
  for (const KeyType known : {KeyType::ClientSecret, KeyType::Certificate, KeyType::ExternalCertificate}) {
    if (type == toText(known)) key.type = known;
  }
  if (type != toText(key.type)) throw std::invalid_argument("A key has an unknown type.");
  key.client_id = value.at("clientid").get<std::string>();
  key.secret_hash = value.at("secret_hash").get<std::string>();
  checkHash(key.secret_hash);
  key.certificate = certificateOf(value.at("certificate"));
  if ((key.type == KeyType::ClientSecret) != (key.certificate == nullptr)) {
    throw std::invalid_argument("A key has no certificate, or one that does not belong to its type.");
  }
  key.pinned = value.at("pinned").get<bool>();
  key.created_at = timeOf(value.at("created_at"));
  return key;
}

EnteredIdentities fromJson(const json& document) {
  EnteredIdentities entered;
  for (const auto& [name, value] : document.at("users").items()) {
    EnteredIdentities::EnteredUser user{value.at("password_hash").get<std::string>(), value.at("groups").get<Names>(),
                                        value.at("roles").get<Names>()};
    checkHash(user.password_hash);
    entered.users.emplace(name, std::move(user));
  }
  for (const auto& [name, value] : document.at("groups").items()) entered.groups.emplace(name, value.get<Names>());
  for (const auto& [name, value] : document.at("roles").items()) entered.roles.emplace(name, value.get<std::string>());
  for (const json& value : document.at("mappings")) {
    CertificateMapping mapping = mappingOf(value);
    entered.mappings.emplace(mapping.id, std::move(mapping));
  }
  for (const json& value : document.at("instances")) {
    ServiceInstance instance = instanceOf(value);
    entered.instances.emplace(instance.name, std::move(instance));
  }
  for (const json& value : document.at("keys")) {
    entered.keys.emplace(std::pair(value.at("instance").get<std::string>(), value.at("name").get<std::string>()),
                         keyOf(value));
  }
  for (const auto& [id, value] : document.at("clients").items()) {
    EnteredIdentities::EnteredClient client{
        value.at("name").get<std::string>(), value.at("secret_hash").get<std::string>(),
        std::chrono::seconds(value.at("token_seconds").get<long>()), value.value("registration", "")};
    checkHash(client.secret_hash);
    entered.clients.emplace(id, std::move(client));
  }
  return entered;
}

json toJson(const EnteredIdentities& entered) {
  json document = {{"users", json::object()},   {"groups", entered.groups},   {"roles", entered.roles},
                   {"mappings", json::array()}, {"instances", json::array()}, {"keys", json::array()},
                   {"clients", json::object()}};
  for (const auto& [name, user] : entered.users) {
    document["users"][name] = {{"password_hash", user.password_hash}, {"groups", user.groups}, {"roles", user.roles}};
  }
  for (const auto& [id, mapping] : entered.mappings) document["mappings"].push_back(toJson(mapping));
  for (const auto& [name, instance] : entered.instances) document["instances"].push_back(toJson(instance));
  for (const auto& [names, key] : entered.keys) document["keys"].push_back(toJson(names, key));
  for (const auto& [id, client] : entered.clients) {
    document["clients"][id] = {{"name", client.name},
                               {"secret_hash", client.secret_hash},
                               {"token_seconds", client.token_lifetime.count()},
                               {"registration", client.registration}};
  }
  return document;
}

}  // namespace

Result<EnteredIdentities> readEntered(const std::filesystem::path& file) {
  constexpr std::size_t kLimit = std::size_t{256} << 20U;
  std::error_code error;
  if (!std::filesystem::exists(file, error) && !error) return EnteredIdentities{};
  const auto text = error ? std::nullopt : readFile(file, kLimit);
  std::string reason = "it cannot be read";
  try {
    if (text) return fromJson(json::parse(*text));
  } catch (const json::exception&) {
    reason = "it is not what the server wrote";
  } catch (const std::invalid_argument& wrong) {
    reason = wrong.what();
  }
  return failure("ENTERED-001", "The file '" + file.string() +
                                    "' holds the users, mappings and keys that were entered at run time, and none of "
                                    "them counts: " +
                                    reason + ". Restore the file, or remove it and enter them again.");
}

Result<void> writeEntered(const std::filesystem::path& file, const EnteredIdentities& entered) {
  if (auto folder = makePrivateFolder(file.parent_path()); !folder) return folder;
  // Names are checked where they are entered; should one not be UTF-8, the file is still whole.
  const std::string text = toJson(entered).dump(1, ' ', false, json::error_handler_t::replace);
  return writeWholeFile(file, text, FileReader::OwnerOnly);
}

}  // namespace iflowsim
