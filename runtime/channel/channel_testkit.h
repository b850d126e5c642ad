#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/spi/adapter.h"
#include "runtime/spi/processing_log.h"
#include "runtime/spi/registry.h"
#include "tests/support/fake_services.h"
#include "tests/support/flow_builder.h"

namespace iflowsim {

/// Remembers what was written. For one writer at a time.
class RememberingLog final : public ProcessingLog {
 public:
  struct Entry {
    std::shared_ptr<const Run> run;
    RunSummary summary;
    TimePoint end;
  };

  void begin(std::shared_ptr<const Run> run) override { begun.push_back(std::move(run)); }
  void finish(std::shared_ptr<const Run> run, RunSummary summary, TimePoint end) override {
    finished.push_back({std::move(run), std::move(summary), end});
  }
  void abandon(std::shared_ptr<const Run> run, TimePoint end) override {
    finished.push_back({std::move(run), {.status = RunStatus::Abandoned}, end});
  }

  std::vector<std::shared_ptr<const Run>> begun;
  std::vector<Entry> finished;
};

/// Hands its runner to the test, and remembers what the deployment asked of it.
class HandingSender final : public Sender {
 public:
  struct Story {
    std::shared_ptr<FlowRunner> runner;
    /// `start`, `deployed`, `fire`, `stop` in the order they came.
    std::vector<std::string> calls;
    /// Refuses to start with this error, unless empty.
    std::string refusal;
    bool fires = true;
  };

  explicit HandingSender(Story& story) : story_(story) {}

  Result<void> start(std::shared_ptr<FlowRunner> runner) override {
    story_.calls.emplace_back("start");
    if (!story_.refusal.empty()) return failure("ENDPOINT-001", story_.refusal);
    story_.runner = std::move(runner);
    return {};
  }
  void stop() override { story_.calls.emplace_back("stop"); }
  std::vector<std::string> addresses() const override { return {"/http/orders"}; }
  Result<void> fire() override {
    if (!story_.fires) return Sender::fire();
    story_.calls.emplace_back("fire");
    return {};
  }
  void deployed() override { story_.calls.emplace_back("deployed"); }

 private:
  Story& story_;
};

/// What deployments are made of: flows start with a `StartEvent` at a channel `Handed`, whose sender is in `sender`,
/// and have one step `Work`, which calls `work` and puts its text `version` into the header `version`.
struct ChannelBench {
  ChannelBench() {
    addStep("StartEvent", [](Exchange&, const std::string&) {});
    addStep("Work", [this](Exchange& exchange, const std::string& version) {
      exchange.headers().set("version", version);
      if (work) work(exchange);
    });
    AdapterSpec handed;
    handed.type = "Handed";
    handed.direction = Direction::Sender;
    handed.build_sender = [this](BuildContext&, const Channel&) { return std::make_unique<HandingSender>(sender); };
    registries.adapters.add(std::move(handed));
  }

  /// A flow `orders` of that version.
  std::shared_ptr<FlowModel> flow(const std::string& version = "1.0.0", const std::string& id = "orders") const {
    auto made = emptyFlow(id);
    made->version = version;
    GraphBuilder(addProcess(*made, "Main").graph)
        .node("Start", "StartEvent")
        .then("Work", "Work", {{"version", version}});
    addChannel(*made, "Handed", Direction::Sender, "Start");
    return made;
  }

  FakeServices services;
  RememberingLog log;
  Registries registries;
  HandingSender::Story sender;
  std::function<void(Exchange&)> work;

 private:
  using Work = std::function<void(Exchange&, const std::string& version)>;

  class WorkStep final : public Step {
   public:
    WorkStep(Work work, std::string version) : work_(std::move(work)), version_(std::move(version)) {}
    Signal process(Exchange& exchange) const override {
      work_(exchange, version_);
      return Signal::Continue;
    }

   private:
    Work work_;
    std::string version_;
  };

  void addStep(const std::string& kind, Work step) {
    StepSpec spec;
    spec.name = kind;
    spec.kinds = {kind};
    spec.build = [step = std::move(step)](BuildContext&, const Node& node) {
      return std::make_shared<WorkStep>(step, node.properties.get("version"));
    };
    registries.steps.add(std::move(spec));
  }
};

}  // namespace iflowsim
