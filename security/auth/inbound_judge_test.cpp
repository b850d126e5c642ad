#include "security/auth/inbound_judge.h"

#include <gtest/gtest.h>

#include "runtime/base/text.h"
#include "security/auth/inbound_testkit.h"

namespace iflowsim {
namespace {

InboundTenantOptions cloudFoundry() {
  return {.judge = {.neo = false}};
}

void requireCertificateOf(InboundTenant& tenant, const CertificatePtr& certificate) {
  tenant.endpoint->rule.kind = AccessRule::Kind::ClientCertificate;
  tenant.endpoint->rule.certificates = {{certificate->subject(), certificate->issuer()}};
}

std::string outcomeOf(const DecisionReport& report, const std::string& step) {
  for (const DecisionStep& candidate : report.steps) {
    if (candidate.name == step) return std::string(toText(candidate.outcome));
  }
  return "no such step";
}

// P-AUTH-020
TEST(InboundJudge, OnNeoTakesAMappedCertificateForItsUser) {
  InboundTenant tenant;
  const auto certificate = makeClient("good");
  tenant.map("partner", certificate);

  const HttpReply reply = tenant.callWith(certificate);

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.text(), "partner hello");
  EXPECT_EQ(tenant.decisionOf(reply).user, "partner");
}

// P-AUTH-021
TEST(InboundJudge, OnNeoAnswers401WithoutAMapping) {
  InboundTenant tenant;

  const HttpReply reply = tenant.callWith(makeClient("good"));

  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(outcomeOf(tenant.decisionOf(reply), "Caller"), "failed");
}

// P-AUTH-022
TEST(InboundJudge, OnNeoNeedsANewMappingForARenewedCertificateOfTheSameNames) {
  InboundTenant tenant;
  const auto old = makeClient("good");
  const auto renewed = makeClient("good");
  tenant.map("partner", old);

  EXPECT_EQ(tenant.callWith(renewed).status, 401);
  tenant.map("partner", renewed);
  EXPECT_EQ(tenant.callWith(renewed).status, 200);
  EXPECT_EQ(tenant.callWith(old).status, 200);
}

TEST(InboundJudge, OnNeoForgetsAMappingTheMomentItIsDeleted) {
  InboundTenant tenant;
  const auto certificate = makeClient("good");
  tenant.map("partner", certificate);
  ASSERT_EQ(tenant.callWith(certificate).status, 200);

  ASSERT_TRUE(tenant.identities.deleteMapping(toHex(certificate->fingerprint())));

  EXPECT_EQ(tenant.callWith(certificate).status, 401);
}

TEST(InboundJudge, OnNeoAnswers403ToAMappedUserWithoutTheRole) {
  InboundTenant tenant;
  const auto certificate = makeClient("good");
  tenant.map("partner", certificate);
  tenant.endpoint->rule.role = "Invoices.send";

  const HttpReply reply = tenant.callWith(certificate);

  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(outcomeOf(tenant.decisionOf(reply), "Authorization"), "failed");
}

// P-AUTH-023
TEST(InboundJudge, NeverTakesACertificateThatWasNotPassedOn) {
  InboundTenant tenant;
  const auto certificate = makeClient("good");
  tenant.map("partner", certificate);

  for (const auto verdict :
       {CertificateVerdict::UntrustedRoot, CertificateVerdict::Incomplete, CertificateVerdict::SelfSigned,
        CertificateVerdict::Expired, CertificateVerdict::NotYetValid, CertificateVerdict::WrongUsage,
        CertificateVerdict::Unacceptable, CertificateVerdict::None}) {
    const HttpReply reply = tenant.call(InboundTenant::requestWith(certificate, verdict));

    EXPECT_EQ(reply.status, 401) << toText(verdict);
    EXPECT_NE(tenant.decisionOf(reply).reason.find("its root is not trusted"), std::string::npos);
  }
}

// P-AUTH-024
TEST(InboundJudge, OnCloudFoundryTakesTheCertificateOfAServiceKeyForItsClient) {
  InboundTenant tenant(cloudFoundry());
  const auto certificate = makeClient("good");
  tenant.addKey("first", certificate, true);

  const HttpReply reply = tenant.callWith(certificate);

  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(reply.body.text().starts_with("sb-")) << reply.body.text();
}

// P-AUTH-025
TEST(InboundJudge, OnCloudFoundryAnswers401WithoutAServiceKey) {
  InboundTenant tenant(cloudFoundry());

  EXPECT_EQ(tenant.callWith(makeClient("good")).status, 401);
}

// P-AUTH-026
TEST(InboundJudge, OnCloudFoundryLetsARenewedCertificateSupersedeTheOldOneOfAnUnpinnedKey) {
  InboundTenant tenant(cloudFoundry());
  const auto old = makeClient("good");
  const auto renewed = makeClient("good", tenant.clock.now() + std::chrono::hours(1));
  tenant.addKey("first", old, false);

  EXPECT_EQ(tenant.callWith(old).status, 200);
  EXPECT_EQ(tenant.callWith(renewed).status, 200);
  const HttpReply late = tenant.callWith(old);

  EXPECT_EQ(late.status, 401);
  EXPECT_EQ(tenant.decisionOf(late).remedy, "Call with the newer certificate.");
}

TEST(InboundJudge, OnCloudFoundryRefusesARenewedCertificateOfAPinnedKey) {
  InboundTenant tenant(cloudFoundry());
  tenant.addKey("first", makeClient("good"), true);

  EXPECT_EQ(tenant.callWith(makeClient("good", tenant.clock.now() + std::chrono::hours(1))).status, 401);
}

// P-AUTH-027
TEST(InboundJudge, OnCloudFoundryRefusesCertificatesOfKeysThatConflict) {
  InboundTenant tenant(cloudFoundry());
  const auto certificate = makeClient("good");
  tenant.addKey("first", certificate, true);
  tenant.addKey("second", makeClient("good"), false);

  EXPECT_EQ(tenant.callWith(certificate).status, 401);
}

// P-AUTH-028
TEST(InboundJudge, LetsTheAuthorizationHeaderDecideBeforeTheCertificate) {
  InboundTenant tenant;
  const auto certificate = makeClient("good");
  tenant.map("partner", certificate);
  HttpRequest wrong = InboundTenant::requestWith(certificate);
  wrong.headers.add("Authorization", basic("alice", "wrong"));
  HttpRequest right = InboundTenant::requestWith(certificate);
  right.headers.add("Authorization", basic("alice", "a"));

  EXPECT_EQ(tenant.call(wrong).status, 401);
  EXPECT_EQ(tenant.call(right).body.text(), "alice hello");
}

TEST(InboundJudge, Answers401ToAnAuthorizationHeaderOfAnotherSchemeAlsoWithACertificate) {
  InboundTenant tenant;
  const auto certificate = makeClient("good");
  tenant.map("partner", certificate);
  HttpRequest request = InboundTenant::requestWith(certificate);
  request.headers.add("Authorization", "Negotiate abc");

  EXPECT_EQ(tenant.call(request).status, 401);
}

// P-AUTH-030
TEST(InboundJudge, OnACertificateChannelComparesSubjectAndIssuerOnly) {
  InboundTenant tenant;
  const auto old = makeClient("good");
  requireCertificateOf(tenant, old);

  const HttpReply reply = tenant.callWith(makeClient("good"));

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.text(), " hello");
}

