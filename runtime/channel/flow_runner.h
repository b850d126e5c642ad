#pragma once

#include <atomic>
#include <memory>

#include "runtime/channel/in_flight.h"
#include "runtime/compiler/compiled_flow.h"
#include "runtime/spi/flow_runner.h"
#include "runtime/spi/processing_log.h"

namespace iflowsim {

/// What the runs of one deployed flow share; owned by the deployment and by runs in flight.
struct FlowContext {
  std::shared_ptr<const CompiledFlow> flow;
  const Clock& clock;
  ProcessingLog& log;
  std::atomic<LogLevel> level{LogLevel::Info};
  InFlight in_flight;
};

/// Drives messages through one entry process: makes the run, catches what fails, decides the status, writes the
/// processing log. A message abandoned on its way stays abandoned in the log, whatever becomes of it; its caller gets
/// the reply all the same. Source: runtime-behaviour 4.10, 6.1.
class MessageDriver final : public FlowRunner {
 public:
  /// The entry belongs to the context's flow.
  MessageDriver(std::shared_ptr<FlowContext> context, const CompiledFlow::Entry& entry);

  const std::string& flowId() const override { return context_->flow->model().id; }
  const std::string& flowName() const override { return context_->flow->model().name; }
  bool mayBlock() const override { return entry_.may_block; }
  Outcome run(const Inbound& inbound, const std::function<void(Exchange&)>& prepare,
              const std::function<void(Exchange&, const Outcome&)>& reply) override;

 private:
  std::shared_ptr<Run> beginRun(const Inbound& inbound) const;
  Outcome drive(Exchange& exchange, const std::function<void(Exchange&)>& prepare) const;
  RunSummary summarize(const Exchange& exchange, const Outcome& outcome, const Inbound& inbound) const;

  std::shared_ptr<FlowContext> context_;
  const CompiledFlow::Entry& entry_;
};

}  // namespace iflowsim
