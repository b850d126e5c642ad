#include "app/server/flow_folder.h"

#include <future>

#include <gtest/gtest.h>

#include "app/engine.h"
#include "runtime/channel/channel_testkit.h"
#include "tests/support/bundle_texts.h"
#include "tests/support/manual_waiter.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/zip_builder.h"

namespace iflowsim {
namespace {

using testing::flowBundle;
using Ids = std::vector<std::string>;

/// A bundle of a flow that does nothing, of that version.
testing::BundleFiles bundleOf(const std::string& id, const std::string& version = "1.0.7") {
  auto files = flowBundle(id, "", testing::emptyProcess());
  std::string& manifest = files["META-INF/MANIFEST.MF"];
  manifest.replace(manifest.find("1.0.7"), 5, version);
  return files;
}

std::string zipOf(const std::string& id, const std::string& version = "1.0.7") {
  return testing::zipOf(bundleOf(id, version));
}

TenantConfig configFor(const std::filesystem::path& folder) {
  TenantConfig config;
  config.folder = folder;
  config.state = folder / ".iflowsim";
  return config;
}

/// A tenant folder with its flows, looked at when the test says so.
struct Tenant {
  explicit Tenant(std::chrono::milliseconds restart = std::chrono::milliseconds{0})
      : engine({.deployments = {.restart = restart, .waiter = &waiter}},
               {services.clock, services.memory.all, log, services.http, services.credentials, services.keystore}) {}

  void look() {
    flows.synchronize();
    flows.settle();
  }
  Ids deployed() {
    Ids ids;
    for (const DeploymentInfo& info : engine.deployments().list()) ids.push_back(info.id);
    return ids;
  }
  DeploymentInfo info(const std::string& id) { return engine.deployments().find(id).value(); }