// P-AUTH-031
TEST(InboundJudge, OnACertificateChannelAnswers403ToOtherNamesInTheWordsOfTheProduct) {
  InboundTenant tenant;
  requireCertificateOf(tenant, makeClient("good"));

  const HttpReply reply = tenant.callWith(makeClient("other"));

  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(tenant.decisionOf(reply).reason,
            "Unauthorized. Subject and issuer (subject: CN=other, O=Company, C=DE; issuer: CN=other, O=Company, C=DE) "
            "of the provided certificate is not contained in the accepted subjectAndIssuers list of the integration "
            "flow.");
}

// P-AUTH-032
TEST(InboundJudge, OnACertificateChannelAnswers403WithoutACertificateAlsoToUsers) {
  InboundTenant tenant;
  const auto certificate = makeClient("good");
  requireCertificateOf(tenant, certificate);

  EXPECT_EQ(tenant.call("").status, 403);
  EXPECT_EQ(tenant.call(basic("alice", "a")).status, 403);
  EXPECT_EQ(tenant.call(InboundTenant::requestWith(certificate, CertificateVerdict::SelfSigned)).status, 403);
}

TEST(InboundJudge, OnACertificateChannelLetsNobodyInWithoutARowOrByARowThatIsNoName) {
  InboundTenant tenant;
  const auto certificate = makeClient("good");
  requireCertificateOf(tenant, certificate);

  tenant.endpoint->rule.certificates.clear();
  EXPECT_EQ(tenant.callWith(certificate).status, 403);
  tenant.endpoint->rule.certificates = {{"", ""}, {"no name", "at all"}};
  EXPECT_EQ(tenant.callWith(certificate).status, 403);
}

