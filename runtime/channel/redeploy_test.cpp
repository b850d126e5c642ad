#include <future>
#include <mutex>

#include <gtest/gtest.h>

#include "runtime/channel/channel_testkit.h"
#include "runtime/channel/deployments.h"
#include "runtime/channel/endpoint_table.h"
#include "runtime/spi/flow_stopped.h"
#include "tests/support/manual_waiter.h"
#include "tests/support/served.h"

namespace iflowsim {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kRestart{2000};
constexpr milliseconds kDrain{60'000};

/// Runs its flow and answers the version that served.
class VersionEndpoint final : public HttpEndpoint {
 public:
  explicit VersionEndpoint(std::shared_ptr<FlowRunner> runner) : runner_(std::move(runner)) {}
  const AccessRule& access() const override { return access_; }
  const std::string& flowId() const override { return runner_->flowId(); }
  const std::vector<std::string>& methods() const override { return methods_; }
  bool mayBlock() const override { return true; }
  void serve(HttpRequest /*request*/, const Principal& /*caller*/, const ReplySink& sink) override {
    HttpReply reply;
    runner_->run({}, {},
                 [&](Exchange& exchange, const Outcome&) { reply.body = Body(exchange.headers().text("version")); });
    sink(std::move(reply));
  }

 private:
  std::shared_ptr<FlowRunner> runner_;
  AccessRule access_;
  std::vector<std::string> methods_;
};

class ServedSender final : public Sender {
 public:
  ServedSender(EndpointTable& table, EndpointAddress address) : table_(table), address_(std::move(address)) {}
  Result<void> start(std::shared_ptr<FlowRunner> runner) override {
    endpoint_ = std::make_shared<VersionEndpoint>(std::move(runner));
    return table_.add(address_, endpoint_);
  }
  void stop() override {
    table_.remove(*endpoint_);
    // It holds the flow, which holds this sender.
    endpoint_.reset();
  }
  std::vector<std::string> addresses() const override { return {address_.path}; }
  Result<void> fire() override { return {}; }

 private:
  EndpointTable& table_;
  EndpointAddress address_;
  std::shared_ptr<VersionEndpoint> endpoint_;
};

/// A log for several flows.
class SharedLog final : public ProcessingLog {
 public:
  void begin(std::shared_ptr<const Run> /*run*/) override {}
  void finish(std::shared_ptr<const Run> run, RunSummary summary, TimePoint /*end*/) override {
    add(run->identity().flow_id, summary.status);
  }
  void abandon(std::shared_ptr<const Run> run, TimePoint /*end*/) override {
    add(run->identity().flow_id, RunStatus::Abandoned);
  }
  /// Flow and status of every message that ended, in order.
  std::vector<std::pair<std::string, RunStatus>> ends() const {
    const std::lock_guard lock(mutex_);
    return ends_;
  }

 private:
  void add(const std::string& flow, RunStatus status) {
    const std::lock_guard lock(mutex_);
    ends_.emplace_back(flow, status);
  }
  mutable std::mutex mutex_;
  std::vector<std::pair<std::string, RunStatus>> ends_;
};

using Ends = std::vector<std::pair<std::string, RunStatus>>;

/// A message held up in its flow until the test lets it go.
struct HeldMessage {
  void hold() {
    running.set_value();
    release.get_future().wait();
  }
  std::promise<void> running;
  std::promise<void> release;
};

/// A tenant whose flows serve `/http/<id>`, and whose time the test moves.
class Redeploy : public testing::Test {
 protected:
  Redeploy() {
    AdapterSpec served;
    served.type = "Served";
    served.direction = Direction::Sender;
    served.build_sender = [](BuildContext& build, const Channel& channel) {
      return std::make_unique<ServedSender>(
          build.services().endpoints,
          EndpointAddress{.path = channel.properties.get("path"), .prefix = !channel.properties.get("wide").empty()});
    };
    bench_.registries.adapters.add(std::move(served));
    bench_.work = [this](Exchange& exchange) {
      const auto held = held_.find(exchange.run().identity().flow_id);
      if (held != held_.end()) held->second->hold();
    };
  }

  std::shared_ptr<FlowModel> flow(const std::string& id, const std::string& version = "1.0.0", bool wide = false) {
    auto made = emptyFlow(id);
    made->version = version;
    GraphBuilder(addProcess(*made, "Main").graph)
        .node("Start", "StartEvent")
        .then("Work", "Work", {{"version", version}});
    addChannel(*made, "Served", Direction::Sender, "Start");
    made->channels.back().properties.set("path", "/http/" + id);
    if (wide) made->channels.back().properties.set("wide", "yes");
    return made;
  }
  std::shared_ptr<FlowModel> brokenFlow(const std::string& id) {
    auto made = flow(id);
    GraphBuilder(made->processes.front().graph).then("Odd", "Unheard");
    return made;
  }

  Deployments& deployments() {
    if (!deployments_) {
      deployments_ = std::make_unique<Deployments>(bench_.registries, services_, log_, Deployments::Options(options_));
    }
    return *deployments_;
  }

  /// Deploys on another thread.
  std::future<DeploymentInfo> deployAside(std::shared_ptr<FlowModel> model) {
    return std::async(std::launch::async, [this, model = std::move(model)] { return deployments().deploy(model, {}); });
  }
  /// Calls the flow; its message is held up on its way.
  std::future<std::string> callHeld(const std::string& id, HeldMessage& message) {
    held_[id] = &message;
    auto served = std::async(std::launch::async, [this, id] { return call("/http/" + id); });
    message.running.get_future().wait();
    return served;
  }
  /// The version that served the path; `404` when none did.
  std::string call(const std::string& path) {
    const auto endpoint = endpoints_.find(path);
    return endpoint ? served(*endpoint, {}).body.text() : "404";
  }
  DeploymentState state(const std::string& id) {
    return deployments().find(id, Deployments::View::Actual).value().state;
  }
  static bool isOver(std::future<DeploymentInfo>& change) {
    return change.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
  }

  ChannelBench bench_;
  SharedLog log_;
  SwappedEndpointTable endpoints_;
  ManualWaiter waiter_;
  Deployments::Options options_{.restart = kRestart, .waiter = &waiter_};
  Services services_{bench_.services.clock,     bench_.services.options,     bench_.services.memory.all,
                     bench_.services.http,      bench_.services.direct,      endpoints_,
                     bench_.services.scheduler, bench_.services.credentials, bench_.services.keystore};
  std::map<std::string, HeldMessage*> held_;
  std::unique_ptr<Deployments> deployments_;
};

// P-REDEPLOY-001
TEST_F(Redeploy, TakesTheChannelDownForTheRestartTime) {
  deployments().deploy(flow("orders", "1.0.0"), {});

  auto change = deployAside(flow("orders", "2.0.0"));
  waiter_.awaitWait(1);

  EXPECT_EQ(call("/http/orders"), "404");
  EXPECT_EQ(state("orders"), DeploymentState::Starting);
  waiter_.advance(kRestart - milliseconds{1});
  EXPECT_FALSE(isOver(change));
  waiter_.advance(milliseconds{1});
  EXPECT_EQ(change.get().state, DeploymentState::Started);
  EXPECT_EQ(call("/http/orders"), "2.0.0");
  EXPECT_EQ(waiter_.asked(), std::vector{kRestart});
}

// P-REDEPLOY-002
TEST_F(Redeploy, KeepsNobodyWaitingForAFirstDeployment) {
  deployments().deploy(flow("orders"), {});

  EXPECT_EQ(call("/http/orders"), "1.0.0");
  EXPECT_TRUE(waiter_.asked().empty());
}

TEST_F(Redeploy, KeepsNobodyWaitingWhenItMendsAFlowThatDidNotServe) {
  deployments().deploy(brokenFlow("orders"), {});

  deployments().deploy(flow("orders"), {});

  EXPECT_EQ(call("/http/orders"), "1.0.0");
  EXPECT_TRUE(waiter_.asked().empty());
}

TEST_F(Redeploy, IsInstantWithoutARestartTime) {
  options_.restart = milliseconds{0};
  deployments().deploy(flow("orders", "1.0.0"), {});

  deployments().deploy(flow("orders", "2.0.0"), {});

  EXPECT_EQ(call("/http/orders"), "2.0.0");
}

TEST_F(Redeploy, OfAVersionThatDoesNotCompileEndsWithoutAPause) {
  deployments().deploy(flow("orders"), {});

  const DeploymentInfo info = deployments().deploy(brokenFlow("orders"), {});

  EXPECT_EQ(info.state, DeploymentState::Error);
  EXPECT_EQ(call("/http/orders"), "404");
  EXPECT_FALSE(deployments().isRedeploying("/http/orders"));
  EXPECT_TRUE(waiter_.asked().empty());
}

TEST_F(Redeploy, IsWhatARestartDoesToo) {
  deployments().deploy(flow("orders"), {});

  auto change = std::async(std::launch::async, [&] { return deployments().restart("orders").value(); });
  waiter_.awaitWait(1);

  EXPECT_EQ(call("/http/orders"), "404");
  waiter_.advance(kRestart);
  EXPECT_EQ(change.get().state, DeploymentState::Started);
  EXPECT_EQ(call("/http/orders"), "1.0.0");
}

// P-REDEPLOY-003
TEST_F(Redeploy, KnowsTheAddressesThatAreDown) {
  deployments().deploy(flow("orders", "1.0.0", true), {});
  EXPECT_FALSE(deployments().isRedeploying("/http/orders"));

  auto change = deployAside(flow("orders", "2.0.0", true));
  waiter_.awaitWait(1);

  EXPECT_TRUE(deployments().isRedeploying("/http/Orders"));
  EXPECT_TRUE(deployments().isRedeploying("/http/orders/4711"));
  EXPECT_FALSE(deployments().isRedeploying("/http/invoices"));
  waiter_.advance(kRestart);
  change.wait();
  EXPECT_FALSE(deployments().isRedeploying("/http/orders"));
}

// P-REDEPLOY-006
TEST_F(Redeploy, LetsMessagesInFlightFinishOnTheirVersionWhileNoneGetsIn) {
  deployments().deploy(flow("orders", "1.0.0"), {});
  HeldMessage message;
  auto served = callHeld("orders", message);

  auto change = deployAside(flow("orders", "2.0.0"));
  waiter_.awaitWait(1);

  EXPECT_EQ(state("orders"), DeploymentState::Stopping);
  EXPECT_EQ(call("/http/orders"), "404");
  EXPECT_TRUE(deployments().isRedeploying("/http/orders"));
  held_.clear();
  message.release.set_value();
  EXPECT_EQ(served.get(), "1.0.0");
  waiter_.awaitWait(2);
  waiter_.advance(kRestart);
  EXPECT_EQ(change.get().version, "2.0.0");
  EXPECT_EQ(log_.ends(), (Ends{{"orders", RunStatus::Completed}}));
}

// P-REDEPLOY-009
TEST_F(Redeploy, TurnsAwayAMessageThatFoundItsFlowAndComesAfterItsEnd) {
  deployments().deploy(flow("orders", "1.0.0"), {});
  const auto found = endpoints_.find("/http/orders");

  ASSERT_TRUE(deployments().undeploy("orders"));

  EXPECT_THROW(served(*found, {}), FlowStopped);
  EXPECT_TRUE(log_.ends().empty());
}

// P-REDEPLOY-004 P-REDEPLOY-005
TEST_F(Redeploy, AbandonsMessagesThatOutliveTheDrainTimeForGood) {
  deployments().deploy(flow("orders", "1.0.0"), {});
  HeldMessage message;
  auto served = callHeld("orders", message);

  auto change = deployAside(flow("orders", "2.0.0"));
  waiter_.awaitWait(1);
  waiter_.advance(kDrain);
  waiter_.awaitWait(2);
  waiter_.advance(kRestart);
  EXPECT_EQ(change.get().state, DeploymentState::Started);
  EXPECT_EQ(log_.ends(), (Ends{{"orders", RunStatus::Abandoned}}));

  held_.clear();
  message.release.set_value();

  EXPECT_EQ(served.get(), "1.0.0");
  EXPECT_EQ(log_.ends(), (Ends{{"orders", RunStatus::Abandoned}}));
  EXPECT_EQ(waiter_.asked(), (std::vector{kDrain, kRestart}));
}

// P-REDEPLOY-004
TEST_F(Redeploy, AbandonsMessagesOfAFlowThatIsUndeployed) {
  deployments().deploy(flow("orders"), {});
  HeldMessage message;
  auto served = callHeld("orders", message);

  auto change = std::async(std::launch::async, [&] { return deployments().undeploy("orders"); });
  waiter_.awaitWait(1);
  EXPECT_EQ(call("/http/orders"), "404");
  EXPECT_TRUE(deployments().isRedeploying("/http/orders"));
  waiter_.advance(kDrain);

  EXPECT_TRUE(change.get());
  EXPECT_EQ(log_.ends(), (Ends{{"orders", RunStatus::Abandoned}}));
  EXPECT_FALSE(deployments().isRedeploying("/http/orders"));
  EXPECT_TRUE(deployments().list().empty());
  message.release.set_value();
  served.wait();
}

// P-REDEPLOY-008
TEST_F(Redeploy, HoldsUpNoOtherFlow) {
  deployments().deploy(flow("slow"), {});
  HeldMessage message;
  auto served = callHeld("slow", message);
  auto change = deployAside(flow("slow", "2.0.0"));
  waiter_.awaitWait(1);

  deployments().deploy(flow("orders"), {});

  EXPECT_EQ(call("/http/orders"), "1.0.0");
  EXPECT_EQ(deployments().list().size(), 2U);
  EXPECT_TRUE(deployments().setLogLevel("slow", LogLevel::Debug));
  EXPECT_EQ(deployments().fire("slow").error().code, "DEPLOY-409");
  EXPECT_TRUE(deployments().undeploy("orders"));
  EXPECT_FALSE(isOver(change));
  held_.clear();
  message.release.set_value();
  served.wait();
  waiter_.awaitWait(2);
  waiter_.advance(kRestart);
  EXPECT_EQ(change.get().log_level, LogLevel::Debug);
}

TEST_F(Redeploy, WaitsForTheChangeBeforeOfTheSameFlow) {
  deployments().deploy(flow("orders", "1.0.0"), {});
  auto second = deployAside(flow("orders", "2.0.0"));
  waiter_.awaitWait(1);

  auto third = deployAside(flow("orders", "3.0.0"));
  waiter_.advance(kRestart);
  EXPECT_EQ(second.get().version, "2.0.0");
  waiter_.awaitWait(2);
  waiter_.advance(kRestart);

  EXPECT_EQ(third.get().version, "3.0.0");
  EXPECT_EQ(call("/http/orders"), "3.0.0");
}

TEST_F(Redeploy, FreesTheAddressesOfAFlowThatIsClosedAhead) {
  deployments().deploy(flow("orders"), {});
  auto heir = flow("heir");
  heir->channels.front().properties.set("path", "/http/orders");

  deployments().close("orders");
  const DeploymentInfo info = deployments().deploy(heir, {});

  EXPECT_EQ(info.state, DeploymentState::Started) << info.error;
  EXPECT_EQ(state("orders"), DeploymentState::Stopping);
  EXPECT_TRUE(deployments().undeploy("orders"));
}

TEST_F(Redeploy, TakesItsPauseAlsoWhenTheFlowWasClosedAhead) {
  deployments().deploy(flow("orders", "1.0.0"), {});
  deployments().close("orders");

  auto change = deployAside(flow("orders", "2.0.0"));
  waiter_.awaitWait(1);
  waiter_.advance(kRestart);

  EXPECT_EQ(change.get().state, DeploymentState::Started);
}

TEST_F(Redeploy, IsCutShortWhenTheTenantEnds) {
  deployments().deploy(flow("orders", "1.0.0"), {});
  auto change = deployAside(flow("orders", "2.0.0"));
  waiter_.awaitWait(1);

  deployments().stop();

  EXPECT_EQ(change.get().state, DeploymentState::Stopping);
  EXPECT_EQ(call("/http/orders"), "404");
}

TEST_F(Redeploy, IsRefusedWhenTheTenantHasEnded) {
  deployments().stop();

  const DeploymentInfo info = deployments().deploy(flow("orders"), {});

  EXPECT_EQ(info.state, DeploymentState::Error);
  EXPECT_EQ(info.error, "The tenant is stopping; the flow is not deployed.");
  EXPECT_EQ(call("/http/orders"), "404");
}

TEST_F(Redeploy, OfNothingDrainsAllFlowsAtATimeWhenTheTenantEnds) {
  deployments().deploy(flow("orders"), {});
  deployments().deploy(flow("invoices"), {});
  HeldMessage order;
  HeldMessage invoice;
  auto first = callHeld("orders", order);
  auto second = callHeld("invoices", invoice);

  auto end = std::async(std::launch::async, [&] { deployments().stop(); });
  waiter_.awaitWait(2);
  waiter_.advance(kDrain);
  end.wait();

  EXPECT_EQ(log_.ends().size(), 2U);
  order.release.set_value();
  invoice.release.set_value();
  first.wait();
  second.wait();
}

// P-REDEPLOY-007
TEST_F(Redeploy, IsShownByTheListOnlyAfterTheLag) {
  options_.status_lag = milliseconds{500};
  options_.restart = milliseconds{0};
  ManualClock& clock = bench_.services.clock;
  deployments().deploy(flow("orders", "1.0.0"), {});
  clock.advance(milliseconds{1000});

  deployments().deploy(flow("orders", "2.0.0"), {});

  EXPECT_EQ(deployments().find("orders")->version, "1.0.0");
  EXPECT_EQ(deployments().list().front().version, "1.0.0");
  EXPECT_EQ(deployments().find("orders", Deployments::View::Actual)->version, "2.0.0");
  clock.advance(milliseconds{500});
  EXPECT_EQ(deployments().list().front().version, "2.0.0");
}

}  // namespace
}  // namespace iflowsim
