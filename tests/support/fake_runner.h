#pragma once

#include <functional>
#include <string>
#include <vector>

#include "runtime/spi/flow_runner.h"
#include "tests/support/manual_clock.h"

namespace iflowsim {

/// Runs a function as if it were a deployed flow, without compiler and processing log, and remembers what came in. A
/// FlowError of the function fails the message; an escalation category left in the exchange escalates it.
class FakeRunner final : public FlowRunner {
 public:
  using Flow = std::function<void(Exchange&)>;

  FakeRunner() = default;
  explicit FakeRunner(Flow flow) : flow_(std::move(flow)) {}

  const std::string& flowId() const override { return id_; }
  const std::string& flowName() const override { return name_; }
  bool mayBlock() const override { return may_block_; }
  void setMayBlock(bool may_block) { may_block_ = may_block; }

  Outcome run(const Inbound& inbound, const std::function<void(Exchange&)>& prepare,
              const std::function<void(Exchange&, const Outcome&)>& reply) override;

  /// One entry for each message run.
  const std::vector<Inbound>& inbound() const { return inbound_; }
  const std::vector<Outcome>& outcomes() const { return outcomes_; }
  const std::vector<std::string>& messageIds() const { return message_ids_; }

 private:
  std::string id_ = "orders";
  std::string name_ = "Orders";
  bool may_block_ = false;
  Flow flow_;
  ManualClock clock_;
  std::vector<Inbound> inbound_;
  std::vector<Outcome> outcomes_;
  std::vector<std::string> message_ids_;
};

}  // namespace iflowsim