// P-AUTH-033
TEST(InboundJudge, ComparesNamesInReversedOrderOnlyWhenAskedTo) {
  InboundTenant strict;
  InboundTenant lenient({.judge = {.reversed_names = true}});
  const auto certificate = makeClient("good");

  for (InboundTenant* tenant : {&strict, &lenient}) {
    requireCertificateOf(*tenant, certificate);
    tenant->endpoint->rule.certificates = {{"C=DE,O=Company,CN=good", "C=DE,O=Company,CN=good"}};
  }

  EXPECT_EQ(strict.callWith(certificate).status, 403);
  EXPECT_EQ(lenient.callWith(certificate).status, 200);
}

// P-AUTH-034
TEST(InboundJudge, OnNeoTakesATokenOfAnOAuthClientForItsUser) {
  InboundTenant tenant;
  tenant.write("users.yaml", "users: [{name: oauth_client_shop, roles: [ESBMessaging.send]}]");
  const auto client = tenant.identities.saveOAuthClient({.id = "shop", .secret = "s"});
  ASSERT_TRUE(client) << client.error().text;

  const HttpReply reply = tenant.call(tenant.tokenFor("shop", "s"));

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.text(), "oauth_client_shop hello");
}

// P-AUTH-035
TEST(InboundJudge, Answers401ToATokenThatIsExpiredForgedOrOfADeletedClient) {
  InboundTenant tenant;
  tenant.write("users.yaml", "users: [{name: oauth_client_shop, roles: [ESBMessaging.send]}]");
  ASSERT_TRUE(tenant.identities.saveOAuthClient({.id = "shop", .secret = "s"}));
  const std::string token = tenant.tokenFor("shop", "s");
  ASSERT_EQ(tenant.call(token).status, 200);

  const HttpReply forged = tenant.call(token + "x");
  tenant.clock.advance(std::chrono::hours(2));
  const HttpReply expired = tenant.call(token);

  EXPECT_EQ(forged.status, 401);
  EXPECT_EQ(expired.status, 401);
  EXPECT_EQ(expired.headers.get("WWW-Authenticate"), "Bearer error=\"invalid_token\"");
  const std::string fresh = tenant.tokenFor("shop", "s");
  ASSERT_TRUE(tenant.identities.deleteOAuthClient("shop"));
  EXPECT_EQ(tenant.call(fresh).status, 401);
}

// P-AUTH-036
TEST(InboundJudge, HidesTheClientOfAServiceKeyFromTheFlowWhenAskedTo) {
  InboundTenant tenant({.judge = {.neo = false, .client_unnamed = true}});
  const auto certificate = makeClient("good");
  tenant.addKey("first", certificate, true);

  EXPECT_EQ(tenant.callWith(certificate).body.text(), " hello");
  EXPECT_EQ(tenant.call(basic("alice", "a")).body.text(), "alice hello");
}

