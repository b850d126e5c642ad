#include <chrono>
#include <utility>

#include "runtime/base/ids.h"
#include "runtime/base/quote.h"
#include "security/mapping/identity_ledger.h"
#include "security/mapping/identity_rules.h"
#include "security/mapping/identity_store.h"

/// Service instances, service keys and OAuth clients of the store.
namespace iflowsim {

namespace {

constexpr IdentityParts kKeys{.keys = true};
constexpr IdentityParts kClients{.clients = true};
constexpr long kLongestToken = 86'400;
constexpr int kLongestValidity = 365;

Result<void> checkInstance(const ServiceInstance& instance) {
  std::vector<std::string> problems{problemOfInstanceName(instance.name),
                                    problemOfTokenLifetime(instance.token_lifetime.count())};
  for (const std::string& role : instance.roles) problems.push_back(problemOfRole(role, true));
  for (const std::string& grant : instance.grant_types) problems.push_back(problemOfGrantType(grant));
  for (const std::string& uri : instance.redirect_uris) problems.push_back(problemOfText(uri));
  for (std::string& problem : problems) {
    if (!problem.empty()) return wrongInput(std::move(problem));
  }
  return {};
}

Result<void> checkOrder(const KeyOrder& order) {
  if (auto named = unlessProblem(problemOfInstanceName(order.name)); !named) return named;
  const bool external = order.type == KeyType::ExternalCertificate;
  if (external && !order.certificate) {
    return wrongInput("A key of type certificate_external needs a certificate. Give the caller's own one.");
  }
  if (!external && order.certificate) {
    return wrongInput("A certificate belongs to keys of type certificate_external only. Leave it out.");
  }
  if (order.type != KeyType::Certificate) return {};
  if (order.validity_days < 1 || order.validity_days > kLongestValidity) {
    return wrongInput("The validity is 1 to 365 days, not " + std::to_string(order.validity_days) + '.');
  }
  if (order.key_length != 2048) return wrongInput("The key length is 2048 bits. Leave it out, or write 2048.");
  return {};
}

Result<void> checkFree(const KeyOrder& order, const ServiceKeys& keys) {
  if (keys.findInstance(order.instance) == nullptr) return notThere("service instance " + inQuotes(order.instance));
  if (keys.findKey(order.instance, order.name) != nullptr) {
    return taken("The service key " + inQuotes(order.instance + '/' + order.name) + " exists. Choose another name.");
  }
  if (!order.certificate) return {};
  const ServiceKey* other = keys.findCertificate(order.certificate->fingerprint());
  if (other == nullptr) return {};
  return taken("The certificate belongs to the service key '" + other->instance + '/' + other->name +
               "'. A certificate can be used once; give that instance several roles instead.");
}

tl::unexpected<Error> diskFailed(const Error& error) {
  return failure("IDENTITY-500", error.text);
}

}  // namespace

Result<void> IdentityStore::saveInstance(const ServiceInstance& instance) {
  if (auto checked = checkInstance(instance); !checked) return checked;
  return ledger_->change(kKeys, [&](EnteredIdentities& entered) -> Result<void> {
    for (const ServiceInstance& of_file : ledger_->files().instances()) {
      if (of_file.name == instance.name) {
        return standsInFile("The service instance " + inQuotes(instance.name), of_file.origin);
      }
    }
    ServiceInstance& kept = entered.instances[instance.name] = instance;
    kept.origin.clear();
    return {};
  });
}

Result<void> IdentityStore::deleteInstance(std::string_view name) {
  std::vector<std::string> gone;
  auto changed = ledger_->change(kKeys, [&](EnteredIdentities& entered) -> Result<void> {
    for (const ServiceInstance& of_file : ledger_->files().instances()) {
      if (of_file.name == name) return standsInFile("The service instance " + inQuotes(name), of_file.origin);
    }
    const auto found = entered.instances.find(name);
    if (found == entered.instances.end()) return notThere("service instance " + inQuotes(name));
    entered.instances.erase(found);
    std::erase_if(entered.keys, [&](const auto& entry) {
      if (entry.first.first != name) return false;
      gone.push_back(entry.second.client_id);
      return true;
    });
    return {};
  });
  if (!changed) return changed;
  for (const std::string& client_id : gone) ledger_->forgetUses(client_id);
  return {};
}

Result<CreatedKey> IdentityStore::createKey(const KeyOrder& order) {
  if (auto checked = checkOrder(order); !checked) return tl::unexpected<Error>(std::move(checked.error()));
  KeyMaker::MadeKey made;
  auto changed = ledger_->change(kKeys, [&](EnteredIdentities& entered) -> Result<void> {
    const auto identities = ledger_->current();
    if (auto free = checkFree(order, identities->keys()); !free) return free;
    auto fresh = ledger_->maker().make(order, identities->keys().findInstance(order.instance)->plan);
    if (!fresh) return diskFailed(fresh.error());
    made = std::move(*fresh);
    const ServiceKey& key = made.created.key;
    entered.keys[{order.instance, order.name}] = {.type = key.type,
                                                  .client_id = key.client_id,
                                                  .secret_hash = made.secret_hash,
                                                  .certificate = key.certificate,
                                                  .pinned = key.pinned,
                                                  .created_at = key.created_at};
    return {};
  });
  if (!changed) return tl::unexpected<Error>(std::move(changed.error()));
  return std::move(made.created);
}

Result<void> IdentityStore::deleteKey(std::string_view instance, std::string_view name) {
  std::string client_id;
  const std::string what = "service key " + inQuotes(std::string(instance) + '/' + std::string(name));
  auto changed = ledger_->change(kKeys, [&](EnteredIdentities& entered) -> Result<void> {
    for (const ServiceKey& of_file : ledger_->files().keys()) {
      if (of_file.instance == instance && of_file.name == name) return standsInFile("The " + what, of_file.origin);
    }
    const auto found = entered.keys.find({std::string(instance), std::string(name)});
    if (found == entered.keys.end()) return notThere(what);
    client_id = found->second.client_id;
    entered.keys.erase(found);
    return {};
  });
  if (changed) ledger_->forgetUses(client_id);
  return changed;
}

Result<CreatedClient> IdentityStore::saveOAuthClient(const OAuthClientEntry& client) {
  CreatedClient created{client.id.empty() ? makeUuid() : client.id, client.secret.value_or("")};
  std::vector<std::string> problems{problemOfCallerName(created.id), problemOfText(client.name)};
  const long seconds = client.token_lifetime.count();
  if (seconds < 1 || seconds > kLongestToken) problems.emplace_back("A token lives 1 to 86400 seconds.");
  if (client.secret && client.secret->empty()) problems.emplace_back("The secret is empty. Give one, or none at all.");
  for (std::string& problem : problems) {
    if (!problem.empty()) return wrongInput(std::move(problem));
  }
  auto changed = ledger_->change(kClients, [&](EnteredIdentities& entered) -> Result<void> {
    const auto of_file = ledger_->files().clients().find(created.id);
    if (of_file != ledger_->files().clients().end()) {
      return standsInFile("The OAuth client " + inQuotes(created.id), of_file->second.origin);
    }
    const bool is_new = !entered.clients.contains(created.id);
    EnteredIdentities::EnteredClient& kept = entered.clients[created.id];
    if (is_new) kept.registration = makeUuid();
    if (is_new && !client.secret) created.secret = KeyMaker::makeSecret();
    if (!created.secret.empty()) kept.secret_hash = hashPassword(created.secret);
    kept.name = client.name;
    kept.token_lifetime = client.token_lifetime;
    return {};
  });
  if (!changed) return tl::unexpected<Error>(std::move(changed.error()));
  return created;
}

Result<void> IdentityStore::deleteOAuthClient(std::string_view id) {
  return ledger_->change(kClients, [&](EnteredIdentities& entered) -> Result<void> {
    const auto of_file = ledger_->files().clients().find(id);
    if (of_file != ledger_->files().clients().end()) {
      return standsInFile("The OAuth client " + inQuotes(id), of_file->second.origin);
    }
    const auto found = entered.clients.find(id);
    if (found == entered.clients.end()) return notThere("OAuth client " + inQuotes(id));
    entered.clients.erase(found);
    return {};
  });
}

Result<std::filesystem::path> IdentityStore::keyAuthority() const {
  return ledger_->authority();
}

}  // namespace iflowsim
