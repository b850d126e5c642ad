#include <future>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/acceptance/partner_tenant.h"

namespace iflowsim::testing {
namespace {

using namespace partner_flow;
using ::testing::HasSubstr;

/// What becomes of flows and their messages, as callers see it who may call, say nothing, or are nobody; on both kinds
/// of tenants.
class InboundFlows : public ::testing::TestWithParam<bool> {
 protected:
  void serve(const std::vector<std::string>& settings = {}) {
    std::vector<std::string> all{std::string("security.mode=") + (GetParam() ? "neo" : "cf"), "restart.seconds=0"};
    all.insert(all.end(), settings.begin(), settings.end());
    tenant.serve(all);
    tenant.admit(GetParam(), "good");
  }

  /// Calls with the certificate that may call, and checks that the others get no further than usual.
  HttpReply callInThrees(const std::string& path, const std::string& body = {}) const {
    const auto call = [&](const std::string& certificate) {
      HttpCall made = tenant.callOf(path, certificate);
      made.method = body.empty() ? "GET" : "POST";
      made.body = body;
      return tenant.caller().send(made);
    };
    EXPECT_EQ(call("").status, 401) << path;
    EXPECT_EQ(call("wildcard").status, 401) << path;
    return call("good");
  }

  std::string errorOf(const std::string& flow) const {
    const nlohmann::json flows = tenant.ask({"flows"}).at("flows");
    for (const auto& listed : flows) {
      if (listed.at("id") == flow) return listed.at("error");
    }
    return {};
  }

  /// Calls the flow that waits for its stub, and returns once the message is being processed.
  std::future<HttpReply> callHeld() {
    auto reply = std::async(std::launch::async, [this] { return tenant.call(kOrderStatus, "good"); });
    EXPECT_TRUE(eventually([&] { return messages("PROCESSING").size() == 1; }));
    return reply;
  }
  nlohmann::json messages(const std::string& status) const {
    return tenant.ask({"logs", "--flow", "order-status", "--status", status}).at("messages");
  }
  void delayStub(const std::string& milliseconds) const {
    edit(tenant.path() / "stubs" / "mappings" / "order-4711.json", "\"status\": 200,",
         "\"status\": 200, \"fixedDelayMilliseconds\": " + milliseconds + ',');
  }