// P-AUTH-037
TEST(InboundJudge, OnCloudFoundryAnswersForHostsThatThePlatformKnowsOnly) {
  InboundTenant tenant({.judge = {.neo = false, .hosts = {"tenant-rt.example"}}});
  const auto call = [&tenant](const std::string& host) {
    HttpRequest request = InboundTenant::request(basic("alice", "a"));
    request.host = host;
    return tenant.call(std::move(request));
  };

  EXPECT_EQ(call("tenant-rt.example:8443").status, 200);
  EXPECT_EQ(call("localhost:8443").status, 200);
  EXPECT_EQ(call("[::1]:8443").status, 200);
  EXPECT_EQ(call("tenant.example").body.text(), "404 Not Found: Requested route ('tenant.example') does not exist.\n");
}

// P-CSRF-006
TEST(InboundJudge, AsksAProtectedChannelsCallersForATokenAfterTheirRole) {
  InboundTenant tenant;
  tenant.endpoint->rule.csrf_protected = true;

  const HttpReply without = tenant.call(basic("alice", "a"));

  EXPECT_EQ(without.status, 403);
  EXPECT_EQ(without.headers.get("X-CSRF-Token"), "required");
  EXPECT_EQ(tenant.call("").status, 401);
  EXPECT_EQ(tenant.call(basic("bob", "b")).headers.find("X-CSRF-Token"), nullptr);
}

// P-CSRF-007
TEST(InboundJudge, GivesATokenWithoutRunningTheFlowAndTakesItBack) {
  InboundTenant tenant;
  tenant.endpoint->rule.csrf_protected = true;
  HttpRequest fetch = InboundTenant::request(basic("alice", "a"));
  fetch.method = "GET";
  fetch.headers.add("X-CSRF-Token", "Fetch");

  const HttpReply fetched = tenant.call(std::move(fetch));
  ASSERT_EQ(fetched.status, 200);
  EXPECT_EQ(fetched.body.text(), "");
  EXPECT_TRUE(tenant.decisionOf(fetched).passed);
  HttpRequest post = InboundTenant::request(basic("alice", "a"));
  post.headers.add("X-CSRF-Token", std::string(fetched.headers.get("X-CSRF-Token")));
  for (const auto& [name, value] : fetched.headers) {
    if (name == "Set-Cookie") post.headers.add("Cookie", value.substr(0, value.find(';')));
  }

  EXPECT_EQ(tenant.call(std::move(post)).body.text(), "alice hello");
}

// P-AUTH-044
TEST(InboundJudge, AnswersTheTokenEndpointAndRecordsWhoGotATokenAndWhoNone) {
  InboundTenant tenant;
  ASSERT_TRUE(tenant.identities.saveOAuthClient({.id = "shop", .secret = "s"}));
  HttpRequest request = InboundTenant::request(basic("shop", "wrong"));
  request.path = "/oauth/token";
  request.query = "grant_type=client_credentials";
  request.body = Body();

  const HttpReply refused = tenant.call(request);
  request.headers.set("Authorization", basic("shop", "s"));
  const HttpReply reply = tenant.call(request);

  EXPECT_EQ(reply.status, 200);
  EXPECT_NE(reply.body.text().find("\"token_type\":\"bearer\""), std::string::npos) << reply.body.text();
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(tenant.decisionOf(refused).status, 401);
  const DecisionReport given = tenant.decisionOf(reply);
  EXPECT_TRUE(given.passed);
  EXPECT_EQ(given.path, "/oauth/token");
  EXPECT_EQ(given.user, "oauth_client_shop");
  EXPECT_EQ(outcomeOf(given, "Authorization"), "not needed");
}

// P-AUTH-044
TEST(InboundJudge, RecordsARequestThatIsRefusedForItsForm) {
  InboundTenant tenant;
  HttpRequest head{.method = "GET", .path = "/http/orders", .peer = "127.0.0.1"};

  const HttpHeaders headers = tenant.chain.noteRefusal(head, 400, "Header 'A' is folded over lines.");

  const DecisionReport report = tenant.decisionOf({.status = 400, .headers = headers});
  EXPECT_EQ(report.status, 400);
  EXPECT_EQ(report.reason, "Header 'A' is folded over lines.");
  EXPECT_EQ(outcomeOf(report, "Request"), "failed");
  EXPECT_EQ(outcomeOf(report, "Address"), "not reached");
}

