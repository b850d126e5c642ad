#include "security/auth/inbound_chain.h"

#include <future>
#include <map>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>

#include "runtime/base/base64.h"

namespace iflowsim {
namespace {

class FakeEndpoint final : public HttpEndpoint {
 public:
  const AccessRule& access() const override { return rule; }
  const std::string& flowId() const override { return id; }
  const std::vector<std::string>& methods() const override { return served; }
  bool mayBlock() const override { return blocks; }
  HttpReply serve(HttpRequest request, const Principal& caller) override {
    if (blocks) open.wait();
    thread = std::this_thread::get_id();
    return {.status = 200, .body = Body(caller.name + ' ' + request.body.text())};
  }
  std::uint64_t maxBody() const override { return 10; }
  HttpReply tooLarge(HttpRequest /*head*/, const Principal& caller) override {
    return {.status = 500, .body = Body("too large for " + caller.name)};
  }

  AccessRule rule;
  std::string id = "Orders";
  std::vector<std::string> served{"GET", "POST"};
  bool blocks = false;
  std::promise<void> gate;
  std::shared_future<void> open{gate.get_future()};
  std::thread::id thread;
};

class FakeTable final : public EndpointTable {
 public:
  Result<void> add(EndpointAddress address, std::shared_ptr<HttpEndpoint> endpoint) override {
    endpoints[address.path] = std::move(endpoint);
    return {};
  }
  void remove(const HttpEndpoint& /*endpoint*/) override {}
  std::shared_ptr<HttpEndpoint> find(std::string_view path) const override {
    const auto found = endpoints.find(std::string(path));
    return found == endpoints.end() ? nullptr : found->second;
  }

  std::map<std::string, std::shared_ptr<HttpEndpoint>> endpoints;
};

std::string basic(const std::string& user, const std::string& password) {
  return "Basic " + base64Encode(user + ':' + password);
}

/// A tenant with the users alice (may send), bob (has another role) and one endpoint.
struct Tenant {
  explicit Tenant(InboundChain::Options options = {}) : passwords(clock, {}) {
    std::vector<User> users;
    users.push_back({.name = "alice", .password = StoredPassword::fromClear("a"), .roles = {"ESBMessaging.send"}});
    users.push_back({.name = "bob", .password = StoredPassword::fromClear("b"), .roles = {"Invoices.send"}});
    passwords.setUsers(std::make_shared<UserDirectory>(std::move(users)));
    table.endpoints["/http/orders"] = endpoint;
    options.on_refusal = [this](const Refusal& refusal) {
      const std::lock_guard lock(mutex);
      refusals.push_back(refusal);
    };
    chain = std::make_unique<InboundChain>(table, passwords, std::move(options));
  }

  static HttpRequest request(const std::string& authorization) {
    HttpRequest made{.method = "POST", .path = "/http/orders", .body = Body("hello"), .peer = "127.0.0.1"};
    if (!authorization.empty()) made.headers.add("Authorization", authorization);
    return made;
  }

  std::future<HttpReply> begin(HttpRequest request) {
    auto promise = std::make_shared<std::promise<HttpReply>>();
    chain->serve(std::move(request), [promise](HttpReply reply) { promise->set_value(std::move(reply)); });
    return promise->get_future();
  }
  HttpReply call(HttpRequest request) { return begin(std::move(request)).get(); }
  HttpReply call(const std::string& authorization) { return call(request(authorization)); }