  PartnerTenant tenant;
};

/// More than a flow takes that takes 1 MB.
const std::string kTooLarge(1'200'000, 'x');
constexpr const char* kReason = "Message body exceeds configured size limit (1.0 MB)";

/// The id in the text of a failed call; empty when it is not there in its form.
std::string failedId(const std::string& body) {
  static const std::regex text("The MPL ID for the failed message is : ([A-Za-z0-9_-]{28})$");
  std::smatch match;
  return std::regex_search(body, match, text) ? match[1].str() : std::string();
}

// Scenario 7.
TEST_P(InboundFlows, KeepAddressesBelowAWildcardFromOthers) {
  tenant.addFlow("wide", {{"urlPath", "/wide/*"}});
  serve();
  tenant.addFlow("below", {{"urlPath", "/wide/orders"}});
  EXPECT_TRUE(eventually([&] {
    return errorOf("below").find("The address /http/wide/orders overlaps with /http/wide/* of the flow 'wide'") !=
           std::string::npos;
  })) << tenant.ask({"flows"});
  EXPECT_EQ(tenant.stateOf("below"), "ERROR");

  const HttpReply wide = callInThrees("/http/wide/orders");

  EXPECT_EQ(wide.status, 200) << wide.body;
  EXPECT_EQ(tenant.decisionOf(wide).at("flow"), "wide");
  tenant.expect({"undeploy", "wide"});
  tenant.expect({"restart", "below"});
  const HttpReply below = callInThrees("/http/wide/orders");
  EXPECT_EQ(below.status, 200) << below.body;
  EXPECT_EQ(tenant.decisionOf(below).at("flow"), "below");
  EXPECT_EQ(tenant.statusOf("/http/wide/other", "good"), 404);
}

// Scenario 7.
TEST_P(InboundFlows, LeaveAnAddressToTheFirstThatHasIt) {
  serve();
  tenant.addFlow("twin", {{"urlPath", "/open"}});
  EXPECT_TRUE(eventually([&] {
    return errorOf("twin").find("The address /http/open is already in use by the flow 'open'") != std::string::npos;
  })) << tenant.ask({"flows"});

  const HttpReply reply = callInThrees(kOpen);

  EXPECT_EQ(tenant.stateOf("twin"), "ERROR");
  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(tenant.decisionOf(reply).at("flow"), "open");
}

// Scenario 8.
TEST_P(InboundFlows, AnswerAFailureWithNothingButTheIdThatOpensItsLog) {
  tenant.addFlow("small", {{"maximumBodySize", "1"}});
  serve();

  const HttpReply reply = callInThrees("/http/small", kTooLarge);

  EXPECT_EQ(reply.status, 500);
  const std::string id = failedId(reply.body);
  EXPECT_EQ(reply.body, "An internal server error occured: The MPL ID for the failed message is : " + id);
  ASSERT_EQ(id.size(), 28U) << reply.body;
  ASSERT_TRUE(eventually([&] { return tenant.verb({"log", id}).status == 0; }));
  const nlohmann::json log = tenant.ask({"log", id});
  EXPECT_EQ(log.at("status"), "FAILED");
  EXPECT_EQ(log.at("decision"), reply.headers.at("x-iflowsim-decision"));
  EXPECT_THAT(log.at("error").get<std::string>(), HasSubstr(kReason));
  EXPECT_EQ(tenant.ask({"logs", "--flow", "small"}).at("messages").size(), 1U)
      << "those who were refused left no message";
}

// Scenario 8.
TEST_P(InboundFlows, TellTheExceptionToTheSenderWhenTheyShould) {
  tenant.addFlow("small", {{"maximumBodySize", "1"}, {"returnExceptionToSender", "true"}});
  serve();

  const HttpReply reply = callInThrees("/http/small", kTooLarge);

  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(reply.body, ::testing::StartsWith("An internal server error occured: "));
  EXPECT_THAT(reply.body, HasSubstr(kReason));
  ASSERT_EQ(failedId(reply.body).size(), 28U) << reply.body;
  EXPECT_TRUE(eventually([&] { return tenant.verb({"log", failedId(reply.body)}).status == 0; }));
  EXPECT_EQ(tenant.ask({"log", failedId(reply.body)}).at("status"), "FAILED");
}

// Scenario 15.
TEST_P(InboundFlows, FinishTheirMessagesWhenTheyAreUndeployed) {
  tenant.addOrderStatus();
  delayStub("3000");
  serve();
  auto reply = callHeld();

  tenant.expect({"undeploy", "order-status"});

  EXPECT_EQ(reply.get().status, 200);
  EXPECT_TRUE(eventually([&] { return messages("COMPLETED").size() == 1; }));
  EXPECT_EQ(tenant.stateOf("order-status"), "");
  for (const char* certificate : {"good", "", "wildcard"}) EXPECT_EQ(tenant.statusOf(kOrderStatus, certificate), 404);
}

// Scenario 15.
TEST_P(InboundFlows, AbandonMessagesThatOutliveTheDrainTime) {
  tenant.addOrderStatus();
  delayStub("60000");
  serve({"runtime.drain_ms=200"});
  auto reply = callHeld();

  tenant.expect({"undeploy", "order-status"});

  EXPECT_TRUE(eventually([&] { return messages("ABANDONED").size() == 1; }));
  EXPECT_TRUE(messages("PROCESSING").empty());
  for (const char* certificate : {"good", "", "wildcard"}) EXPECT_EQ(tenant.statusOf(kOrderStatus, certificate), 404);
  tenant.server().kill();
  EXPECT_EQ(reply.get().status, 0);
}

// P-REDEPLOY-009: a call that waits for a worker while its flow is restarted runs on neither version.
TEST_P(InboundFlows, TurnAwayWhatWaitedForThemWhenTheyAreRestarted) {
  tenant.addOrderStatus();
  delayStub("5000");
  serve({"workers.threads=1"});
  auto first = callHeld();
  auto second = std::async(std::launch::async, [this] { return tenant.call(kOrderStatus, "good"); });

  tenant.expect({"restart", "order-status"});

  EXPECT_EQ(first.get().status, 200);
  EXPECT_EQ(second.get().status, 404);
  EXPECT_EQ(tenant.statusOf(kOrderStatus, "good"), 200);
}

INSTANTIATE_TEST_SUITE_P(Modes, InboundFlows, ::testing::Values(true, false),
                         [](const auto& mode) { return mode.param ? "OnNeo" : "OnCloudFoundry"; });

}  // namespace
}  // namespace iflowsim::testing
