#include "security/auth/inbound_chain.h"

#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "security/auth/inbound_testkit.h"

namespace iflowsim {
namespace {

TEST(InboundChain, LetsAUserWithTheRolePassAndNamesHim) {
  InboundTenant tenant;

  const HttpReply reply = tenant.call(basic("alice", "a"));

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.text(), "alice hello");
}

TEST(InboundChain, Answers401WithoutCredentials) {
  InboundTenant tenant;

  const HttpReply reply = tenant.call("");

  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(reply.headers.get("WWW-Authenticate"), "Basic realm=\"iflowsim\"");
  EXPECT_EQ(tenant.decisionOf(reply).reason, "the request has no credentials");
}

TEST(InboundChain, Answers401ToAWrongPasswordAnUnknownUserAndAMalformedHeader) {
  InboundTenant tenant;

  EXPECT_EQ(tenant.call(basic("alice", "guess")).status, 401);
  EXPECT_EQ(tenant.call(basic("mallory", "a")).status, 401);
  EXPECT_EQ(tenant.call("Basic !!!").status, 401);
}

TEST(InboundChain, Answers401ToABearerToken) {
  InboundTenant tenant;

  EXPECT_EQ(tenant.call("Bearer abc").headers.get("WWW-Authenticate"), "Bearer error=\"invalid_token\"");
}

TEST(InboundChain, Answers403WithoutTheRoleAlsoWhenThePasswordIsRemembered) {
  InboundTenant tenant;

  EXPECT_EQ(tenant.call(basic("bob", "b")).status, 403);
  const HttpReply again = tenant.call(basic("bob", "b"));

  EXPECT_EQ(again.status, 403);
  EXPECT_EQ(again.headers.find("X-CSRF-Token"), nullptr);
  EXPECT_EQ(tenant.decisionOf(again).reason,
            "the channel requires the role 'ESBMessaging.send', the user has: "
            "Invoices.send");
  EXPECT_EQ(tenant.decisionOf(again).user, "bob");
}

// P-AUTH-010
TEST(InboundChain, Answers403OnAChannelThatRequiresAClientCertificate) {
  InboundTenant tenant;
  tenant.endpoint->rule.kind = AccessRule::Kind::ClientCertificate;

  EXPECT_EQ(tenant.call(basic("alice", "a")).status, 403);
  EXPECT_EQ(tenant.call("").status, 403);
}

// P-AUTH-011
TEST(InboundChain, Answers404WhereNoFlowListens) {
  InboundTenant tenant;
  HttpRequest request = InboundTenant::request("");
  request.path = "/http/none";

  const HttpReply reply = tenant.call(std::move(request));

  EXPECT_EQ(reply.status, 404);
  EXPECT_NE(reply.body.text().find("HTTP Status 404 – Not Found"), std::string::npos);
}

// P-AUTH-012
TEST(InboundChain, Answers503DuringARedeployOnlyWhenAskedTo) {
  InboundTenant tenant({.judge = {.redeploying = [](std::string_view path) { return path == "/http/none"; }}});
  HttpRequest request = InboundTenant::request("");
  request.path = "/http/none";

  EXPECT_EQ(tenant.call(std::move(request)).status, 503);
}

// P-AUTH-013
TEST(InboundChain, Answers405BeforeItAsksWhoCalls) {
  InboundTenant tenant;
  HttpRequest request = InboundTenant::request("");
  request.method = "TRACE";

  const HttpReply reply = tenant.call(std::move(request));

  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.headers.get("Allow"), "GET, HEAD, POST");
}

TEST(InboundChain, FindsAnAddressThatIsSentEncoded) {
  InboundTenant tenant;
  HttpRequest request = InboundTenant::request(basic("alice", "a"));
  request.path = "/http/%6Frders";

  EXPECT_EQ(tenant.call(std::move(request)).status, 200);
}

TEST(InboundChain, AnswersOnCloudFoundryInTheFormTheCallerAccepts) {
  InboundTenant tenant({.judge = {.neo = false}});
  HttpRequest request = InboundTenant::request(basic("alice", "guess"));
  request.headers.add("Accept", "text/xml");

  EXPECT_TRUE(tenant.call("").body.text().starts_with("{\"error\":\"unauthorized\""));
  EXPECT_TRUE(tenant.call(std::move(request)).body.text().starts_with("<UnauthorizedUserException>"));
}

