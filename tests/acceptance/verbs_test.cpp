#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/acceptance/hello_tenant.h"

namespace iflowsim::testing {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

std::size_t completedOf(const HelloTenant& tenant, const std::string& flow) {
  return tenant.ask({"logs", "--flow", flow, "--status", "COMPLETED"}).at("messages").size();
}

TEST(Verbs, FlowsListsEveryFlowWithStateAndEndpoint) {
  HelloTenant tenant;
  tenant.serve();

  const json flows = tenant.ask({"flows"}).at("flows");

  std::vector<std::string> ids;
  for (const json& flow : flows) {
    ids.push_back(flow.at("id"));
    EXPECT_EQ(flow.at("state"), "STARTED") << flow;
  }
  EXPECT_THAT(ids, UnorderedElementsAre("hello", "order-status", "daily-report", "report-writer"));
  EXPECT_THAT(tenant.verb({"flows"}).out, HasSubstr("/http/hello"));
}

TEST(Verbs, FireRunsATimerFlowAndTheFlowItCalls) {
  HelloTenant tenant;
  tenant.serve();

  const Outcome fired = tenant.verb({"fire", "daily-report"});

  EXPECT_EQ(fired.status, 0) << fired.err;
  EXPECT_TRUE(eventually([&] { return completedOf(tenant, "daily-report") == 1; }));
  EXPECT_EQ(completedOf(tenant, "report-writer"), 1U);
}

TEST(Verbs, FireOfAFlowWithoutATimerFails) {
  HelloTenant tenant;
  tenant.serve();

  const Outcome fired = tenant.verb({"fire", "hello"});

  EXPECT_EQ(fired.status, 1);
  EXPECT_THAT(fired.err, HasSubstr("FIRE-001"));
}

TEST(Verbs, LogShowsOneMessage) {
  HelloTenant tenant;
  tenant.serve();
  const std::string id = tenant.caller().get("/http/orders/status?id=1").messageId();
  ASSERT_TRUE(eventually([&] { return tenant.verb({"log", id}).status == 0; }));

  const json message = tenant.ask({"log", id});

  EXPECT_EQ(message.at("flow"), "order-status");
  EXPECT_EQ(message.at("applicationId"), "1");
  EXPECT_THAT(message.dump(), HasSubstr("statusCode: 404"));
}

TEST(Verbs, LogOfAnUnknownMessageFails) {
  HelloTenant tenant;
  tenant.serve();

  const Outcome outcome = tenant.verb({"log", "nothing", "--json"});

  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(json::parse(outcome.out).at("error").at("code"), "LOG-404");
}

TEST(Verbs, LogLevelTraceKeepsWhatEveryStepSaw) {
  HelloTenant tenant;
  tenant.serve();
  ASSERT_EQ(tenant.verb({"log-level", "hello", "TRACE"}).status, 0);
  const std::string id = tenant.caller().get("/http/hello?name=Ada&language=de").messageId();
  ASSERT_TRUE(eventually([&] { return tenant.verb({"log", id}).status == 0; }));

  const json message = tenant.ask({"log", id, "--trace"});

  EXPECT_EQ(message.at("logLevel"), "TRACE");
  EXPECT_THAT(message.at("steps").dump(), HasSubstr("Hallo Ada!"));
}

TEST(Verbs, RestartBringsAFlowBack) {
  HelloTenant tenant;
  tenant.serve();

  EXPECT_EQ(tenant.ask({"restart", "hello"}).at("state"), "STARTED");
  EXPECT_EQ(tenant.caller().get("/http/hello").status, 200);
  EXPECT_EQ(tenant.verb({"restart", "nothing"}).status, 1);
}

TEST(Verbs, UndeployTakesAFlowOutAndDeployPutsItBack) {
  HelloTenant tenant;
  tenant.serve();
  HttpCaller caller = tenant.caller();

  EXPECT_EQ(tenant.verb({"undeploy", "hello"}).status, 0);

  EXPECT_EQ(caller.get("/http/hello").status, 404);
  EXPECT_FALSE(fs::exists(tenant.path() / "flows" / "hello"));
  const fs::path kept = tenant.path() / ".iflowsim" / "undeployed" / "hello";
  const json flows = tenant.ask({"deploy", kept.string()}).at("flows");
  ASSERT_EQ(flows.size(), 1U);
  EXPECT_EQ(flows.at(0).at("state"), "STARTED");
  EXPECT_EQ(caller.get("/http/hello").status, 200);
}

TEST(Verbs, DeployOfAFlowThatCannotStartFails) {
  HelloTenant tenant;
  tenant.serve();
  const fs::path rival = tenant.helloNamed("rival");
  edit(modelOf(rival), "<value>/rival</value>", "<value>/hello</value>");

  const Outcome outcome = tenant.verb({"deploy", rival.string()});

  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, HasSubstr("ENDPOINT-001"));
  EXPECT_EQ(tenant.caller().get("/http/hello").status, 200);
}

TEST(Verbs, DeployOfNothingIsUnusable) {
  HelloTenant tenant;
  tenant.serve();

  EXPECT_EQ(tenant.verb({"deploy", (tenant.path() / "no-such-bundle.zip").string()}).status, 2);
}

TEST(Verbs, CheckEndsWithZeroWhenAllCanBeDeployed) {
  const HelloTenant tenant;

  const Outcome outcome = runProgram({"check", (tenant.path() / "flows").string(), "--json"});

  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(json::parse(outcome.out).at("artifacts").size(), 4U);
}

TEST(Verbs, CheckEndsWithOneWhenSomethingCannotBeDeployed) {
  const HelloTenant tenant;
  const fs::path broken = tenant.helloNamed("broken");
  edit(modelOf(broken), "<value>Enricher</value>", "<value>NoSuchStep</value>");

  const Outcome outcome = runProgram({"check", broken.string(), "--json"});

  EXPECT_EQ(outcome.status, 1);
  const json flow = json::parse(outcome.out).at("artifacts").at(0);
  EXPECT_EQ(flow.at("deployable"), false);
  EXPECT_GT(flow.at("findings").at(0).at("line"), 0);
}

TEST(Verbs, CheckEndsWithTwoForPathsThatCannotBeUsed) {
  EXPECT_EQ(runProgram({"check", "no-such-bundle.zip"}).status, 2);
}

TEST(Verbs, EndWithThreeWithoutAServer) {
  const HelloTenant tenant;

  EXPECT_EQ(tenant.verb({"flows"}).status, 3);
}

TEST(Verbs, ThatDoNotExistAreUnusable) {
  const Outcome outcome = runProgram({"flow"});

  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("flows"));
}

}  // namespace
}  // namespace iflowsim::testing
