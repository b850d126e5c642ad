#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "runtime/base/flow_error.h"
#include "runtime/spi/credentials.h"
#include "runtime/spi/http_client.h"
#include "runtime/spi/keystore.h"
#include "runtime/spi/services.h"
#include "runtime/store/memory/memory_stores.h"
#include "tests/support/fake_tables.h"
#include "tests/support/manual_clock.h"

namespace iflowsim {

/// Answers from a list and remembers what it was asked. For one thread.
class FakeHttpClient final : public HttpClient {
 public:
  /// The next answer: a reply, or no reply at all. The last one is given again and again; none: an empty 200.
  void answer(HttpReply reply) { answers_.emplace_back(std::move(reply)); }
  void answer(FlowError error) { answers_.emplace_back(std::move(error)); }
  /// Called with every request, also to change its cookies.
  void onCall(std::function<void(const OutboundRequest&)> hook) { hook_ = std::move(hook); }

  HttpReply call(const OutboundRequest& request) override;

  const std::vector<OutboundRequest>& requests() const { return requests_; }
  /// The last request; at least one must have been made.
  const OutboundRequest& last() const { return requests_.back(); }

 private:
  std::deque<std::variant<HttpReply, FlowError>> answers_;
  std::function<void(const OutboundRequest&)> hook_;
  std::vector<OutboundRequest> requests_;
};

/// User credentials in a map.
class FakeCredentialStore final : public CredentialStore {
 public:
  void add(std::string alias, UserCredential credential) { credentials_[std::move(alias)] = std::move(credential); }
  std::optional<UserCredential> userCredential(const std::string& alias) const override;

 private:
  std::map<std::string, UserCredential> credentials_;
};

/// Keys and certificates in maps. For one thread.
class FakeKeystore final : public Keystore {
 public:
  void addKeyPair(const std::string& alias, KeyPair pair) { pairs_[alias] = std::move(pair); }
  void addCertificate(const std::string& alias, std::string pem) { certificates_[alias] = std::move(pem); }
  std::optional<KeyPair> keyPair(const std::string& alias) const override;
  std::optional<std::string> certificate(const std::string& alias) const override;
  std::vector<KeyPair> keyPairs() const override;
  std::vector<std::string> trusted() const override;

 private:
  std::map<std::string, KeyPair> pairs_;
  std::map<std::string, std::string> certificates_;
};

/// Everything a step or adapter may ask the application for, as fakes.
struct FakeServices {
  ManualClock clock;
  RuntimeOptions options;
  MemoryStores memory;
  FakeHttpClient http;
  FakeDirectTable direct;
  FakeEndpointTable endpoints;
  FakeScheduler scheduler;
  FakeCredentialStore credentials;
  FakeKeystore keystore;
  Services services{clock, options, memory.all, http, direct, endpoints, scheduler, credentials, keystore};
};

}  // namespace iflowsim
