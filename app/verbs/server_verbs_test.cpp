#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/verbs/verb_tenant.h"

namespace iflowsim {
namespace {

TEST(FlowsVerb, ListsFlowsAsATable) {
  VerbTenant tenant;

  const Ran ran = tenant.run({"flows"});

  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(ran.out.starts_with("FLOW    STATE"));
  EXPECT_NE(ran.out.find("\nOrders  "), std::string::npos) << ran.out;
}

TEST(FlowsVerb, PrintsJsonForPrograms) {
  VerbTenant tenant;

  EXPECT_EQ(nlohmann::json::parse(tenant.run({"flows", "--json"}).out)["flows"][0]["id"], "Orders");
}

TEST(ServerVerb, EndsWith3WhenNoServerRuns) {
  VerbTenant tenant;
  tenant.server->stop();

  const Ran ran = tenant.run({"flows"});

  EXPECT_EQ(ran.code, 3);
  EXPECT_TRUE(ran.err.starts_with("error CLIENT-001 No server answers at https://127.0.0.1:")) << ran.err;
}

TEST(ServerVerb, EndsWith3InAFolderWithoutServer) {
  const testing::TemporaryFolder folder;

  const Ran ran = runVerb({"flows", "--json", "--tenant", folder.path().string()});

  EXPECT_EQ(ran.code, 3);
  EXPECT_EQ(nlohmann::json::parse(ran.out)["error"]["code"], "ADDRESS-002");
}

TEST(ServerVerb, EndsWith1WhenTheServerCannotDoIt) {
  VerbTenant tenant;

  for (const char* verb : {"restart", "undeploy", "fire"}) {
    const Ran ran = tenant.run({verb, "None"});

    EXPECT_EQ(ran.code, 1) << verb;
    EXPECT_TRUE(ran.err.starts_with("error DEPLOY-404 ")) << ran.err;
  }
}

TEST(DeployVerb, NamesTheBundleByItsAbsolutePath) {
  VerbTenant tenant;
  const auto bundle = tenant.folder.write("orders.zip", "PK");

  const Ran ran = tenant.run({"deploy", std::filesystem::relative(bundle).string()});

  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(tenant.managed.facade.deployed, bundle);
  EXPECT_NE(ran.out.find("New"), std::string::npos);
}

TEST(DeployVerb, EndsWith2WithoutABundle) {
  VerbTenant tenant;

  EXPECT_EQ(tenant.run({"deploy", "no-such.zip"}).code, 2);
}

TEST(UndeployVerb, Undeploys) {
  VerbTenant tenant;

  EXPECT_EQ(tenant.run({"undeploy", "Orders"}).code, 0);

  EXPECT_EQ(tenant.managed.facade.undeployed, "Orders");
}

TEST(RestartVerb, ShowsTheStateAfterwards) {
  VerbTenant tenant;

  EXPECT_EQ(tenant.run({"restart", "Orders", "--json"}).code, 0);
}

TEST(FireVerb, SaysThatAFlowWaitsForCallers) {
  VerbTenant tenant;

  const Ran ran = tenant.run({"fire", "Orders"});

  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.starts_with("error FIRE-001 ")) << ran.err;
}

TEST(LogLevelVerb, SetsTheLevelInAnyCase) {
  VerbTenant tenant;

  EXPECT_EQ(tenant.run({"log-level", "Orders", "trace"}).out, "Orders now logs at TRACE.\n");

  EXPECT_EQ(tenant.managed.deployments.find("Orders")->log_level, LogLevel::Trace);
}

TEST(LogsVerb, PassesItsFilters) {
  VerbTenant tenant;

  const Ran ran =
      tenant.run({"logs", "--flow", "Orders", "--status", "failed,retry", "--header", "order=4711", "--limit", "5"});

  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(tenant.managed.log.filter.flow_id, "Orders");
  EXPECT_EQ(tenant.managed.log.filter.statuses.size(), 2U);
  EXPECT_EQ(tenant.managed.log.page.limit, 5U);
  EXPECT_NE(ran.out.find("M1       Orders  FAILED"), std::string::npos) << ran.out;
  EXPECT_EQ(ran.out.find("second line"), std::string::npos);
}

TEST(LogsVerb, EndsWith2OnAFilterTheServerCannotRead) {
  VerbTenant tenant;

  EXPECT_EQ(tenant.run({"logs", "--from", "yesterday"}).code, 2);
}

TEST(LogsVerb, FollowsUntilTheServerEnds) {
  VerbTenant tenant;
  std::optional<Ran> ran;

  std::thread follower([&] { ran = tenant.run({"logs", "--follow", "--json"}); });
  // The follower asks again for what changed after the message it has seen.
  while (tenant.managed.log.askedAfter() != 3) std::this_thread::yield();
  tenant.server->stop();
  follower.join();

  EXPECT_EQ(ran->code, 3);
  EXPECT_EQ(nlohmann::json::parse(ran->out.substr(0, ran->out.find('\n')))["messageId"], "M1");
}

TEST(LogVerb, ShowsAMessageStepByStep) {
  VerbTenant tenant;

  const Ran ran = tenant.run({"log", "M1"});

  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("Status          FAILED\n"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("  order = 4711\n"), std::string::npos);
  EXPECT_NE(ran.out.find("7  Map it  S1  Enricher"), std::string::npos);
  EXPECT_EQ(ran.out.find("Body:"), std::string::npos);
}

TEST(LogVerb, ShowsTheTraceWhenAsked) {
  VerbTenant tenant;

  const Ran ran = tenant.run({"log", "M1", "--trace"});

  EXPECT_NE(ran.out.find("  Before:\n    Headers:\n      h = 1\n    Body:\nbefore\n"), std::string::npos) << ran.out;
}

TEST(LogVerb, EndsWith1WithoutSuchAMessage) {
  VerbTenant tenant;

  EXPECT_EQ(tenant.run({"log", "M2"}).code, 1);
}

}  // namespace
}  // namespace iflowsim
