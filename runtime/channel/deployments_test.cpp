#include "runtime/channel/deployments.h"

#include <future>

#include <gtest/gtest.h>

#include "runtime/channel/channel_testkit.h"

namespace iflowsim {
namespace {

using Calls = std::vector<std::string>;

/// A tenant whose flows the test calls through `sender.runner`.
struct Tenant : ChannelBench {
  std::string versionServed() {
    // A redeploy replaces the sender's runner while the message runs.
    const auto runner = sender.runner;
    std::string version;
    runner->run({}, {}, [&](Exchange& exchange, const Outcome&) { version = exchange.headers().text("version"); });
    return version;
  }
  DeploymentInfo info() const { return deployments.find("orders").value(); }

  Deployments deployments{registries, services.services, log};
};

Diagnostics finding(Severity severity) {
  Diagnostics findings;
  findings.add({severity, "BUNDLE-001", {"orders.zip", 0, 0}, "Flow", "", "", "It is odd.", "Look at it."});
  return findings;
}

TEST(Deployments, StartAFlowThatCompiles) {
  Tenant tenant;

  const DeploymentInfo info = tenant.deployments.deploy(tenant.flow(), {});

  EXPECT_EQ(info.state, DeploymentState::Started);
  EXPECT_EQ(info.id, "orders");
  EXPECT_EQ(info.name, "Flow orders");
  EXPECT_EQ(info.version, "1.0.0");
  EXPECT_EQ(info.endpoints, Calls{"/http/orders"});
  EXPECT_EQ(info.error, "");
  EXPECT_EQ(info.deployed_at, tenant.services.clock.now());
  EXPECT_EQ(tenant.sender.calls, (Calls{"start", "deployed"}));
}

TEST(Deployments, ListAFlowThatDoesNotCompileInStateError) {
  Tenant tenant;
  const auto flow = tenant.flow();
  GraphBuilder(flow->processes.front().graph).then("Odd", "Unheard");

  tenant.deployments.deploy(flow, {});

  EXPECT_EQ(tenant.info().state, DeploymentState::Error);
  EXPECT_NE(tenant.info().error.find("STEP-001"), std::string::npos) << tenant.info().error;
  EXPECT_TRUE(tenant.sender.calls.empty());
}

TEST(Deployments, ListAFlowWhoseSenderCannotStartInStateError) {
  Tenant tenant;
  tenant.sender.refusal = "The address is taken.";

  tenant.deployments.deploy(tenant.flow(), {});

  EXPECT_EQ(tenant.info().state, DeploymentState::Error);
  EXPECT_EQ(tenant.info().error, "error ENDPOINT-001 orders.zip: The address is taken.");
  EXPECT_TRUE(tenant.info().endpoints.empty());
}

TEST(Deployments, StartNoFlowWhoseBundleHasErrors) {
  Tenant tenant;

  const DeploymentInfo info = tenant.deployments.deploy(tenant.flow(), finding(Severity::Error));

  EXPECT_EQ(info.state, DeploymentState::Error);
  EXPECT_NE(info.error.find("BUNDLE-001"), std::string::npos) << info.error;
  EXPECT_TRUE(tenant.sender.calls.empty());
}

TEST(Deployments, StartAFlowWhoseBundleHasWarningsAndShowThem) {
  Tenant tenant;

  const DeploymentInfo info = tenant.deployments.deploy(tenant.flow(), finding(Severity::Warning));

  EXPECT_EQ(info.state, DeploymentState::Started);
  EXPECT_EQ(info.diagnostics.size(), 1U);
}

TEST(Deployments, ReplaceAFlowThatIsDeployedAgain) {
  Tenant tenant;
  tenant.deployments.deploy(tenant.flow("1.0.0"), {});

  tenant.deployments.deploy(tenant.flow("2.0.0"), {});

  EXPECT_EQ(tenant.deployments.list().size(), 1U);
  EXPECT_EQ(tenant.info().version, "2.0.0");
  EXPECT_EQ(tenant.versionServed(), "2.0.0");
  EXPECT_EQ(tenant.sender.calls, (Calls{"start", "deployed", "stop", "start", "deployed"}));
}

TEST(Deployments, KeepTheLogLevelOfAFlowThatIsDeployedAgain) {
  Tenant tenant;
  tenant.deployments.deploy(tenant.flow(), {});
  ASSERT_TRUE(tenant.deployments.setLogLevel("orders", LogLevel::Debug));

  tenant.deployments.deploy(tenant.flow("2.0.0"), {});

  EXPECT_EQ(tenant.info().log_level, LogLevel::Debug);
}

TEST(Deployments, MendAFlowInStateErrorByDeployingItAgain) {
  Tenant tenant;
  tenant.deployments.deploy(tenant.flow(), finding(Severity::Error));

  const DeploymentInfo info = tenant.deployments.deploy(tenant.flow(), {});

  EXPECT_EQ(info.state, DeploymentState::Started);
  EXPECT_EQ(info.error, "");
}

TEST(Deployments, StopAndForgetAFlowThatIsUndeployed) {
  Tenant tenant;
  tenant.deployments.deploy(tenant.flow(), {});

  ASSERT_TRUE(tenant.deployments.undeploy("orders"));

  EXPECT_TRUE(tenant.deployments.list().empty());
  EXPECT_EQ(tenant.sender.calls.back(), "stop");
}

TEST(Deployments, RestartAFlowWithoutAnnouncingItAgain) {
  Tenant tenant;
  tenant.deployments.deploy(tenant.flow(), {});

  const auto restarted = tenant.deployments.restart("orders");

  ASSERT_TRUE(restarted);
  EXPECT_EQ(restarted->state, DeploymentState::Started);
  EXPECT_EQ(tenant.sender.calls, (Calls{"start", "deployed", "stop", "start"}));
}

TEST(Deployments, FireAFlowThatIsStarted) {
  Tenant tenant;
  tenant.deployments.deploy(tenant.flow(), {});

  ASSERT_TRUE(tenant.deployments.fire("orders"));

  EXPECT_EQ(tenant.sender.calls.back(), "fire");
}

TEST(Deployments, FireNoFlowThatWaitsForCallers) {
  Tenant tenant;
  tenant.sender.fires = false;
  tenant.deployments.deploy(tenant.flow(), {});

  const auto fired = tenant.deployments.fire("orders");

  ASSERT_FALSE(fired);
  EXPECT_EQ(fired.error().code, "FIRE-001");
}

TEST(Deployments, FireNoFlowThatIsNotStarted) {
  Tenant tenant;
  tenant.deployments.deploy(tenant.flow(), finding(Severity::Error));

  const auto fired = tenant.deployments.fire("orders");

  ASSERT_FALSE(fired);
  EXPECT_EQ(fired.error().code, "DEPLOY-409");
  EXPECT_NE(fired.error().text.find("The flow 'orders' is not started: "), std::string::npos) << fired.error().text;
}

TEST(Deployments, SuggestTheNearestFlowForOneThatIsUnknown) {
  Tenant tenant;
  tenant.deployments.deploy(tenant.flow(), {});

  const auto found = tenant.deployments.find("order");

  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, "DEPLOY-404");
  EXPECT_EQ(found.error().text, "No flow 'order' is deployed. Did you mean 'orders'?");
}

TEST(Deployments, RefuseEveryCommandOnAFlowThatIsUnknown) {
  Tenant tenant;
  Deployments& deployments = tenant.deployments;

  EXPECT_EQ(deployments.undeploy("none").error().code, "DEPLOY-404");
  EXPECT_EQ(deployments.restart("none").error().code, "DEPLOY-404");
  EXPECT_EQ(deployments.fire("none").error().code, "DEPLOY-404");
  EXPECT_EQ(deployments.setLogLevel("none", LogLevel::Info).error().code, "DEPLOY-404");
}

TEST(Deployments, ApplyALogLevelToTheNextMessage) {
  Tenant tenant;
  tenant.deployments.deploy(tenant.flow(), {});
  tenant.versionServed();

  ASSERT_TRUE(tenant.deployments.setLogLevel("orders", LogLevel::Trace));
  tenant.versionServed();

  EXPECT_EQ(tenant.log.finished[0].run->level(), LogLevel::Info);
  EXPECT_EQ(tenant.log.finished[1].run->level(), LogLevel::Trace);
}

TEST(Deployments, LetAMessageInFlightAnswerFromItsVersionEvenWhenItIsAbandoned) {
  Tenant tenant;
  std::promise<void> running;
  std::promise<void> release;
  tenant.work = [&](Exchange&) {
    running.set_value();
    release.get_future().wait();
  };
  tenant.services.options.drain = std::chrono::milliseconds{0};
  tenant.deployments.deploy(tenant.flow("1.0.0"), {});
  auto served = std::async(std::launch::async, [&] { return tenant.versionServed(); });
  running.get_future().wait();

  tenant.deployments.deploy(tenant.flow("2.0.0"), {});
  release.set_value();

  EXPECT_EQ(served.get(), "1.0.0");
  EXPECT_EQ(tenant.log.finished.at(0).summary.status, RunStatus::Abandoned);
}

TEST(Deployments, WaitForMessagesInFlightBeforeAFlowIsUndeployed) {
  Tenant tenant;
  std::promise<void> running;
  std::promise<void> release;
  tenant.work = [&](Exchange&) {
    running.set_value();
    release.get_future().wait();
  };
  tenant.deployments.deploy(tenant.flow(), {});
  auto served = std::async(std::launch::async, [&] { return tenant.versionServed(); });
  running.get_future().wait();

  auto undeployed = std::async(std::launch::async, [&] {
    (void)tenant.deployments.undeploy("orders");
    return tenant.log.finished.size();
  });
  release.set_value();

  EXPECT_EQ(undeployed.get(), 1U);
  served.wait();
}

TEST(Deployments, StopEveryFlowWhenTheyAreDestroyed) {
  ChannelBench bench;
  {
    Deployments deployments(bench.registries, bench.services.services, bench.log);
    deployments.deploy(bench.flow(), {});
  }

  EXPECT_EQ(bench.sender.calls.back(), "stop");
}

TEST(DeploymentState, IsSpelledInCapitals) {
  EXPECT_EQ(toText(DeploymentState::Starting), "STARTING");
  EXPECT_EQ(toText(DeploymentState::Started), "STARTED");
  EXPECT_EQ(toText(DeploymentState::Stopping), "STOPPING");
  EXPECT_EQ(toText(DeploymentState::Error), "ERROR");
}

}  // namespace
}  // namespace iflowsim
