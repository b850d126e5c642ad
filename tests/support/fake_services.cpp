#include "tests/support/fake_services.h"

namespace iflowsim {

HttpReply FakeHttpClient::call(const OutboundRequest& request) {
  requests_.push_back(request);
  if (hook_) hook_(request);
  if (answers_.empty()) return {};
  const auto answer = answers_.front();
  if (answers_.size() > 1) answers_.pop_front();
  if (const auto* error = std::get_if<FlowError>(&answer)) throw FlowError(*error);
  return std::get<HttpReply>(answer);
}

std::optional<UserCredential> FakeCredentialStore::userCredential(const std::string& alias) const {
  const auto found = credentials_.find(alias);
  return found == credentials_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<KeyPair> FakeKeystore::keyPair(const std::string& alias) const {
  const auto found = pairs_.find(alias);
  return found == pairs_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> FakeKeystore::certificate(const std::string& alias) const {
  if (const auto pair = keyPair(alias)) return pair->certificates;
  const auto found = certificates_.find(alias);
  return found == certificates_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<KeyPair> FakeKeystore::keyPairs() const {
  std::vector<KeyPair> all;
  for (const auto& [alias, pair] : pairs_) all.push_back(pair);
  return all;
}

std::vector<std::string> FakeKeystore::trusted() const {
  std::vector<std::string> all;
  for (const auto& [alias, pem] : certificates_) all.push_back(pem);
  return all;
}

}  // namespace iflowsim
