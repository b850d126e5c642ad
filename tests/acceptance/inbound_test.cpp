#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/acceptance/partner_tenant.h"

namespace iflowsim::testing {
namespace {

using namespace partner_flow;
using ::testing::HasSubstr;

/// Each scenario on both kinds of tenants.
class Inbound : public ::testing::TestWithParam<bool> {
 protected:
  Inbound() {
    tenant.serve({std::string("security.mode=") + (neo() ? "neo" : "cf"), "restart.seconds=1", "access_log=true"});
  }
  bool neo() const { return GetParam(); }

  PartnerTenant tenant;
};

// Scenario 1.
TEST_P(Inbound, AsksUsersForPasswordAndRole) {
  EXPECT_EQ(tenant.statusOf(kOpen, "", "sender:s"), 200);
  EXPECT_EQ(tenant.statusOf(kOpen, "", "stranger:x"), 403);
  EXPECT_EQ(tenant.statusOf(kOpen, "", "sender:wrong"), 401);
  const HttpReply none = tenant.call(kOpen, "");
  EXPECT_EQ(none.status, 401);
  EXPECT_THAT(none.headers.at("www-authenticate"), HasSubstr(neo() ? "Basic realm=" : "Bearer realm="));
}

// Scenario 2 and 5.
TEST_P(Inbound, TakesACertificateForItsUserOrKey) {
  EXPECT_EQ(tenant.statusOf(kOrders, "good"), 401);
  tenant.admit(neo(), "good");

  const HttpReply reply = tenant.call(kOrders, "good");

  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(tenant.statusOf(kOrders, ""), 401);
  EXPECT_EQ(tenant.statusOf(kOrders, "wildcard"), 401) << "accepted, but nobody's";
  const nlohmann::json decision = tenant.decisionOf(reply);
  EXPECT_TRUE(decision.at("passed"));
  EXPECT_THAT(decision.dump(), HasSubstr("CN=iflowsim training root"));
}

// The processing log says which decision let a message in.
TEST_P(Inbound, LinksTheMessageToItsDecision) {
  const HttpReply reply = tenant.call(kOpen, "", "sender:s");
  ASSERT_EQ(reply.status, 200);

  ASSERT_TRUE(eventually([&] { return !tenant.ask({"logs", "--flow", "open"}).at("messages").empty(); }));

  const nlohmann::json message = tenant.ask({"logs", "--flow", "open"}).at("messages").at(0);
  EXPECT_EQ(message.at("decision"), reply.headers.at("x-iflowsim-decision"));
}

// Scenario 2: the same names in a renewed certificate.
TEST_P(Inbound, NeedsANewEntryForARenewedCertificate) {
  tenant.admit(neo(), "good");
  ASSERT_EQ(tenant.statusOf(kOpen, "good"), 200);

  EXPECT_EQ(tenant.statusOf(kOpen, "renewed-same-dn"), 401);
  tenant.admit(neo(), "renewed-same-dn");
  EXPECT_EQ(tenant.statusOf(kOpen, "renewed-same-dn"), 200);
  EXPECT_EQ(tenant.statusOf(kOpen, "good"), 200);
}

// Scenario 2: changes take effect with the next request, without a redeploy.
TEST_P(Inbound, TakesAChangedRoleAndADeletedEntryAtOnce) {
  tenant.admit(neo(), "good");
  ASSERT_EQ(tenant.statusOf(kOrders, "good"), 200);

  if (neo()) {
    edit(tenant.path() / "security" / "users.yaml", "[ESBMessaging.send, Orders.send]", "[ESBMessaging.send]");
    EXPECT_TRUE(eventually([&] { return tenant.statusOf(kOrders, "good") == 403; }));
    const std::string id = tenant.ask({"mapping", "list"}).at("mappings").at(0).at("id");
    tenant.expect({"mapping", "delete", id});
  } else {
    tenant.expect({"instance", "set", "partners", "--role", "ESBMessaging.send"});
    EXPECT_EQ(tenant.statusOf(kOrders, "good"), 403);
    tenant.expect({"key", "delete", "partners", "good"});
  }

  EXPECT_EQ(tenant.statusOf(kOrders, "good"), 401);
}

// Scenario 3.
TEST_P(Inbound, ComparesNamesOnAChannelWithClientCertificate) {
  const HttpReply reply = tenant.call(kStrict, "good");

  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(tenant.statusOf(kStrict, "renewed-same-dn"), 200);
  const HttpReply other = tenant.call(kStrict, "renewed-other-dn");
  EXPECT_EQ(other.status, 403);
  EXPECT_EQ(failedStep(tenant.decisionOf(other)), "Authorization");
  EXPECT_EQ(tenant.statusOf(kStrict, ""), 403);
  EXPECT_EQ(tenant.statusOf(kStrict, "", "sender:s"), 403);
}

// Scenario 3: another name in the channel takes a redeploy, and its downtime.
TEST_P(Inbound, IsDownWhileAChangedChannelIsDeployedAgain) {
  ASSERT_EQ(tenant.statusOf(kStrict, "renewed-other-dn"), 403);

  edit(modelOf(tenant.path() / "flows" / "strict"), "CN=partner-a,", "CN=partner-a-renewed,");

  EXPECT_TRUE(eventually([&] { return tenant.statusOf(kStrict, "renewed-other-dn") == 404; }));
  EXPECT_EQ(tenant.statusOf(kOpen, "", "sender:s"), 200) << "other flows are untouched";
  EXPECT_TRUE(eventually([&] { return tenant.statusOf(kStrict, "renewed-other-dn") == 200; }));
  EXPECT_EQ(tenant.statusOf(kStrict, "good"), 403);
}

// Scenario 4, runtime-behaviour 1.2.
TEST_P(Inbound, GoesOnWithoutACertificateThatHasNoTrustedRoot) {
  for (const char* client : {"self-signed", "untrusted-root", "missing-intermediate"}) {
    if (neo()) tenant.admit(true, client);

    const HttpReply role = tenant.call(kOpen, client);

    EXPECT_EQ(role.status, 401) << client;
    EXPECT_EQ(failedStep(tenant.decisionOf(role)), "Client certificate") << client;
    EXPECT_EQ(tenant.statusOf(kStrict, client), 403) << client;
    EXPECT_EQ(tenant.statusOf(kOpen, client, "sender:s"), 200) << client;
  }
}

// Scenario 4: these end in the handshake, and are recorded all the same.
TEST_P(Inbound, EndsTheHandshakeForACertificateThatIsNotValidOrNotForClients) {
  for (const char* client : {"expired", "not-yet-valid", "no-client-auth"}) {
    EXPECT_EQ(tenant.statusOf(kOpen, client), 0) << client;
    EXPECT_EQ(tenant.statusOf(kStrict, client), 0) << client;
    const nlohmann::json last = tenant.ask({"explain", "--last"});
    EXPECT_EQ(failedStep(last), "Client certificate") << client;
    EXPECT_EQ(last.at("status"), 0) << client;
  }
}

// Scenario 5.
TEST_P(Inbound, TakesATokenUntilItsClientIsGone) {
  std::string id = "shop";
  std::string secret;
  if (neo()) {
    tenant.expect({"user", "set", "oauth_client_shop", "--role", "ESBMessaging.send"});
    secret = tenant.ask({"oauth-client", "set", "shop"}).at("secret");
  } else {
    tenant.expect({"instance", "set", "shops", "--role", "ESBMessaging.send"});
    const nlohmann::json key = tenant.ask({"key", "create", "shops", "shop"}).at("document").at("oauth");
    id = key.at("clientid");
    secret = key.at("clientsecret");
  }
  const HttpReply token = tenant.caller().send(
      {.method = "POST", .path = "/oauth/token?grant_type=client_credentials", .user = id + ':' + secret});
  ASSERT_EQ(token.status, 200) << token.body;
  const std::string bearer =
      "Authorization: Bearer " + nlohmann::json::parse(token.body).at("access_token").get<std::string>();
  const auto call = [&](const std::string& header) {
    return tenant.caller().send({.path = kOpen, .headers = {header}}).status;
  };

  EXPECT_EQ(call(bearer), 200);
  EXPECT_EQ(call(bearer + "x"), 401);
  if (!neo()) {
    EXPECT_EQ(tenant.statusOf(kOpen, "", id + ':' + secret), 200) << "client id and secret directly";
    EXPECT_EQ(tenant.statusOf(kOpen, "", id + ":wrong"), 401);
    tenant.expect({"key", "delete", "shops", "shop"});
  } else {
    tenant.expect({"oauth-client", "delete", "shop"});
  }
  EXPECT_EQ(call(bearer), 401);
  if (neo()) {
    tenant.expect({"oauth-client", "set", "shop"});
    EXPECT_EQ(call(bearer), 401) << "another client of that id";
  }
}

// Every inbound call leaves a record.
TEST_P(Inbound, RecordsTokenRequestsOfBothPortsAndRequestsThatAreMalformed) {
  const HttpReply token = tenant.caller().send({.method = "POST", .path = "/oauth/token", .user = "nobody:x"});
  EXPECT_EQ(token.status, 400) << "without grant type";
  EXPECT_EQ(failedStep(tenant.decisionOf(token)), "Credentials");
  HttpCaller management(tenant.server().announced("management"), tenant.path() / ".iflowsim" / "tls" / "ca.pem");
  const HttpReply other = management.send({.path = "/oauth/token?grant_type=client_credentials", .user = "nobody:x"});
  EXPECT_EQ(other.status, 401);
  EXPECT_EQ(failedStep(tenant.decisionOf(other)), "Credentials");

  const HttpReply malformed = tenant.caller().send({.path = kOpen, .headers = {"Expect: a miracle"}});

  EXPECT_EQ(malformed.status, 417);
  EXPECT_EQ(failedStep(tenant.decisionOf(malformed)), "Request");
}

// Runtime-behaviour 1.7.
TEST_P(Inbound, WritesALineOfEveryCall) {
  tenant.admit(neo(), "good");
  tenant.statusOf(kStrict, "good");
  tenant.statusOf(kOpen, "", "sender:s");
  tenant.statusOf(kOpen, "");

  const auto log = tenant.path() / ".iflowsim" / "access.log";
  const auto lines = [&] {
    std::ifstream file(log, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(file), {}};
  };
  EXPECT_TRUE(eventually([&] { return lines().find("has no credentials") != std::string::npos; }));
  EXPECT_THAT(lines(), HasSubstr("127.0.0.1 - CN=partner-a, OU=Integration, O=Company Example, C=DE ["));
  EXPECT_THAT(lines(), HasSubstr("] GET /http/strict HTTP/1.1 200 "));
  EXPECT_THAT(lines(), HasSubstr("127.0.0.1 - sender ["));
  EXPECT_THAT(lines(), HasSubstr("] GET /http/open HTTP/1.1 401 "));
}

// Scenario 6.
TEST_P(Inbound, AsksForACsrfTokenAndRunsNoFlowForTheFetch) {
  const HttpCall post{.method = "POST", .path = kGuarded, .user = "sender:s"};
  HttpCaller caller = tenant.caller();
  const HttpReply refused = caller.send(post);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.headers.at("x-csrf-token"), "required");
  const HttpReply fetched = caller.send({.path = kGuarded, .user = "sender:s", .headers = {"X-CSRF-Token: Fetch"}});
  ASSERT_EQ(fetched.status, 200);
  EXPECT_EQ(fetched.body, "");
  EXPECT_TRUE(tenant.ask({"logs", "--flow", "guarded"}).at("messages").empty());

