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

std::optional<std::string> FakeVariableStore::read(const std::string& scope, const std::string& name, TimePoint now) {
  const auto found = entries_.find({scope, name});
  if (found == entries_.end() || found->second.expires <= now) return std::nullopt;
  return found->second.value;
}

void FakeVariableStore::write(const std::string& scope, const std::string& name, const std::string& value, TimePoint,
                              TimePoint expires) {
  entries_[{scope, name}] = {value, expires};
}

void FakeVariableStore::remove(const std::string& scope, const std::string& name) {
  entries_.erase({scope, name});
}

void FakeNumberRangeStore::define(const NumberRange& range) {
  next_.emplace(range.name, range.minimum);
}

Result<std::string> FakeNumberRangeStore::next(const std::string& name) {
  const auto found = next_.find(name);
  if (found == next_.end()) return failure("NUMBER-001", "There is no number range '" + name + "'.");
  return std::to_string(found->second++);
}

Result<std::string> FakeNumberRangeStore::nextFor(const std::string& name, const std::string& key) {
  if (const auto found = drawn_.find(name + ':' + key); found != drawn_.end()) return found->second;
  Result<std::string> number = next(name);
  if (number) drawn_[name + ':' + key] = *number;
  return number;
}

}  // namespace iflowsim
