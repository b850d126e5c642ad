#include "web/management/security_json.h"

#include <algorithm>
#include <array>

#include "web/management/body_members.h"
#include "web/management/json_forms.h"

namespace iflowsim {

namespace {

using Json = nlohmann::json;

/// `CN=..` and so on of a certificate, added to what names it.
void describe(const CertificatePtr& certificate, Json& json) {
  if (!certificate) return;
  json["subject"] = certificate->subject();
  json["issuer"] = certificate->issuer();
  json["serial"] = certificate->serial();
  json["validFrom"] = toIsoTime(certificate->notBefore());
  json["validUntil"] = toIsoTime(certificate->notAfter());
  json["fingerprint"] = toHex(certificate->fingerprint());
  json["certificate"] = certificate->base64();
}

/// What exists under the name, or a new one of that name.
template <typename Record>
Record knownOrNew(const std::vector<Record>& records, const std::string& name) {
  const auto found =
      std::find_if(records.begin(), records.end(), [&name](const Record& record) { return record.name == name; });
  if (found != records.end()) return *found;
  Record record;
  record.name = name;
  return record;
}

Result<CertificatePtr> readCertificate(const std::optional<std::string>& text) {
  if (!text) return CertificatePtr();
  return Certificate::fromAnyForm(*text);
}

template <typename Value>
struct Named {
  std::string_view name;
  Value value;
};

constexpr std::array kPlans{Named<ServicePlan>{"integration-flow", ServicePlan::IntegrationFlow},
                            Named<ServicePlan>{"api", ServicePlan::Api}};
constexpr std::array kKeyTypes{Named<KeyType>{"client_secret", KeyType::ClientSecret},
                               Named<KeyType>{"certificate", KeyType::Certificate},
                               Named<KeyType>{"certificate_external", KeyType::ExternalCertificate}};

/// Sets the value of that name; false when there is none.
template <typename Value, std::size_t kSize>
bool choose(const std::array<Named<Value>, kSize>& choices, const std::optional<std::string>& name, Value& value) {
  if (!name) return true;
  for (const Named<Value>& choice : choices) {
    if (choice.name != *name) continue;
    value = choice.value;
    return true;
  }
  return false;
}

/// The product's default for what its API is called with. Source: runtime-behaviour 1.5.
constexpr std::chrono::seconds kApiTokenLifetime{43'200};

}  // namespace

std::string_view toText(ServicePlan plan) {
  return plan == ServicePlan::Api ? kPlans[1].name : kPlans[0].name;
}

Json toJson(const UserRecord& user) {
  return {{"name", user.name},
          {"groups", user.groups},
          {"roles", user.roles},
          {"hasPassword", user.has_password},
          {"origin", user.origin}};
}

Json toJson(const GroupRecord& group) {
  return {{"name", group.name}, {"roles", group.roles}, {"origin", group.origin}};
}

Json toJson(const RoleRecord& role) {
  return {{"name", role.name},
          {"description", role.description},
          {"owner", role.predefined ? "SAP" : "Tenant Administrator"},
          {"origin", role.origin}};
}

Json toJson(const CertificateMapping& mapping) {
  Json json{{"id", mapping.id},
            {"apiId", mapping.api_id},
            {"user", mapping.user},
            {"origin", mapping.origin},
            {"createdBy", mapping.created_by},
            {"createdAt", toIsoTime(mapping.created_at)},
            {"lastModifiedBy", mapping.last_modified_by},
            {"lastModifiedAt", toIsoTime(mapping.last_modified_at)}};
  describe(mapping.certificate, json);
  return json;
}

Json toJson(const ServiceKey& key) {
  Json json{{"name", key.name},
            {"instance", key.instance},
            {"type", toText(key.type)},
            {"clientId", key.client_id},
            {"createdAt", toIsoTime(key.created_at)},
            {"origin", key.origin}};
  if (key.certificate) json["pinned"] = key.pinned;
  describe(key.certificate, json);
  return json;
}

Json toJson(const ServiceInstance& instance, const ServiceKeys& keys) {
  Json list = Json::array();
  for (const ServiceKey& key : keys.keys()) {
    if (key.instance == instance.name) list.push_back(toJson(key));
  }
  return {{"name", instance.name},
          {"plan", toText(instance.plan)},
          {"roles", instance.roles},
          {"grantTypes", instance.grant_types},
          {"redirectUris", instance.redirect_uris},
          {"tokenLifetimeSeconds", instance.token_lifetime.count()},
          {"origin", instance.origin},
          {"keys", std::move(list)}};
}

Json toJson(const OAuthClient& client) {
  return {{"id", client.id},
          {"name", client.name},
          {"principal", client.principal()},
          {"tokenLifetimeSeconds", client.token_lifetime.count()},
          {"origin", client.origin}};
}

Result<UserEntry> readUser(const Json& body, const std::string& name, const TenantIdentities& known) {
  UserRecord before = knownOrNew(known.userRecords(), name);
  BodyMembers members(body);
  UserEntry user{.name = name,
                 .password = members.text("password"),
                 .groups = members.texts("groups").value_or(std::move(before.groups)),
                 .roles = members.texts("roles").value_or(std::move(before.roles))};
  return members.finish().map([&user] { return std::move(user); });
}

Result<GroupEntry> readGroup(const Json& body, const std::string& name, const TenantIdentities& known) {
  BodyMembers members(body);
  GroupEntry group{.name = name, .roles = members.texts("roles").value_or(knownOrNew(known.groups(), name).roles)};
  return members.finish().map([&group] { return std::move(group); });
}

Result<RoleEntry> readRole(const Json& body, const std::string& name, const TenantIdentities& known) {
  BodyMembers members(body);
  RoleEntry role{.name = name,
                 .description = members.text("description").value_or(knownOrNew(known.roles(), name).description)};
  return members.finish().map([&role] { return std::move(role); });
}

Result<MappingEntry> readMapping(const Json& body) {
  BodyMembers members(body);
  const std::string user = members.text("user").value_or("");
  const auto text = members.text("certificate");
  if (const auto read = members.finish(); !read) return tl::unexpected<Error>(read.error());
  return readCertificate(text).map([&user](CertificatePtr certificate) {
    return MappingEntry{.user = user, .certificate = std::move(certificate)};
  });
}

Result<ServiceInstance> readInstance(const Json& body, const std::string& name, const TenantIdentities& known) {
  const bool exists = known.keys().findInstance(name) != nullptr;
  ServiceInstance instance = knownOrNew(known.keys().instances(), name);
  BodyMembers members(body);
  const bool plan_known = choose(kPlans, members.text("plan"), instance.plan);
  if (!exists && instance.plan == ServicePlan::Api) instance.token_lifetime = kApiTokenLifetime;
  instance.roles = members.texts("roles").value_or(std::move(instance.roles));
  instance.grant_types = members.texts("grantTypes").value_or(std::move(instance.grant_types));
  instance.redirect_uris = members.texts("redirectUris").value_or(std::move(instance.redirect_uris));
  if (const auto seconds = members.number("tokenLifetimeSeconds")) {
    instance.token_lifetime = std::chrono::seconds(*seconds);
  }
  if (!plan_known) return failure("API-400", "'plan' takes integration-flow or api.");
  return members.finish().map([&instance] { return std::move(instance); });
}

Result<KeyOrder> readKeyOrder(const Json& body, const std::string& instance) {
  BodyMembers members(body);
  KeyOrder order{.instance = instance, .name = members.text("name").value_or("")};
  const bool type_known = choose(kKeyTypes, members.text("type"), order.type);
  const auto certificate = members.text("certificate");
  order.pinned = members.flag("pinned").value_or(true);
  order.validity_days = members.number("validityDays").value_or(order.validity_days);
  order.key_length = members.number("keyLength").value_or(order.key_length);
  if (const auto read = members.finish(); !read) return tl::unexpected<Error>(read.error());
  if (!type_known) return failure("API-400", "'type' takes client_secret, certificate or certificate_external.");
  return readCertificate(certificate).map([&order](CertificatePtr read) {
    order.certificate = std::move(read);
    return std::move(order);
  });
}

Result<OAuthClientEntry> readOAuthClient(const Json& body, const TenantIdentities& known) {
  BodyMembers members(body);
  OAuthClientEntry client{.id = members.text("id").value_or("")};
  const auto found = known.oauthClients().find(client.id);
  if (found != known.oauthClients().end()) {
    client.name = found->second.name;
    client.token_lifetime = found->second.token_lifetime;
  }
  client.name = members.text("name").value_or(std::move(client.name));
  client.secret = members.text("secret");
  if (const auto seconds = members.number("tokenLifetimeSeconds")) {
    client.token_lifetime = std::chrono::seconds(*seconds);
  }
  return members.finish().map([&client] { return std::move(client); });
}

}  // namespace iflowsim