  HttpCall with = post;
  with.headers = {"X-CSRF-Token: " + fetched.headers.at("x-csrf-token"), "Cookie: " + fetched.headers.at("set-cookie")};

  EXPECT_EQ(caller.send(with).status, 200);
  with.headers.pop_back();
  EXPECT_EQ(caller.send(with).status, 403);
}

// Runtime-behaviour 1.7 row 15, 17.
TEST_P(Inbound, AnswersUnknownAddressesAndMethodsBeforeItAsksWhoCalls) {
  EXPECT_EQ(tenant.statusOf("/http/nowhere", ""), 404);
  EXPECT_EQ(tenant.statusOf("/cxf/open", "", "sender:s"), 404);
  const HttpReply trace = tenant.caller().send({.method = "TRACE", .path = kOpen});
  EXPECT_EQ(trace.status, 405);
  EXPECT_THAT(trace.headers.at("allow"), HasSubstr("POST"));
}

// Issue: forged headers.
TEST_P(Inbound, BelievesNoCertificateHeaderOfACaller) {
  tenant.admit(neo(), "good");
  std::string certificate = "SSL_CLIENT_CERT: MIIB";
  HttpCall call{.path = kOpen, .headers = {certificate, "SSL_CLIENT_USER: CN=partner-a", "x-forwarded-client-cert: x"}};

  EXPECT_EQ(tenant.caller().send(call).status, 401);
  call.path = kStrict;
  EXPECT_EQ(tenant.caller().send(call).status, 403);
}

TEST_P(Inbound, TrustsANewRootAndDistrustsARemovedOneWithoutARestart) {
  namespace fs = std::filesystem;
  const fs::path trusted = tenant.path() / "security" / "trusted-cas";
  ASSERT_EQ(tenant.statusOf(kStrict, "good"), 200);

  fs::rename(trusted, tenant.path() / "elsewhere");
  EXPECT_TRUE(eventually([&] { return tenant.statusOf(kStrict, "good") == 403; }));
  fs::rename(tenant.path() / "elsewhere", trusted);

  EXPECT_TRUE(eventually([&] { return tenant.statusOf(kStrict, "good") == 200; }));
}

INSTANTIATE_TEST_SUITE_P(Modes, Inbound, ::testing::Values(true, false),
                         [](const auto& mode) { return mode.param ? "OnNeo" : "OnCloudFoundry"; });

// Runtime-behaviour 1.5.
TEST(InboundOnCloudFoundry, LetsARenewedCertificateOfAnUnpinnedKeySupersedeTheOldOneAlsoAfterARestart) {
  PartnerTenant tenant;
  tenant.serve({"security.mode=cf"});
  tenant.admit(false, "good", false);
  ASSERT_EQ(tenant.statusOf(kOpen, "good"), 200);
  ASSERT_EQ(tenant.statusOf(kOpen, "renewed-same-dn"), 200);
  EXPECT_EQ(tenant.statusOf(kOpen, "good"), 401);

  tenant.server().stop();
  tenant.serve({"security.mode=cf"});

  EXPECT_EQ(tenant.statusOf(kOpen, "good"), 401);
  EXPECT_EQ(tenant.statusOf(kOpen, "renewed-same-dn"), 200);
}

// Runtime-behaviour 1.5.
TEST(InboundOnCloudFoundry, LetsAChangedRoleWaitWhenAskedTo) {
  PartnerTenant tenant;
  tenant.serve({"security.mode=cf", "security.cf.role_cache_ttl=3600"});
  tenant.admit(false, "good");
  ASSERT_EQ(tenant.statusOf(kOrders, "good"), 200);

  tenant.expect({"instance", "set", "partners", "--role", "ESBMessaging.send"});

  EXPECT_EQ(tenant.statusOf(kOrders, "good"), 200) << "the role is still held to be his";
  tenant.expect({"key", "delete", "partners", "good"});
  EXPECT_EQ(tenant.statusOf(kOrders, "good"), 401) << "who calls is not cached";
}

TEST(InboundOptions, RejectTheHandshakeWithoutATrustedRootWhenAskedTo) {
  PartnerTenant tenant;
  tenant.serve({"security.untrusted_certificate=reject_handshake"});

  EXPECT_EQ(tenant.statusOf(kOpen, "self-signed", "sender:s"), 0);
  EXPECT_EQ(tenant.statusOf(kOpen, "", "sender:s"), 200);
}

TEST(InboundOptions, Answer503InTheRedeployWindowWhenAskedTo) {
  PartnerTenant tenant;
  tenant.serve({"redeploy.status=503", "restart.seconds=1"});

  edit(modelOf(tenant.path() / "flows" / "open"), "Hallo ", "Servus ");

  EXPECT_TRUE(eventually([&] { return tenant.statusOf(kOpen, "", "sender:s") == 503; }));
  EXPECT_TRUE(eventually([&] { return tenant.statusOf(kOpen, "", "sender:s") == 200; }));
}

TEST(InboundOptions, LetTheTenantLiveAtAnotherTime) {
  PartnerTenant tenant;
  tenant.serve({"clock.offset=400d"});

  EXPECT_EQ(tenant.statusOf(kStrict, "good"), 0) << "expired by then";
}

}  // namespace
}  // namespace iflowsim::testing
