#include "security/mapping/service_keys.h"

#include <algorithm>
#include <utility>

namespace iflowsim {

namespace {

std::string described(const Certificate& certificate) {
  return "(subject: " + certificate.subject() + "; issuer: " + certificate.issuer() +
         "; serial number: " + certificate.serial() + ')';
}

template <typename Index, typename Items>
auto findIn(const Index& index, const Items& items, std::string_view name) {
  const auto found = index.find(name);
  return found == index.end() ? nullptr : &items[found->second];
}

}  // namespace

std::string_view toText(KeyType type) {
  switch (type) {
    case KeyType::ClientSecret:
      return "client_secret";
    case KeyType::Certificate:
      return "certificate";
    case KeyType::ExternalCertificate:
      break;
  }
  return "certificate_external";
}

ServiceKeys::ServiceKeys(std::vector<ServiceInstance> instances, std::vector<ServiceKey> keys,
                         std::shared_ptr<KeyUses> uses)
    : instances_(std::move(instances)), keys_(std::move(keys)), uses_(std::move(uses)) {
  for (std::size_t i = 0; i < instances_.size(); ++i) by_instance_.try_emplace(instances_[i].name, i);
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    by_client_.try_emplace(keys_[i].client_id, i);
    if (!keys_[i].certificate) continue;
    const Certificate& certificate = *keys_[i].certificate;
    Namesakes& namesakes = by_names_[certificate.subject()][certificate.issuer()];
    (keys_[i].pinned ? namesakes.pinned : namesakes.unpinned).push_back(i);
  }
}

KeyMatch ServiceKeys::match(const Certificate& certificate) const {
  const auto subject = by_names_.find(certificate.subject());
  if (subject != by_names_.end()) {
    const auto issuer = subject->second.find(certificate.issuer());
    if (issuer != subject->second.end()) return matchNamesakes(certificate, issuer->second);
  }
  return {.outcome = KeyOutcome::NoKey,
          .reason = "No service key has this certificate " + described(certificate) +
                    ". Create a key of type certificate_external with it."};
}

KeyMatch ServiceKeys::matchNamesakes(const Certificate& certificate, const Namesakes& namesakes) const {
  if (namesakes.unpinned.empty()) return matchPinned(certificate, namesakes);
  if (namesakes.unpinned.size() == 1 && namesakes.pinned.empty()) {
    return matchUnpinned(certificate, keys_[namesakes.unpinned.front()]);
  }
  std::string names;
  for (const auto* list : {&namesakes.unpinned, &namesakes.pinned}) {
    for (const std::size_t index : *list) {
      names += (names.empty() ? "'" : ", '") + keys_[index].instance + '/' + keys_[index].name + '\'';
    }
  }
  return {.outcome = KeyOutcome::Conflict,
          .reason = "Several service keys have the subject and issuer of this certificate, not all of them pinned: " +
                    names + ' ' + described(certificate) + ". Keep one of them, or pin all."};
}

KeyMatch ServiceKeys::matchPinned(const Certificate& certificate, const Namesakes& namesakes) const {
  for (const std::size_t index : namesakes.pinned) {
    if (keys_[index].certificate->fingerprint() == certificate.fingerprint()) {
      return {.outcome = KeyOutcome::Found, .key = &keys_[index]};
    }
  }
  return {.outcome = KeyOutcome::NoKey,
          .reason = "A pinned service key has the names of this certificate but another certificate " +
                    described(certificate) + ". Create a second key with the renewed certificate."};
}

KeyMatch ServiceKeys::matchUnpinned(const Certificate& certificate, const ServiceKey& key) const {
  if (!uses_) return {.outcome = KeyOutcome::Unrecorded, .reason = "Nothing remembers the uses of unpinned keys."};
  const auto used = uses_->use(key.client_id, certificate, *key.certificate);
  if (used) return {.outcome = KeyOutcome::Found, .key = &key};
  const bool superseded = used.error().code == "KEYUSE-001";
  return {.outcome = superseded ? KeyOutcome::Superseded : KeyOutcome::Unrecorded,
          .reason = "Service key '" + key.instance + '/' + key.name + "': " + used.error().text};
}

const ServiceKey* ServiceKeys::findClient(std::string_view client_id) const {
  return findIn(by_client_, keys_, client_id);
}

const ServiceKey* ServiceKeys::findKey(std::string_view instance, std::string_view name) const {
  const auto found = std::find_if(keys_.begin(), keys_.end(),
                                  [&](const ServiceKey& key) { return key.instance == instance && key.name == name; });
  return found == keys_.end() ? nullptr : &*found;
}

const ServiceKey* ServiceKeys::findCertificate(const Fingerprint& certificate) const {
  const auto found = std::find_if(keys_.begin(), keys_.end(), [&](const ServiceKey& key) {
    return key.certificate && key.certificate->fingerprint() == certificate;
  });
  return found == keys_.end() ? nullptr : &*found;
}

const ServiceInstance* ServiceKeys::findInstance(std::string_view name) const {
  return findIn(by_instance_, instances_, name);
}

}  // namespace iflowsim
