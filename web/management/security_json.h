#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "security/mapping/identity_entries.h"
#include "security/mapping/tenant_identities.h"

/// How the management surface writes and reads whom the tenant knows. Nothing written holds a password, secret or
/// private key. What is read keeps, of what exists already under the name, all that the body does not mention.
/// `API-400` for members that are unknown or of the wrong kind, `CERT-001` for certificates that cannot be read.
namespace iflowsim {

nlohmann::json toJson(const UserRecord& user);
nlohmann::json toJson(const GroupRecord& group);
nlohmann::json toJson(const RoleRecord& role);
nlohmann::json toJson(const CertificateMapping& mapping);
nlohmann::json toJson(const ServiceKey& key);
/// With the keys of the instance.
nlohmann::json toJson(const ServiceInstance& instance, const ServiceKeys& keys);
nlohmann::json toJson(const OAuthClient& client);

/// `integration-flow`, `api`.
std::string_view toText(ServicePlan plan);

Result<UserEntry> readUser(const nlohmann::json& body, const std::string& name, const TenantIdentities& known);
Result<GroupEntry> readGroup(const nlohmann::json& body, const std::string& name, const TenantIdentities& known);
Result<RoleEntry> readRole(const nlohmann::json& body, const std::string& name, const TenantIdentities& known);
Result<MappingEntry> readMapping(const nlohmann::json& body);
Result<ServiceInstance> readInstance(const nlohmann::json& body, const std::string& name,
                                     const TenantIdentities& known);
/// Without the addresses in the key's document.
Result<KeyOrder> readKeyOrder(const nlohmann::json& body, const std::string& instance);
Result<OAuthClientEntry> readOAuthClient(const nlohmann::json& body, const TenantIdentities& known);

}  // namespace iflowsim
