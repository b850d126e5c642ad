#include "security/mapping/tenant_identities.h"

#include <utility>

namespace iflowsim {

namespace {

std::string described(const Certificate& certificate) {
  return "(subject: " + certificate.subject() + "; issuer: " + certificate.issuer() +
         "; serial number: " + certificate.serial() + ')';
}

std::map<std::string, User, std::less<>> usersOfKeys(const ServiceKeys& keys) {
  std::map<std::string, User, std::less<>> users;
  for (const ServiceKey& key : keys.keys()) {
    const ServiceInstance* instance = keys.findInstance(key.instance);
    if (instance == nullptr) continue;
    users.try_emplace(key.client_id,
                      User{.name = key.client_id, .password = key.secret, .groups = {}, .roles = instance->roles});
  }
  return users;
}

std::shared_ptr<const UserDirectory> withKeys(const UserDirectory& users, const ServiceKeys& keys,
                                              const std::map<std::string, User, std::less<>>& key_users) {
  std::vector<User> all;
  for (const auto& [name, user] : users.all()) all.push_back(user);
  for (const ServiceKey& key : keys.keys()) {
    const auto user = key_users.find(key.client_id);
    if (key.type == KeyType::ClientSecret && user != key_users.end()) all.push_back(user->second);
  }
  return std::make_shared<UserDirectory>(std::move(all));
}

}  // namespace

std::shared_ptr<const TenantIdentities> TenantIdentities::make(Parts parts) {
  return std::shared_ptr<const TenantIdentities>(new TenantIdentities(std::move(parts)));
}

TenantIdentities::TenantIdentities(Parts parts) : parts_(std::move(parts)), basic_users_(parts_.basic_users) {
  if (parts_.mode == SecurityMode::CloudFoundry) {
    key_users_ = usersOfKeys(*parts_.keys);
    if (!basic_users_) basic_users_ = withKeys(*parts_.users, *parts_.keys, key_users_);
    return;
  }
  const auto know = [this](const std::string& name) {
    if (parts_.users->find(name) == nullptr) roleless_.try_emplace(name, User{.name = name});
  };
  for (const CertificateMapping& mapping : parts_.mappings->all()) know(mapping.user);
  for (const auto& [id, client] : *parts_.clients) know(client.principal());
  if (!basic_users_) basic_users_ = parts_.users;
}

Identified TenantIdentities::userOfCertificate(const Certificate& certificate) const {
  Identified result;
  if (parts_.mode == SecurityMode::Neo) {
    result.mapping = parts_.mappings->find(certificate.fingerprint());
    if (result.mapping == nullptr) {
      result.reason = "No user is mapped to the certificate " + described(certificate) +
                      ". Add a certificate-to-user mapping for it; a renewed certificate needs its own.";
      return result;
    }
    result.user = shared(userNamed(result.mapping->user));
    result.outcome = KeyOutcome::Found;
    return result;
  }
  KeyMatch match = parts_.keys->match(certificate);
  result.outcome = match.outcome;
  result.reason = std::move(match.reason);
  if (match.key == nullptr) return result;
  result.key = match.key;
  const auto user = key_users_.find(match.key->client_id);
  if (user != key_users_.end()) {
    result.user = shared(user->second);
    return result;
  }
  result.outcome = KeyOutcome::NoKey;
  result.reason = "The service key has no instance. Create the instance '" + match.key->instance + "' again.";
  return result;
}

std::shared_ptr<const User> TenantIdentities::userOfClient(std::string_view client_id) const {
  if (parts_.mode == SecurityMode::Neo) {
    const auto client = parts_.clients->find(client_id);
    return client == parts_.clients->end() ? nullptr : shared(userNamed(client->second.principal()));
  }
  const auto user = key_users_.find(client_id);
  return user == key_users_.end() ? nullptr : shared(user->second);
}

const std::string* TenantIdentities::registrationOf(std::string_view client_id) const {
  static const std::string none;
  if (parts_.mode != SecurityMode::Neo) return key_users_.contains(client_id) ? &none : nullptr;
  const auto client = parts_.clients->find(client_id);
  return client == parts_.clients->end() ? nullptr : &client->second.registration;
}

const User& TenantIdentities::userNamed(const std::string& name) const {
  const User* user = parts_.users->find(name);
  return user == nullptr ? roleless_.find(name)->second : *user;
}

}  // namespace iflowsim
