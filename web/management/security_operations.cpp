#include "runtime/base/text.h"
#include "runtime/spi/http.h"
#include "web/management/operations.h"
#include "web/management/security_json.h"

namespace iflowsim {

namespace {

using Json = nlohmann::json;

std::shared_ptr<const TenantIdentities> known(const ApiCall& call) {
  return call.tenant.identities.current();
}

/// What the path names: the user, the mapping, the instance.
const std::string& named(const ApiCall& call) {
  return call.path_values.at(0);
}

template <typename Records>
ApiReply listed(const char* name, const Records& records) {
  Json list = Json::array();
  for (const auto& record : records) list.push_back(toJson(record));
  return {200, {{name, std::move(list)}}};
}

}  // namespace

ApiReply listUsers(const ApiCall& call) {
  return listed("users", known(call)->userRecords());
}

ApiReply saveUser(const ApiCall& call) {
  return answered(call.object()
                      .and_then([&](const Json& body) { return readUser(body, named(call), *known(call)); })
                      .and_then([&](const UserEntry& user) { return call.tenant.identities.saveUser(user); }));
}

ApiReply deleteUser(const ApiCall& call) {
  return answered(call.tenant.identities.deleteUser(named(call)));
}

ApiReply listGroups(const ApiCall& call) {
  return listed("groups", known(call)->groups());
}

ApiReply saveGroup(const ApiCall& call) {
  return answered(call.object()
                      .and_then([&](const Json& body) { return readGroup(body, named(call), *known(call)); })
                      .and_then([&](const GroupEntry& group) { return call.tenant.identities.saveGroup(group); }));
}

ApiReply deleteGroup(const ApiCall& call) {
  return answered(call.tenant.identities.deleteGroup(named(call)));
}

ApiReply listRoles(const ApiCall& call) {
  return listed("roles", known(call)->roles());
}

ApiReply saveRole(const ApiCall& call) {
  return answered(call.object()
                      .and_then([&](const Json& body) { return readRole(body, named(call), *known(call)); })
                      .and_then([&](const RoleEntry& role) { return call.tenant.identities.saveRole(role); }));
}

ApiReply deleteRole(const ApiCall& call) {
  return answered(call.tenant.identities.deleteRole(named(call)));
}

ApiReply listMappings(const ApiCall& call) {
  return listed("mappings", known(call)->mappings().all());
}

ApiReply addMapping(const ApiCall& call) {
  return answered(call.object()
                      .and_then([](const Json& body) { return readMapping(body); })
                      .and_then([&](const MappingEntry& mapping) -> Result<CertificateMapping> {
                        if (mapping.user.empty() || !mapping.certificate) {
                          return failure("API-400", "A mapping takes 'user' and 'certificate'.");
                        }
                        return call.tenant.identities.saveMapping(mapping, call.caller.name);
                      })
                      .map([](const CertificateMapping& mapping) { return toJson(mapping); }));
}

ApiReply changeMapping(const ApiCall& call) {
  return answered(call.object()
                      .and_then([](const Json& body) { return readMapping(body); })
                      .and_then([&](const MappingEntry& mapping) {
                        return call.tenant.identities.changeMapping(named(call), mapping, call.caller.name);
                      })
                      .map([](const CertificateMapping& mapping) { return toJson(mapping); }));
}

ApiReply deleteMapping(const ApiCall& call) {
  return answered(call.tenant.identities.deleteMapping(named(call)));
}

ApiReply listInstances(const ApiCall& call) {
  const auto identities = known(call);
  Json list = Json::array();
  for (const ServiceInstance& instance : identities->keys().instances()) {
    list.push_back(toJson(instance, identities->keys()));
  }
  return {200, {{"instances", std::move(list)}}};
}

ApiReply saveInstance(const ApiCall& call) {
  return answered(
      call.object()
          .and_then([&](const Json& body) { return readInstance(body, named(call), *known(call)); })
          .and_then([&](const ServiceInstance& instance) { return call.tenant.identities.saveInstance(instance); }));
}

ApiReply deleteInstance(const ApiCall& call) {
  return answered(call.tenant.identities.deleteInstance(named(call)));
}

ApiReply createKey(const ApiCall& call) {
  // Source: management-api 1.1, links are built from the Host header.
  const std::string management = "https://" + call.request.host;
  const auto identities = known(call);
  const ServiceInstance* instance = identities->keys().findInstance(named(call));
  const bool calls_api = instance != nullptr && instance->plan == ServicePlan::Api;
  return answered(
      call.object()
          .and_then([&](const Json& body) { return readKeyOrder(body, named(call)); })
          .and_then([&](KeyOrder order) {
            order.url = calls_api ? management : call.tenant.runtime_url;
            // The management side asks nobody for a certificate.
            const bool by_secret = order.type == KeyType::ClientSecret;
            order.token_url = (by_secret ? management : call.tenant.runtime_url) + "/oauth/token";
            return call.tenant.identities.createKey(order);
          })
          .map([](const CreatedKey& created) {
            return Json{{"key", toJson(created.key)}, {"document", Json::parse(created.document, nullptr, false)}};
          }));
}

ApiReply deleteKey(const ApiCall& call) {
  return answered(call.tenant.identities.deleteKey(named(call), call.path_values.at(1)));
}

ApiReply listOAuthClients(const ApiCall& call) {
  Json list = Json::array();
  const auto identities = known(call);
  for (const auto& [id, client] : identities->oauthClients()) list.push_back(toJson(client));
  return {200, {{"clients", std::move(list)}}};
}

ApiReply saveOAuthClient(const ApiCall& call) {
  return answered(
      call.object()
          .and_then([&](const Json& body) { return readOAuthClient(body, *known(call)); })
          .and_then([&](const OAuthClientEntry& client) { return call.tenant.identities.saveOAuthClient(client); })
          .map([](const CreatedClient& created) {
            Json json{{"id", created.id}, {"principal", OAuthClient{.id = created.id}.principal()}};
            if (!created.secret.empty()) json["secret"] = created.secret;
            return json;
          }));
}

ApiReply deleteOAuthClient(const ApiCall& call) {
  return answered(call.tenant.identities.deleteOAuthClient(named(call)));
}

ApiReply giveToken(const ApiCall& call) {
  const auto body = call.text();
  if (!body) return failed(body.error());
  const ApiRequest& asked = call.request;
  HttpRequest request{.method = asked.method,
                      .path = std::string(asked.path()),
                      .query = std::string(asked.rawQuery()),
                      .body = Body(*body),
                      .peer = asked.peer,
                      .secure = true,
                      .host = asked.host};
  if (!asked.authorization.empty()) request.headers.add("Authorization", asked.authorization);
  const HttpReply answer = call.tenant.gate.giveToken(request);
  ApiReply reply{answer.status, Json::parse(answer.body.text(), nullptr, false)};
  for (const auto& [name, value] : answer.headers) {
    if (!equalsIgnoreCase(name, "Content-Type")) reply.headers.emplace_back(name, value);
  }
  return reply;
}

}  // namespace iflowsim
