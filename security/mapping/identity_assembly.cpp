#include "security/mapping/identity_assembly.h"

#include <algorithm>
#include <set>
#include <utility>

#include "security/mapping/identity_rules.h"

namespace iflowsim {

namespace {

using Parts = TenantIdentities::Parts;

/// No hash, or one that was checked when it was read: nothing matches then.
StoredPassword passwordOf(const std::string& hash) {
  if (hash.empty()) return {};
  auto stored = StoredPassword::fromHash(hash);
  return stored ? std::move(*stored) : StoredPassword();
}

std::vector<std::string> rolesOf(const EnteredIdentities::EnteredUser& user, const IdentitySources& sources) {
  std::vector<std::string> roles = user.roles;
  for (const std::string& name : user.groups) {
    const GroupRecord* of_file = sources.files.findGroup(name);
    const auto entered = sources.entered.groups.find(name);
    if (of_file != nullptr) {
      roles.insert(roles.end(), of_file->roles.begin(), of_file->roles.end());
    } else if (entered != sources.entered.groups.end()) {
      roles.insert(roles.end(), entered->second.begin(), entered->second.end());
    }
  }
  return roles;
}

void assembleUsers(const IdentitySources& sources, Parts& parts) {
  std::vector<User> users;
  for (const auto& [name, user] : sources.files.users().all()) users.push_back(user);
  parts.user_records = sources.files.userRecords();
  parts.groups = sources.files.groups();
  for (const auto& [name, user] : sources.entered.users) {
    if (sources.files.findUser(name) != nullptr) continue;
    users.push_back({name, passwordOf(user.password_hash), user.groups, rolesOf(user, sources)});
    parts.user_records.push_back({name, user.groups, user.roles, !user.password_hash.empty(), {}});
  }
  for (const auto& [name, roles] : sources.entered.groups) {
    if (sources.files.findGroup(name) == nullptr) parts.groups.push_back({name, roles, {}});
  }
  const auto by_name = [](const auto& left, const auto& right) { return left.name < right.name; };
  std::sort(parts.user_records.begin(), parts.user_records.end(), by_name);
  std::sort(parts.groups.begin(), parts.groups.end(), by_name);
  parts.users = std::make_shared<UserDirectory>(std::move(users));
}

void assembleMappings(const IdentitySources& sources, Parts& parts) {
  // Of two mappings of one certificate the first stays.
  std::vector<CertificateMapping> mappings = sources.files.mappings();
  for (const auto& [id, mapping] : sources.entered.mappings) mappings.push_back(mapping);
  parts.mappings = std::make_shared<CertificateMappings>(std::move(mappings));
}

/// Which names are taken by the keys of files.
struct TakenNames {
  explicit TakenNames(const TenantFiles& files) {
    for (const ServiceInstance& instance : files.instances()) instances.insert(instance.name);
    for (const ServiceKey& key : files.keys()) {
      keys.insert({key.instance, key.name});
      clients.insert(key.client_id);
      if (key.certificate) certificates.insert(key.certificate->fingerprint());
    }
  }

  bool takes(const std::pair<std::string, std::string>& names, const EnteredIdentities::EnteredKey& key) const {
    return keys.contains(names) || clients.contains(key.client_id) ||
           (key.certificate && certificates.contains(key.certificate->fingerprint()));
  }