  testing::TemporaryFolder folder;
  TenantConfig config = configFor(folder.path());
  FakeServices services;
  RememberingLog log;
  ManualWaiter waiter;
  Engine engine;
  Companions companions;
  FlowFolder flows{config, engine.deployments(), companions};
};

TEST(FlowFolder, DeploysWhatStandsInIt) {
  Tenant tenant;
  tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.folder.writeAll("flows/invoices", bundleOf("invoices"));

  tenant.look();

  EXPECT_EQ(tenant.deployed(), (Ids{"invoices", "orders"}));
  EXPECT_EQ(tenant.info("orders").state, DeploymentState::Started) << tenant.info("orders").error;
}

TEST(FlowFolder, LeavesOutWhatIsNoBundle) {
  Tenant tenant;
  tenant.folder.write("flows/.hidden.zip", zipOf("hidden"));
  tenant.folder.write("flows/notes.txt", "not a bundle");
  tenant.folder.writeAll("flows/half.part", bundleOf("half"));

  tenant.look();

  EXPECT_EQ(tenant.deployed(), Ids());
}

TEST(FlowFolder, LeavesAloneWhatDidNotChange) {
  Tenant tenant;
  tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.look();
  const TimePoint deployed_at = tenant.info("orders").deployed_at;

  tenant.services.clock.advance(std::chrono::minutes{1});
  tenant.look();

  EXPECT_EQ(tenant.info("orders").deployed_at, deployed_at);
}

TEST(FlowFolder, DeploysABundleThatChangedAgain) {
  Tenant tenant;
  tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.look();

  tenant.folder.write("flows/orders.zip", zipOf("orders", "1.0.7890"));
  tenant.look();

  EXPECT_EQ(tenant.info("orders").version, "1.0.7890");
}

TEST(FlowFolder, UndeploysTheFlowABundleHoldsNoMore) {
  Tenant tenant;
  tenant.folder.write("flows/a.zip", zipOf("orders"));
  tenant.look();

  tenant.folder.write("flows/a.zip", zipOf("invoices-of-orders"));
  tenant.look();

  EXPECT_EQ(tenant.deployed(), Ids{"invoices-of-orders"});
}

TEST(FlowFolder, UndeploysWhatIsRemoved) {
  Tenant tenant;
  const auto bundle = tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.look();

  std::filesystem::remove(bundle);
  tenant.look();

  EXPECT_EQ(tenant.deployed(), Ids());
}

TEST(FlowFolder, DeploysAFlowAgainWhenItsParametersFileChanges) {
  Tenant tenant;
  tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.look();
  const TimePoint first = tenant.info("orders").deployed_at;

  tenant.services.clock.advance(std::chrono::minutes{1});
  tenant.folder.write("parameters/orders.prop", "Host=example.org\n");
  tenant.look();

  EXPECT_EQ(tenant.info("orders").deployed_at, first + std::chrono::minutes{1});
}

TEST(FlowFolder, IgnoresTheParametersFileOfAnotherFlow) {
  Tenant tenant;
  tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.look();
  const TimePoint first = tenant.info("orders").deployed_at;

  tenant.services.clock.advance(std::chrono::minutes{1});
  tenant.folder.write("parameters/invoices.prop", "Host=example.org\n");
  tenant.look();

  EXPECT_EQ(tenant.info("orders").deployed_at, first);
}

TEST(FlowFolder, DeploysTheFirstOfTwoBundlesWithTheSameFlow) {
  Tenant tenant;
  tenant.folder.write("flows/a.zip", zipOf("orders", "1.0.1"));
  tenant.folder.write("flows/b.zip", zipOf("orders", "1.0.2"));

  tenant.look();

  EXPECT_EQ(tenant.deployed(), Ids{"orders"});
  EXPECT_EQ(tenant.info("orders").version, "1.0.1");
}

TEST(FlowFolder, DeploysTheSecondOfTwoBundlesWhenTheFirstGoes) {
  Tenant tenant;
  const auto first = tenant.folder.write("flows/a.zip", zipOf("orders", "1.0.1"));
  tenant.folder.write("flows/b.zip", zipOf("orders", "1.0.2"));
  tenant.look();

  std::filesystem::remove(first);
  tenant.look();

  EXPECT_EQ(tenant.deployed(), Ids{"orders"});
  EXPECT_EQ(tenant.info("orders").version, "1.0.2");
}

TEST(FlowFolder, ListsABundleThatCannotBeReadInStateError) {
  Tenant tenant;
  tenant.folder.write("flows/broken.zip", "no zip at all");

  tenant.look();

  EXPECT_EQ(tenant.info("broken").state, DeploymentState::Error);
  EXPECT_NE(tenant.info("broken").error, "");
}

TEST(FlowFolder, MendsABundleThatCouldNotBeRead) {
  Tenant tenant;
  tenant.folder.write("flows/orders.zip", "no zip at all");
  tenant.look();

  tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.look();

  EXPECT_EQ(tenant.info("orders").state, DeploymentState::Started) << tenant.info("orders").error;
}

TEST(FlowFolder, KeepsCompanionsForTheFlows) {
  Tenant tenant;
  tenant.folder.write("flows/scripts.zip",
                      testing::zipOf(testing::companionBundle(
                          "scripts", "ScriptCollection", {{"src/main/resources/script/a.groovy", "return null"}})));

  tenant.look();

  EXPECT_TRUE(tenant.companions.scriptCollection("scripts"));
  EXPECT_EQ(tenant.deployed(), Ids());
}

TEST(FlowFolder, CopiesABundleThatIsAddedAndDeploysIt) {
  Tenant tenant;
  const auto bundle = tenant.folder.write("exports/orders.zip", zipOf("orders"));

  const auto added = tenant.flows.add(bundle);

  ASSERT_TRUE(added) << added.error().text;
  ASSERT_EQ(added->size(), 1U);
  EXPECT_EQ(added->front().id, "orders");
  EXPECT_TRUE(std::filesystem::exists(tenant.folder.path() / "flows/orders.zip"));
  EXPECT_TRUE(std::filesystem::exists(bundle));
}

TEST(FlowFolder, ReplacesABundleOfTheSameNameThatIsAddedAgain) {
  Tenant tenant;
  tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.look();

  const auto added = tenant.flows.add(tenant.folder.write("exports/orders.zip", zipOf("orders", "2.0.0")));

  ASSERT_TRUE(added) << added.error().text;
  EXPECT_EQ(tenant.info("orders").version, "2.0.0");
}

TEST(FlowFolder, AddsNothingWhereThereIsNoBundle) {
  Tenant tenant;

  const auto added = tenant.flows.add(tenant.folder.path() / "missing.zip");

  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, "DEPLOY-400");
  EXPECT_NE(added.error().text.find("missing.zip"), std::string::npos) << added.error().text;
}

TEST(FlowFolder, KeepsTheBundleOfAFlowThatIsRemoved) {
  Tenant tenant;
  tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.look();

  ASSERT_TRUE(tenant.flows.remove("orders"));

  EXPECT_EQ(tenant.deployed(), Ids());
  EXPECT_FALSE(std::filesystem::exists(tenant.folder.path() / "flows/orders.zip"));
  EXPECT_TRUE(std::filesystem::exists(tenant.folder.path() / ".iflowsim/undeployed/orders.zip"));
}

TEST(FlowFolder, RemovesNoFlowWhoseBundleHoldsOthersToo) {
  Tenant tenant;
  tenant.folder.write("flows/both.zip",
                      testing::zipOf({{"orders.zip", zipOf("orders")}, {"invoices.zip", zipOf("invoices")}}));
  tenant.look();

  const auto removed = tenant.flows.remove("orders");

  ASSERT_FALSE(removed);
  EXPECT_EQ(removed.error().code, "DEPLOY-409");
  EXPECT_EQ(tenant.deployed(), (Ids{"invoices", "orders"}));
}

TEST(FlowFolder, RemovesNoFlowThatIsUnknown) {
  Tenant tenant;

  const auto removed = tenant.flows.remove("orders");

  ASSERT_FALSE(removed);
  EXPECT_EQ(removed.error().code, "DEPLOY-404");
}

constexpr std::chrono::milliseconds kRestart{2000};

// P-REDEPLOY-008
TEST(FlowFolder, RedeploysSeveralFlowsAtATime) {
  Tenant tenant(kRestart);
  tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.folder.write("flows/invoices.zip", zipOf("invoices"));
  tenant.look();

  tenant.folder.write("flows/orders.zip", zipOf("orders", "2.0.0-longer"));
  tenant.folder.write("flows/invoices.zip", zipOf("invoices", "2.0.0-longer"));
  tenant.flows.synchronize();
  tenant.waiter.awaitWait(2);
  tenant.waiter.advance(kRestart);
  tenant.flows.settle();

  EXPECT_EQ(tenant.info("orders").version, "2.0.0-longer");
  EXPECT_EQ(tenant.info("invoices").version, "2.0.0-longer");
}

TEST(FlowFolder, DeploysAnotherFlowWhileOneIsDown) {
  Tenant tenant(kRestart);
  tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.look();
  tenant.folder.write("flows/orders.zip", zipOf("orders", "2.0.0-longer"));
  tenant.flows.synchronize();
  tenant.waiter.awaitWait(1);

  tenant.folder.write("flows/invoices.zip", zipOf("invoices"));
  tenant.flows.synchronize();

  EXPECT_EQ(tenant.info("invoices").state, DeploymentState::Started);
  EXPECT_EQ(tenant.info("orders").state, DeploymentState::Starting);
  tenant.waiter.advance(kRestart);
  tenant.flows.settle();
  EXPECT_EQ(tenant.info("orders").state, DeploymentState::Started);
}

TEST(FlowFolder, TakesTheLastOfSeveralChangesThatWait) {
  Tenant tenant(kRestart);
  tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.look();
  tenant.folder.write("flows/orders.zip", zipOf("orders", "2.0.0-longer"));
  tenant.flows.synchronize();
  tenant.waiter.awaitWait(1);

  tenant.folder.write("flows/orders.zip", zipOf("orders", "3.0.0-still-longer"));
  tenant.flows.synchronize();
  tenant.folder.write("flows/orders.zip", zipOf("orders", "4.0.0-longest-of-all-these"));
  tenant.flows.synchronize();
  tenant.waiter.advance(kRestart);
  tenant.waiter.awaitWait(2);
  tenant.waiter.advance(kRestart);
  tenant.flows.settle();

  EXPECT_EQ(tenant.info("orders").version, "4.0.0-longest-of-all-these");
  EXPECT_EQ(tenant.waiter.asked().size(), 2U);
}

TEST(FlowFolder, DeploysWhatIsAddedBeforeItAnswers) {
  Tenant tenant(kRestart);
  tenant.folder.write("flows/orders.zip", zipOf("orders"));
  tenant.look();

  auto added = std::async(std::launch::async, [&] {
    return tenant.flows.add(tenant.folder.write("exports/orders.zip", zipOf("orders", "2.0.0-longer")));
  });
  tenant.waiter.awaitWait(1);
  tenant.waiter.advance(kRestart);

  const auto deployed = added.get();
  ASSERT_TRUE(deployed) << deployed.error().text;
  EXPECT_EQ(deployed->front().version, "2.0.0-longer");
  EXPECT_EQ(deployed->front().state, DeploymentState::Started);
}

TEST(FlowFolder, LetsAFlowTakeOverTheAddressOfOneThatGoes) {
  Tenant tenant(kRestart);
  tenant.folder.write("flows/b.zip", testing::zipOf(testing::httpsFlowBundle("orders", "/orders")));
  tenant.look();

  std::filesystem::remove(tenant.folder.path() / "flows/b.zip");
  tenant.folder.write("flows/a.zip", testing::zipOf(testing::httpsFlowBundle("heir", "/orders")));
  tenant.look();

  EXPECT_EQ(tenant.deployed(), Ids{"heir"});
  EXPECT_EQ(tenant.info("heir").state, DeploymentState::Started) << tenant.info("heir").error;
}

TEST(FlowFolder, ListsTheSecondOfTwoFlowsWithOneAddressInStateError) {
  Tenant tenant;
  tenant.folder.write("flows/a.zip", testing::zipOf(testing::httpsFlowBundle("first", "/orders")));
  tenant.folder.write("flows/b.zip", testing::zipOf(testing::httpsFlowBundle("second", "/orders")));

  tenant.look();

  EXPECT_EQ(tenant.info("first").state, DeploymentState::Started);
  EXPECT_EQ(tenant.info("second").state, DeploymentState::Error);
}

}  // namespace
}  // namespace iflowsim
