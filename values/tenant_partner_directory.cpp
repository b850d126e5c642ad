#include "values/tenant_partner_directory.h"

#include <utility>

#include "values/partner_directory_file.h"

namespace iflowsim {

namespace {

template <typename Map, typename Key>
std::optional<typename Map::mapped_type> find(const Map& map, const Key& key) {
  const auto found = map.find(key);
  if (found == map.end()) return std::nullopt;
  return found->second;
}

}  // namespace

TenantPartnerDirectory::TenantPartnerDirectory(const std::filesystem::path& folder)
    : file_(folder / "partner_directory.yaml"),
      binaries_(folder / "partner_directory"),
      entries_(std::make_shared<const PartnerEntries>()) {}

Diagnostics TenantPartnerDirectory::load() {
  YamlReader file(file_, "VALUES");
  auto loaded = std::make_shared<const PartnerEntries>(readPartnerDirectory(file, binaries_));
  if (file.findings().hasErrors()) return file.findings();
  const std::lock_guard lock(mutex_);
  entries_ = std::move(loaded);
  return file.findings();
}

std::shared_ptr<const PartnerEntries> TenantPartnerDirectory::entries() const {
  const std::lock_guard lock(mutex_);
  return entries_;
}

std::optional<PartnerParameter> TenantPartnerDirectory::parameter(const std::string& parameter_id,
                                                                  const std::string& partner_id) const {
  const auto all = entries();
  const auto partner = all->parameters.find(partner_id);
  if (partner == all->parameters.end()) return std::nullopt;
  return find(partner->second, parameter_id);
}

std::vector<std::string> TenantPartnerDirectory::parameterIds(const std::string& partner_id) const {
  const auto all = entries();
  std::vector<std::string> ids;
  const auto partner = all->parameters.find(partner_id);
  if (partner == all->parameters.end()) return ids;
  for (const auto& [id, parameter] : partner->second) ids.push_back(id);
  return ids;
}

std::optional<std::string> TenantPartnerDirectory::partnerId(const std::string& agency, const std::string& scheme,
                                                             const std::string& alternative_id) const {
  return find(entries()->partners, std::tuple(agency, scheme, alternative_id));
}

std::optional<std::string> TenantPartnerDirectory::alternativePartnerId(const std::string& agency,
                                                                        const std::string& scheme,
                                                                        const std::string& partner_id) const {
  return find(entries()->alternatives, std::tuple(agency, scheme, partner_id));
}

std::optional<std::string> TenantPartnerDirectory::partnerOfUser(const std::string& user) const {
  return find(entries()->partner_of_user, userInLowerCase(user));
}

std::vector<std::string> TenantPartnerDirectory::users(const std::string& partner_id) const {
  return find(entries()->users, partner_id).value_or(std::vector<std::string>());
}

}  // namespace iflowsim
