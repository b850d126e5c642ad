#pragma once

#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "security/auth/inbound_chain.h"
#include "security/material/certificate_maker.h"
#include "security/material/connection_facts.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {

/// An endpoint that answers the caller's name and the body.
class FakeEndpoint final : public HttpEndpoint {
 public:
  const AccessRule& access() const override { return rule; }
  const std::string& flowId() const override { return id; }
  const std::vector<std::string>& methods() const override { return served; }
  bool mayBlock() const override { return blocks; }
  void serve(HttpRequest request, const Principal& caller, const ReplySink& reply) override;
  std::uint64_t maxBody(const HttpRequest& /*head*/) const override { return 10; }
  HttpReply tooLarge(HttpRequest head, const Principal& caller) override;

  AccessRule rule;
  std::string id = "Orders";
  std::vector<std::string> served{"GET", "HEAD", "POST"};
  bool blocks = false;
  bool stopped = false;
  std::promise<void> gate;
  std::shared_future<void> open{gate.get_future()};
  std::thread::id thread;
  std::uint64_t decision = 0;
};

class FakeTable final : public EndpointTable {
 public:
  Result<void> add(EndpointAddress address, std::shared_ptr<HttpEndpoint> endpoint) override;
  void remove(const HttpEndpoint& /*endpoint*/) override {}
  std::shared_ptr<HttpEndpoint> find(std::string_view path) const override;

  std::map<std::string, std::shared_ptr<HttpEndpoint>> endpoints;
};

struct InboundTenantOptions {
  InboundJudge::Options judge = {};
  InboundChain::Options chain = {};
};

/// The inbound side of a tenant without sockets: one endpoint, `/http/orders`, with the default role; the users alice
/// (may send), bob (has another role) and partner (`Orders.send`, no password).
class InboundTenant {
 public:
  explicit InboundTenant(InboundTenantOptions options = {});

  /// Writes a file of the tenant's `security/` folder and takes it over.
  void write(const std::string& file, const std::string& text);
  /// Maps the certificate to the user, or makes it the certificate of the key `name` of an instance that may send.
  void map(const std::string& user, const CertificatePtr& certificate);
  void addKey(const std::string& name, const CertificatePtr& certificate, bool pinned);

  static HttpRequest request(const std::string& authorization = {});
  /// As the front hands it over when the certificate came in with that verdict.
  static HttpRequest requestWith(const CertificatePtr& certificate,
                                 CertificateVerdict verdict = CertificateVerdict::Accepted);

  std::future<HttpReply> begin(HttpRequest request);
  HttpReply call(HttpRequest request) { return begin(std::move(request)).get(); }
  HttpReply call(const std::string& authorization) { return call(request(authorization)); }
  HttpReply callWith(const CertificatePtr& certificate) { return call(requestWith(certificate)); }
  /// The decision that the reply names.
  DecisionReport decisionOf(const HttpReply& reply) const;
  /// A token of that client, in the form of an Authorization header.
  std::string tokenFor(const std::string& client, const std::string& secret);

  ManualClock clock;
  testing::TemporaryFolder folder;
  std::shared_ptr<FakeEndpoint> endpoint = std::make_shared<FakeEndpoint>();
  FakeTable table;
  PasswordVerifier passwords;
  IdentityStore identities;
  std::unique_ptr<TokenService> tokens;
  CsrfGuard csrf;
  DecisionLog decisions;
  InboundJudge judge;
  InboundChain chain;
};

/// `Basic ...`.
std::string basic(const std::string& user, const std::string& password);

/// A client certificate, valid around the time of the fixture's clock.
CertificatePtr makeClient(const std::string& name, TimePoint not_before = ManualClock().now());

}  // namespace iflowsim