  SystemClock clock;
  FakeTable table;
  PasswordVerifier passwords;
  std::shared_ptr<FakeEndpoint> endpoint = std::make_shared<FakeEndpoint>();
  std::mutex mutex;
  std::vector<Refusal> refusals;
  std::unique_ptr<InboundChain> chain;
};

TEST(InboundChain, LetsAUserWithTheRolePassAndNamesHim) {
  Tenant tenant;

  const HttpReply reply = tenant.call(basic("alice", "a"));

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.text(), "alice hello");
}

TEST(InboundChain, Answers401WithoutCredentials) {
  Tenant tenant;

  const HttpReply reply = tenant.call("");

  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(reply.headers.get("WWW-Authenticate"), "Basic realm=\"iflowsim\"");
  EXPECT_EQ(tenant.refusals.at(0).reason, "the request has no credentials");
}

TEST(InboundChain, Answers401ToAWrongPasswordAnUnknownUserAndAMalformedHeader) {
  Tenant tenant;

  EXPECT_EQ(tenant.call(basic("alice", "guess")).status, 401);
  EXPECT_EQ(tenant.call(basic("mallory", "a")).status, 401);
  EXPECT_EQ(tenant.call("Basic !!!").status, 401);
}

TEST(InboundChain, Answers401ToABearerToken) {
  Tenant tenant;

  EXPECT_EQ(tenant.call("Bearer abc").headers.get("WWW-Authenticate"), "Bearer error=\"invalid_token\"");
}

TEST(InboundChain, Answers403WithoutTheRoleAlsoWhenThePasswordIsRemembered) {
  Tenant tenant;

  EXPECT_EQ(tenant.call(basic("bob", "b")).status, 403);
  const HttpReply again = tenant.call(basic("bob", "b"));

  EXPECT_EQ(again.status, 403);
  EXPECT_EQ(again.headers.find("X-CSRF-Token"), nullptr);
  EXPECT_EQ(tenant.refusals.at(1).reason,
            "the channel requires the role 'ESBMessaging.send', the user has: Invoices.send");
  EXPECT_EQ(tenant.refusals.at(1).user, "bob");
}

// P-AUTH-010
TEST(InboundChain, Answers403OnAChannelThatRequiresAClientCertificate) {
  Tenant tenant;
  tenant.endpoint->rule.kind = AccessRule::Kind::ClientCertificate;

  EXPECT_EQ(tenant.call(basic("alice", "a")).status, 403);
  EXPECT_EQ(tenant.call("").status, 403);
}

// P-AUTH-011
TEST(InboundChain, Answers404WhereNoFlowListens) {
  Tenant tenant;
  HttpRequest request = Tenant::request("");
  request.path = "/http/none";

  const HttpReply reply = tenant.call(std::move(request));

  EXPECT_EQ(reply.status, 404);
  EXPECT_NE(reply.body.text().find("HTTP Status 404 – Not Found"), std::string::npos);
}

// P-AUTH-012
TEST(InboundChain, Answers503DuringARedeployOnlyWhenAskedTo) {
  Tenant tenant({.redeploying = [](std::string_view path) { return path == "/http/none"; }});
  HttpRequest request = Tenant::request("");
  request.path = "/http/none";

  EXPECT_EQ(tenant.call(std::move(request)).status, 503);
}

// P-AUTH-013
TEST(InboundChain, Answers405BeforeItAsksWhoCalls) {
  Tenant tenant;
  HttpRequest request = Tenant::request("");
  request.method = "TRACE";

  const HttpReply reply = tenant.call(std::move(request));

  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.headers.get("Allow"), "GET, POST");
}

TEST(InboundChain, FindsAnAddressThatIsSentEncoded) {
  Tenant tenant;
  HttpRequest request = Tenant::request(basic("alice", "a"));
  request.path = "/http/%6Frders";

  EXPECT_EQ(tenant.call(std::move(request)).status, 200);
}

TEST(InboundChain, AnswersOnCloudFoundryInTheFormTheCallerAccepts) {
  Tenant tenant({.neo = false});
  HttpRequest request = Tenant::request(basic("alice", "guess"));
  request.headers.add("Accept", "text/xml");

  EXPECT_TRUE(tenant.call("").body.text().starts_with("{\"error\":\"unauthorized\""));
  EXPECT_TRUE(tenant.call(std::move(request)).body.text().starts_with("<UnauthorizedUserException>"));
}