  std::set<std::string> instances;
  std::set<std::pair<std::string, std::string>> keys;
  std::set<std::string> clients;
  std::set<Fingerprint> certificates;
};

void assembleKeys(const IdentitySources& sources, Parts& parts) {
  const TakenNames taken(sources.files);
  std::vector<ServiceInstance> instances = sources.files.instances();
  for (const auto& [name, instance] : sources.entered.instances) {
    if (!taken.instances.contains(name)) instances.push_back(instance);
  }
  std::vector<ServiceKey> keys = sources.files.keys();
  for (const auto& [names, key] : sources.entered.keys) {
    const bool homeless = !taken.instances.contains(names.first) && !sources.entered.instances.contains(names.first);
    if (homeless || taken.takes(names, key)) continue;
    keys.push_back({.name = names.second,
                    .instance = names.first,
                    .type = key.type,
                    .client_id = key.client_id,
                    .secret = passwordOf(key.secret_hash),
                    .certificate = key.certificate,
                    .pinned = key.pinned,
                    .created_at = key.created_at});
  }
  parts.keys = std::make_shared<ServiceKeys>(std::move(instances), std::move(keys), sources.uses);
}

void assembleClients(const IdentitySources& sources, Parts& parts) {
  auto clients = std::make_shared<OAuthClients>(sources.files.clients());
  for (const auto& [id, client] : sources.entered.clients) {
    clients->try_emplace(id, OAuthClient{.id = id,
                                         .name = client.name,
                                         .secret = passwordOf(client.secret_hash),
                                         .registration = client.registration,
                                         .token_lifetime = client.token_lifetime});
  }
  parts.clients = std::move(clients);
}

void assembleRoles(const IdentitySources& sources, Parts& parts) {
  std::map<std::string, RoleRecord> roles;
  const auto know = [&roles](const std::vector<std::string>& names, const std::string& origin) {
    for (const std::string& name : names) {
      RoleRecord& role = roles[name];
      if (role.origin.empty()) role.origin = origin;
    }
  };
  roles["ESBMessaging.send"].description = "Send messages to integration flows.";
  roles["API.invoke"].description = "Call APIs.";
  for (const auto& [name, description] : sources.entered.roles) roles[name].description = description;
  for (const UserRecord& user : parts.user_records) know(user.roles, user.origin);
  for (const GroupRecord& group : parts.groups) know(group.roles, group.origin);
  for (const ServiceInstance& instance : parts.keys->instances()) know(instance.roles, instance.origin);
  parts.roles.clear();
  for (auto& [name, role] : roles) {
    role.name = name;
    role.predefined = isPredefinedRole(name);
    parts.roles.push_back(std::move(role));
  }
}

}  // namespace

std::shared_ptr<const TenantIdentities> assemble(const IdentitySources& sources, const TenantIdentities& before,
                                                 IdentityParts changed) {
  Parts parts = before.parts();
  parts.mode = sources.mode;
  if (changed.users) assembleUsers(sources, parts);
  if (changed.mappings) assembleMappings(sources, parts);
  if (changed.keys) assembleKeys(sources, parts);
  if (changed.clients) assembleClients(sources, parts);
  if (changed.users || changed.keys) assembleRoles(sources, parts);
  const bool same_basic = !changed.users && (!changed.keys || sources.mode == SecurityMode::Neo);
  parts.basic_users = same_basic ? before.basicUsers() : nullptr;
  return TenantIdentities::make(std::move(parts));
}

Diagnostics judgeEntered(const TenantFiles& files, const EnteredIdentities& entered, const std::string& file) {
  Diagnostics findings;
  const auto warn = [&findings, &file](const char* code, std::string message, std::string remedy) {
    findings.add({.severity = Severity::Warning,
                  .code = code,
                  .place = {file},
                  .message = std::move(message),
                  .remedy = std::move(remedy)});
  };
  const auto shadowed = [&warn](const std::string& what) {
    warn("IDENTITY-001", what + " was entered and stands in a file of the tenant too; the file counts.",
         "Remove it from the file to have the entered one back.");
  };
  for (const auto& [name, user] : entered.users) {
    if (files.findUser(name) != nullptr) shadowed("user '" + name + "'");
  }
  for (const auto& [name, roles] : entered.groups) {
    if (files.findGroup(name) != nullptr) shadowed("group '" + name + "'");
  }
  for (const CertificateMapping& mapping : files.mappings()) {
    if (entered.mappings.contains(mapping.id)) shadowed("the mapping of the certificate " + mapping.id);
  }
  const TakenNames taken(files);
  for (const auto& [name, instance] : entered.instances) {
    if (taken.instances.contains(name)) shadowed("service instance '" + name + "'");
  }
  for (const auto& [names, key] : entered.keys) {
    const std::string what = "service key '" + names.first + '/' + names.second + "'";
    if (taken.takes(names, key)) shadowed(what);
    if (taken.instances.contains(names.first) || entered.instances.contains(names.first)) continue;
    warn("IDENTITY-002", what + " does not count: its instance is gone.",
         "Add the instance '" + names.first + "' again, or delete the key.");
  }
  for (const auto& [id, client] : entered.clients) {
    if (files.clients().contains(id)) shadowed("OAuth client '" + id + "'");
  }
  return findings;
}

}  // namespace iflowsim