TEST(InboundChain, ServesOnTheCallingThreadWhenNothingCanWait) {
  InboundTenant tenant;
  ASSERT_EQ(tenant.call(basic("alice", "a")).status, 200);
  EXPECT_NE(tenant.endpoint->thread, std::this_thread::get_id());

  ASSERT_EQ(tenant.call(basic("alice", "a")).status, 200);

  EXPECT_EQ(tenant.endpoint->thread, std::this_thread::get_id());
}

TEST(InboundChain, Answers503WhenEveryWorkerIsBusy) {
  InboundTenant tenant({.chain = {.workers = {.threads = 1, .queue = 0}}});
  ASSERT_EQ(tenant.call(basic("alice", "a")).status, 200);
  tenant.endpoint->blocks = true;

  auto first = tenant.begin(InboundTenant::request(basic("alice", "a")));
  const HttpReply second = tenant.call(basic("alice", "a"));
  tenant.endpoint->gate.set_value();

  EXPECT_EQ(second.status, 503);
  EXPECT_EQ(second.headers.get("Retry-After"), "1");
  EXPECT_EQ(first.get().status, 200);
  EXPECT_NE(tenant.endpoint->thread, std::this_thread::get_id());
}

// P-REDEPLOY-009
TEST(InboundChain, AnswersAsInTheRedeployWindowWhenTheFlowWasStoppedMeanwhile) {
  InboundTenant tenant;
  InboundTenant telling({.judge = {.redeploying = [](std::string_view) { return false; }}});
  tenant.endpoint->stopped = true;
  telling.endpoint->stopped = true;

  const HttpReply reply = tenant.call(basic("alice", "a"));

  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(telling.call(basic("alice", "a")).status, 503);
  const DecisionReport report = tenant.decisionOf(reply);
  EXPECT_FALSE(report.passed);
  EXPECT_EQ(report.status, 404);
  EXPECT_EQ(report.flow, "Orders");
  EXPECT_EQ(report.reason, "the flow of this address was stopped while the call waited for a worker");
  EXPECT_EQ(tenant.decisions.latest(5, true).size(), 1U);
}

TEST(InboundChain, ForgetsAUserTheMomentHeIsRemoved) {
  InboundTenant tenant;
  ASSERT_EQ(tenant.call(basic("alice", "a")).status, 200);

  tenant.write("users.yaml", "users: []");

  EXPECT_EQ(tenant.call(basic("alice", "a")).status, 401);
}

TEST(InboundChain, RefusesALargeBodyOfAStrangerBeforeItIsRead) {
  InboundTenant tenant;
  HttpRequest head = InboundTenant::request("");
  head.headers.add("Transfer-Encoding", "chunked");

  const auto admission = tenant.chain.admit(head);

  ASSERT_TRUE(admission.refusal);
  EXPECT_EQ(admission.refusal->status, 401);
}

TEST(InboundChain, TellsTheLimitOfTheBody) {
  InboundTenant tenant;
  HttpRequest head = InboundTenant::request(basic("alice", "a"));
  head.headers.add("Content-Length", "5");

  EXPECT_EQ(tenant.chain.admit(head).max_body, 10U);
}

TEST(InboundChain, LetsTheEndpointAnswerABodyThatIsTooLargeButOnlyToItsCallers) {
  InboundTenant tenant;
  const auto answer = [&tenant](const std::string& authorization) {
    std::promise<HttpReply> reply;
    tenant.chain.serveTooLarge(InboundTenant::request(authorization),
                               [&reply](HttpReply made) { reply.set_value(made); });
    return reply.get_future().get();
  };

  EXPECT_EQ(answer(basic("alice", "a")).body.text(), "too large for alice");
  EXPECT_EQ(answer("").status, 401);
}

// P-AUTH-040
TEST(InboundChain, AcceptsAPasswordThatStandsInClearFromThisMachineOnly) {
  InboundTenant tenant;
  HttpRequest remote = InboundTenant::request(basic("alice", "a"));
  remote.peer = "192.0.2.7";

  EXPECT_EQ(tenant.call(remote).status, 401);
  EXPECT_EQ(tenant.call(basic("alice", "a")).status, 200);
  EXPECT_EQ(tenant.call(remote).status, 401);
}

TEST(InboundChain, AcceptsAHashedPasswordFromEverywhere) {
  InboundTenant tenant;
  tenant.write("users.yaml",
               "users: [{name: carol, password_hash: '" + hashPassword("c") + "', roles: [ESBMessaging.send]}]");
  HttpRequest remote = InboundTenant::request(basic("carol", "c"));
  remote.peer = "192.0.2.7";

  EXPECT_EQ(tenant.call(remote).status, 200);
}

}  // namespace
}  // namespace iflowsim
