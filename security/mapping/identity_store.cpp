#include "security/mapping/identity_store.h"

#include <algorithm>
#include <utility>

#include "runtime/base/quote.h"
#include "runtime/base/text.h"
#include "security/mapping/certificate_mappings_reader.h"
#include "security/mapping/identity_ledger.h"
#include "security/mapping/identity_rules.h"

namespace iflowsim {

namespace {

constexpr IdentityParts kUsers{.users = true};
constexpr IdentityParts kMappings{.mappings = true};
constexpr IdentityParts kRoles{.users = true, .keys = true};

Result<void> checkRoles(const std::vector<std::string>& roles, bool cloud_foundry) {
  for (const std::string& role : roles) {
    if (auto checked = unlessProblem(problemOfRole(role, cloud_foundry)); !checked) return checked;
  }
  return {};
}

void eraseFrom(std::vector<std::string>& names, std::string_view name) {
  std::erase_if(names, [name](const std::string& other) { return other == name; });
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Result<void> checkGroups(const UserEntry& user, const EnteredIdentities& entered, const TenantFiles& files) {
  for (const std::string& name : user.groups) {
    if (entered.groups.contains(name) || files.findGroup(name) != nullptr) continue;
    std::vector<std::string> known;
    for (const auto& [group, roles] : entered.groups) known.push_back(group);
    for (const GroupRecord& group : files.groups()) known.push_back(group.name);
    const std::string near = nearestName(name, known);
    return wrongInput("The group " + inQuotes(name) + " is not defined. " +
                      (near.empty() ? "Add it first." : "Did you mean '" + near + "'?"));
  }
  return {};
}

/// The tenant's file that gives somebody the role; empty when none does.
std::string fileWithRole(const TenantFiles& files, std::string_view role) {
  for (const UserRecord& user : files.userRecords()) {
    if (contains(user.roles, role)) return user.origin;
  }
  for (const GroupRecord& group : files.groups()) {
    if (contains(group.roles, role)) return group.origin;
  }
  for (const ServiceInstance& instance : files.instances()) {
    if (contains(instance.roles, role)) return instance.origin;
  }
  return {};
}

Result<void> checkLimits(const EnteredIdentities& entered, const TenantFiles& files,
                         const IdentityStore::Options& options) {
  std::size_t bytes = 0;
  for (const CertificateMapping& mapping : files.mappings()) bytes += mapping.certificate->pem().size();
  for (const auto& [id, mapping] : entered.mappings) bytes += mapping.certificate->pem().size();
  if (entered.mappings.size() + files.mappings().size() <= options.max_mappings && bytes <= options.max_mapping_bytes) {
    return {};
  }
  return wrongInput("There would be more than " + std::to_string(options.max_mappings) + " mapped certificates or " +
                    std::to_string(options.max_mapping_bytes) +
                    " bytes of them. Delete mappings that are not needed any more.");
}

const CertificateMapping* mappingInFile(const TenantFiles& files, std::string_view id) {
  const auto& mappings = files.mappings();
  const auto found = std::find_if(mappings.begin(), mappings.end(), [id](const CertificateMapping& mapping) {
    return equalsIgnoreCase(mapping.id, id) || equalsIgnoreCase(mapping.api_id, id);
  });
  return found == mappings.end() ? nullptr : &*found;
}

/// The entered mapping with that id, or why it cannot be changed.
Result<std::string> entryOf(const EnteredIdentities& entered, const TenantFiles& files, std::string_view id) {
  for (const auto& [key, mapping] : entered.mappings) {
    if (equalsIgnoreCase(key, id) || equalsIgnoreCase(mapping.api_id, id)) return key;
  }
  const CertificateMapping* of_file = mappingInFile(files, id);
  if (of_file != nullptr) return standsInFile("The mapping of this certificate", of_file->origin);
  return notThere("certificate-to-user mapping with the id '" + std::string(id) + "'");
}

}  // namespace

IdentityStore::IdentityStore(const Clock& clock, Options options)
    : ledger_(std::make_unique<Ledger>(clock, std::move(options))) {}

IdentityStore::~IdentityStore() = default;

std::shared_ptr<const TenantIdentities> IdentityStore::current() const {
  return ledger_->current();
}

std::uint64_t IdentityStore::generation() const {
  return ledger_->generation();
}

Diagnostics IdentityStore::load(const std::filesystem::path& folder) {
  return ledger_->load(folder);
}

Result<void> IdentityStore::saveUser(const UserEntry& user) {
  if (auto named = unlessProblem(problemOfCallerName(user.name)); !named) return named;
  if (auto roles = checkRoles(user.roles, ledger_->cloudFoundry()); !roles) return roles;
  if (user.password && user.password->empty()) return wrongInput("The password is empty. Give one, or none at all.");
  const std::string hash = user.password ? hashPassword(*user.password) : std::string();
  return ledger_->change(kUsers, [&](EnteredIdentities& entered) -> Result<void> {
    const UserRecord* of_file = ledger_->files().findUser(user.name);
    if (of_file != nullptr) return standsInFile("The user " + inQuotes(user.name), of_file->origin);
    if (ledger_->current()->keys().findClient(user.name) != nullptr) {
      return taken("The name " + inQuotes(user.name) + " is the client id of a service key. Choose another name.");
    }
    if (auto groups = checkGroups(user, entered, ledger_->files()); !groups) return groups;
    EnteredIdentities::EnteredUser& kept = entered.users[user.name];
    if (user.password) kept.password_hash = hash;
    kept.groups = user.groups;
    kept.roles = user.roles;
    return {};
  });
}

Result<void> IdentityStore::deleteUser(std::string_view name) {
  return ledger_->change(kUsers, [&](EnteredIdentities& entered) -> Result<void> {
    const UserRecord* of_file = ledger_->files().findUser(name);
    if (of_file != nullptr) return standsInFile("The user " + inQuotes(name), of_file->origin);
    const auto found = entered.users.find(name);
    if (found == entered.users.end()) return notThere("user " + inQuotes(name));
    entered.users.erase(found);
    return {};
  });
}

Result<void> IdentityStore::saveGroup(const GroupEntry& group) {
  if (auto named = unlessProblem(problemOfCallerName(group.name)); !named) return named;
  if (auto roles = checkRoles(group.roles, ledger_->cloudFoundry()); !roles) return roles;
  return ledger_->change(kUsers, [&](EnteredIdentities& entered) -> Result<void> {
    const GroupRecord* of_file = ledger_->files().findGroup(group.name);
    if (of_file != nullptr) return standsInFile("The group " + inQuotes(group.name), of_file->origin);
    entered.groups[group.name] = group.roles;
    return {};
  });
}

Result<void> IdentityStore::deleteGroup(std::string_view name) {
  return ledger_->change(kUsers, [&](EnteredIdentities& entered) -> Result<void> {
    const GroupRecord* of_file = ledger_->files().findGroup(name);
    if (of_file != nullptr) return standsInFile("The group " + inQuotes(name), of_file->origin);
    const auto found = entered.groups.find(name);
    if (found == entered.groups.end()) return notThere("group " + inQuotes(name));
    entered.groups.erase(found);
    for (auto& [user, kept] : entered.users) eraseFrom(kept.groups, name);
    return {};
  });
}

Result<void> IdentityStore::saveRole(const RoleEntry& role) {
  if (auto named = unlessProblem(problemOfRole(role.name, ledger_->cloudFoundry())); !named) return named;
  if (auto described = unlessProblem(problemOfText(role.description)); !described) return described;
  if (isPredefinedRole(role.name)) {
    return taken("The role " + inQuotes(role.name) + " is predefined and stays as it is. Choose another name.");
  }
  return ledger_->change(kRoles, [&](EnteredIdentities& entered) -> Result<void> {
    entered.roles[role.name] = role.description;
    return {};
  });
}

Result<void> IdentityStore::deleteRole(std::string_view name) {
  if (isPredefinedRole(name)) return taken("The role " + inQuotes(name) + " is predefined and cannot be deleted.");
  return ledger_->change(kRoles, [&](EnteredIdentities& entered) -> Result<void> {
    const std::string origin = fileWithRole(ledger_->files(), name);
    if (!origin.empty()) return standsInFile("The role " + inQuotes(name), origin);
    const auto roles = ledger_->current()->roles();
    const bool known =
        std::any_of(roles.begin(), roles.end(), [name](const RoleRecord& role) { return role.name == name; });
    if (!known) return notThere("role " + inQuotes(name));
    entered.roles.erase(std::string(name));
    for (auto& [user, kept] : entered.users) eraseFrom(kept.roles, name);
    for (auto& [group, held] : entered.groups) eraseFrom(held, name);
    for (auto& [instance, kept] : entered.instances) eraseFrom(kept.roles, name);
    return {};
  });
}

Result<CertificateMapping> IdentityStore::saveMapping(const MappingEntry& mapping, const std::string& by) {
  if (!mapping.certificate) return wrongInput("The mapping has no certificate. Give one.");
  if (const auto problem = problemOfMappedUser(mapping.user); !problem.empty()) {
    return wrongInput("In the mapping " + problem + " Give the name of a user.");
  }
  CertificateMapping saved = makeMapping(mapping.user, mapping.certificate);
  saved.created_by = saved.last_modified_by = problemOfText(by).empty() ? by : "?";
  saved.created_at = saved.last_modified_at = ledger_->now();
  auto changed = ledger_->change(kMappings, [&](EnteredIdentities& entered) -> Result<void> {
    const CertificateMapping* of_file = mappingInFile(ledger_->files(), saved.id);
    if (of_file != nullptr) return standsInFile("The mapping of this certificate", of_file->origin);
    const auto before = entered.mappings.find(saved.id);
    if (before != entered.mappings.end()) {
      saved.created_by = before->second.created_by;
      saved.created_at = before->second.created_at;
    }
    entered.mappings.insert_or_assign(saved.id, saved);
    return checkLimits(entered, ledger_->files(), ledger_->options());
  });
  if (!changed) return tl::unexpected<Error>(std::move(changed.error()));
  return saved;
}

Result<CertificateMapping> IdentityStore::changeMapping(std::string_view id, const MappingEntry& mapping,
                                                        const std::string& by) {
  const std::string problem = mapping.user.empty() ? std::string() : problemOfMappedUser(mapping.user);
  if (!problem.empty()) return wrongInput("In the mapping " + problem + " Give the name of a user.");
  CertificateMapping saved;
  auto changed = ledger_->change(kMappings, [&](EnteredIdentities& entered) -> Result<void> {
    const auto key = entryOf(entered, ledger_->files(), id);
    if (!key) return tl::unexpected<Error>(key.error());
    const CertificateMapping before = entered.mappings.at(*key);
    entered.mappings.erase(*key);
    saved = makeMapping(mapping.user.empty() ? before.user : mapping.user,
                        mapping.certificate ? mapping.certificate : before.certificate);
    if (entered.mappings.contains(saved.id) || mappingInFile(ledger_->files(), saved.id) != nullptr) {
      return taken("The new certificate is mapped already. Change that mapping, or delete it.");
    }
    saved.created_by = before.created_by;
    saved.created_at = before.created_at;
    saved.last_modified_by = problemOfText(by).empty() ? by : "?";
    saved.last_modified_at = ledger_->now();
    entered.mappings.emplace(saved.id, saved);
    return checkLimits(entered, ledger_->files(), ledger_->options());
  });
  if (!changed) return tl::unexpected<Error>(std::move(changed.error()));
  return saved;
}

Result<void> IdentityStore::deleteMapping(std::string_view id) {
  return ledger_->change(kMappings, [&](EnteredIdentities& entered) -> Result<void> {
    const auto key = entryOf(entered, ledger_->files(), id);
    if (!key) return tl::unexpected<Error>(key.error());
    entered.mappings.erase(*key);
    return {};
  });
}

}  // namespace iflowsim