TEST(InboundJudge, RecordsATokenRequestThatIsTooLarge) {
  InboundTenant tenant;
  HttpRequest head = InboundTenant::request("");
  head.path = "/oauth/token";
  HttpReply reply;

  tenant.chain.serveTooLarge(head, [&reply](HttpReply made) { reply = std::move(made); });

  EXPECT_EQ(reply.status, 413);
  EXPECT_EQ(tenant.decisionOf(reply).status, 413);
}

// P-AUTH-043
TEST(InboundJudge, AsksForCredentialsWithEveryCallOfASession) {
  InboundTenant tenant;
  HttpRequest fetch = InboundTenant::request(basic("alice", "a"));
  fetch.method = "GET";
  fetch.headers.add("X-CSRF-Token", "Fetch");
  tenant.endpoint->rule.csrf_protected = true;
  const HttpReply begun = tenant.call(std::move(fetch));
  ASSERT_EQ(begun.status, 200);

  HttpRequest next = InboundTenant::request("");
  for (const auto& [name, value] : begun.headers) {
    if (name == "Set-Cookie") next.headers.add("Cookie", value.substr(0, value.find(';')));
  }
  next.headers.add("X-CSRF-Token", std::string(begun.headers.get("X-CSRF-Token")));

  EXPECT_EQ(tenant.call(std::move(next)).status, 401);
}

// P-AUTH-041
TEST(InboundJudge, LetsRolesCountAsTheyWereWhenAskedTo) {
  ManualClock clock;
  RoleCache roles(clock, {.lifetime = std::chrono::hours(1)});
  InboundTenant tenant({.judge = {.neo = false, .roles = &roles}});
  const auto certificate = makeClient("good");
  tenant.addKey("one", certificate, true);
  ASSERT_EQ(tenant.callWith(certificate).status, 200);

  ASSERT_TRUE(tenant.identities.saveInstance({.name = "partners", .roles = {"Other.role"}}));

  EXPECT_EQ(tenant.callWith(certificate).status, 200);
  clock.advance(std::chrono::hours(1));
  EXPECT_EQ(tenant.callWith(certificate).status, 403);
}

TEST(InboundJudge, RecordsACallThatPassesAndTellsTheFlowItsId) {
  InboundTenant tenant;

  const HttpReply reply = tenant.call(basic("alice", "a"));

  const DecisionReport report = tenant.decisionOf(reply);
  EXPECT_TRUE(report.passed);
  EXPECT_EQ(report.flow, "Orders");
  EXPECT_EQ(decisionId(tenant.endpoint->decision), report.id);
}

TEST(InboundJudge, KeepsTheReasonFromTheCallerUnlessTheTenantTellsIt) {
  InboundTenant silent;
  InboundTenant open({.judge = {.reason_in_reply = true}});

  EXPECT_EQ(silent.call("").headers.find("X-Iflowsim-Reason"), nullptr);
  EXPECT_EQ(open.call("").headers.get("X-Iflowsim-Reason"), "the request has no credentials");
}

TEST(InboundJudge, RecordsAHandshakeThatWasRefused) {
  InboundTenant tenant;
  auto facts = std::make_shared<ConnectionFacts>();
  facts->peer = "127.0.0.1";
  facts->verdict = CertificateVerdict::Expired;
  facts->reason = "the certificate is expired";
  facts->handshake_refused = true;
  facts->presented = {makeClient("old")};

  tenant.judge.noteHandshake(facts);

  const auto reports = tenant.decisions.latest(1, true);
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].reason, "the certificate is expired");
  EXPECT_EQ(reports[0].status, 0);
  EXPECT_EQ(outcomeOf(reports[0], "Client certificate"), "failed");
}

TEST(InboundJudge, DoesNotTakeAClearPasswordOfAMappedUserForALocalOneOnly) {
  InboundTenant tenant;
  const auto certificate = makeClient("good");
  tenant.map("alice", certificate);
  HttpRequest remote = InboundTenant::requestWith(certificate);
  remote.peer = "192.0.2.7";

  EXPECT_EQ(tenant.call(remote).status, 200);
}

}  // namespace
}  // namespace iflowsim