TEST(InboundChain, ServesOnTheCallingThreadWhenNothingCanWait) {
  Tenant tenant;
  ASSERT_EQ(tenant.call(basic("alice", "a")).status, 200);
  EXPECT_NE(tenant.endpoint->thread, std::this_thread::get_id());

  ASSERT_EQ(tenant.call(basic("alice", "a")).status, 200);

  EXPECT_EQ(tenant.endpoint->thread, std::this_thread::get_id());
}

TEST(InboundChain, Answers503WhenEveryWorkerIsBusy) {
  Tenant tenant({.workers = {.threads = 1, .queue = 0}});
  ASSERT_EQ(tenant.call(basic("alice", "a")).status, 200);
  tenant.endpoint->blocks = true;

  auto first = tenant.begin(Tenant::request(basic("alice", "a")));
  const HttpReply second = tenant.call(basic("alice", "a"));
  tenant.endpoint->gate.set_value();

  EXPECT_EQ(second.status, 503);
  EXPECT_EQ(second.headers.get("Retry-After"), "1");
  EXPECT_EQ(first.get().status, 200);
  EXPECT_NE(tenant.endpoint->thread, std::this_thread::get_id());
}

TEST(InboundChain, ForgetsAUserTheMomentHeIsRemoved) {
  Tenant tenant;
  ASSERT_EQ(tenant.call(basic("alice", "a")).status, 200);

  tenant.passwords.setUsers(std::make_shared<UserDirectory>());

  EXPECT_EQ(tenant.call(basic("alice", "a")).status, 401);
}

TEST(InboundChain, RefusesALargeBodyOfAStrangerBeforeItIsRead) {
  Tenant tenant;
  HttpRequest head = Tenant::request("");
  head.headers.add("Transfer-Encoding", "chunked");

  const auto admission = tenant.chain->admit(head);

  ASSERT_TRUE(admission.refusal);
  EXPECT_EQ(admission.refusal->status, 401);
}

TEST(InboundChain, TellsTheLimitOfTheBody) {
  Tenant tenant;
  HttpRequest head = Tenant::request(basic("alice", "a"));
  head.headers.add("Content-Length", "5");

  EXPECT_EQ(tenant.chain->admit(head).max_body, 10U);
}

TEST(InboundChain, LetsTheEndpointAnswerABodyThatIsTooLargeButOnlyToItsCallers) {
  Tenant tenant;
  const auto answer = [&tenant](const std::string& authorization) {
    std::promise<HttpReply> reply;
    tenant.chain->serveTooLarge(Tenant::request(authorization), [&reply](HttpReply made) { reply.set_value(made); });
    return reply.get_future().get();
  };

  EXPECT_EQ(answer(basic("alice", "a")).body.text(), "too large for alice");
  EXPECT_EQ(answer("").status, 401);
}

// P-AUTH-040
TEST(InboundChain, AcceptsAPasswordThatStandsInClearFromThisMachineOnly) {
  Tenant tenant;
  HttpRequest remote = Tenant::request(basic("alice", "a"));
  remote.peer = "192.0.2.7";

  EXPECT_EQ(tenant.call(remote).status, 401);
  EXPECT_EQ(tenant.call(basic("alice", "a")).status, 200);
  EXPECT_EQ(tenant.call(remote).status, 401);
}

TEST(InboundChain, AcceptsAHashedPasswordFromEverywhere) {
  Tenant tenant;
  std::vector<User> users;
  users.push_back({.name = "carol",
                   .password = StoredPassword::fromHash(hashPassword("c")).value(),
                   .roles = {"ESBMessaging.send"}});
  tenant.passwords.setUsers(std::make_shared<UserDirectory>(std::move(users)));
  HttpRequest remote = Tenant::request(basic("carol", "c"));
  remote.peer = "192.0.2.7";

  EXPECT_EQ(tenant.call(remote).status, 200);
}

}  // namespace
}  // namespace iflowsim
