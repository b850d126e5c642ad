#include "security/mapping/tenant_files.h"

#include <algorithm>
#include <utility>

#include "runtime/base/file.h"

namespace iflowsim {

namespace {

bool sameMappings(const std::vector<CertificateMapping>& left, const std::vector<CertificateMapping>& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const auto& a, const auto& b) { return a.id == b.id && a.user == b.user; });
}

bool sameCertificates(const std::vector<ServiceKey>& left, const std::vector<ServiceKey>& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const auto& a, const auto& b) {
    return (a.certificate ? a.certificate->der() : "") == (b.certificate ? b.certificate->der() : "");
  });
}

template <typename Items>
auto findNamed(const Items& items, std::string_view name) {
  const auto found = std::find_if(items.begin(), items.end(), [name](const auto& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

TenantFiles::Outcome TenantFiles::load(const std::filesystem::path& folder, const MappingLimits& limits) {
  Outcome outcome;
  const auto security = folder / "security";
  loadUsers(security / "users.yaml", outcome);
  loadMappings(security / "certificate-mappings.yaml", limits, outcome);
  loadKeys(security / "service-keys.yaml", outcome);
  loadClients(security / "oauth-clients.yaml", outcome);
  return outcome;
}

void TenantFiles::loadUsers(const std::filesystem::path& file, Outcome& outcome) {
  auto text = readFile(file);
  // Reading the same text anew would only make verified passwords be forgotten.
  if (!users_text_.read || text != users_text_.text) {
    UsersFile fresh = readUsersFile(file);
    users_text_ = {true, std::move(text), fresh.findings};
    if (!fresh.findings.hasErrors()) {
      users_ = std::move(fresh);
      outcome.changed.users = true;
    }
  }
  outcome.findings.append(users_text_.findings);
}

void TenantFiles::loadMappings(const std::filesystem::path& file, const MappingLimits& limits, Outcome& outcome) {
  CertificateMappingsFile fresh = readMappingsFile(file, limits);
  outcome.findings.append(fresh.findings);
  if (fresh.findings.hasErrors() || sameMappings(fresh.mappings, mappings_)) return;
  mappings_ = std::move(fresh.mappings);
  outcome.changed.mappings = true;
}

void TenantFiles::loadKeys(const std::filesystem::path& file, Outcome& outcome) {
  auto text = readFile(file);
  ServiceKeysFile fresh = readServiceKeysFile(file);
  outcome.findings.append(fresh.findings);
  if (fresh.findings.hasErrors()) return;
  if (text == keys_text_ && sameCertificates(fresh.keys, keys_.keys)) return;
  keys_ = std::move(fresh);
  keys_text_ = std::move(text);
  outcome.changed.keys = true;
}

void TenantFiles::loadClients(const std::filesystem::path& file, Outcome& outcome) {
  auto text = readFile(file);
  if (!clients_text_.read || text != clients_text_.text) {
    OAuthClientsFile fresh = readOAuthClientsFile(file);
    clients_text_ = {true, std::move(text), fresh.findings};
    if (!fresh.findings.hasErrors()) {
      clients_ = std::move(fresh);
      outcome.changed.clients = true;
    }
  }
  outcome.findings.append(clients_text_.findings);
}

const UserRecord* TenantFiles::findUser(std::string_view name) const {
  return findNamed(users_.records, name);
}

const GroupRecord* TenantFiles::findGroup(std::string_view name) const {
  return findNamed(users_.groups, name);
}

}  // namespace iflowsim
