#pragma once

#include <memory>
#include <string>
#include <vector>

#include "iflows/model/flow_model.h"
#include "runtime/spi/step.h"

namespace iflowsim {

class Sender;

/// A flow compiled for execution: one tree of steps for each process. Immutable once `compileFlow` has returned it and
/// shared by the deployment and the messages in flight, so a redeploy never pulls the ground from under a message.
class CompiledFlow {
 public:
  /// A process that messages enter from outside.
  struct Entry {
    const Process* process = nullptr;
    /// What brings the messages; owned here, started and stopped by the deployment.
    std::vector<std::unique_ptr<Sender>> senders;
    /// Name of the participant that sends, for the log.
    std::string sender_name;
    const Step* body = nullptr;
    bool may_block = false;
  };

  explicit CompiledFlow(std::shared_ptr<const FlowModel> model);
  CompiledFlow(const CompiledFlow&) = delete;
  CompiledFlow& operator=(const CompiledFlow&) = delete;
  ~CompiledFlow();

  const FlowModel& model() const { return *model_; }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  friend class FlowCompiler;

  /// The place of a process in the flow: process calls point at it before its steps exist, so processes may call each
  /// other and themselves.
  class ProcessSlot final : public Step {
   public:
    explicit ProcessSlot(std::string process_id) : process_id_(std::move(process_id)) {}
    const std::string& processId() const { return process_id_; }
    void fill(StepPtr body) { body_ = std::move(body); }
    /// Takes over what the body says now; true when that changed the answer.
    bool refreshMayBlock();
    Signal process(Exchange& exchange) const override { return body_->process(exchange); }
    bool mayBlock() const override { return may_block_; }

   private:
    std::string process_id_;
    StepPtr body_;
    bool may_block_ = false;
  };

  std::shared_ptr<const FlowModel> model_;
  std::vector<std::unique_ptr<ProcessSlot>> slots_;
  std::vector<Entry> entries_;
};

}  // namespace iflowsim
