#pragma once

#include <exception>
#include <memory>
#include <vector>

#include "iflows/model/flow_model.h"
#include "runtime/spi/step.h"
#include "runtime/spi/step_log.h"

/// The steps the compiler itself adds around those of the registry.
namespace iflowsim {

/// A failure that left a local process: the exception subprocess of its caller does not deal with it.
/// Source: runtime-behaviour 4.10.
class EscapedError final : public FlowError {
 public:
  explicit EscapedError(const FlowError& error) : FlowError(error) {}
};

/// Steps one after the other.
class Sequence final : public Step {
 public:
  explicit Sequence(std::vector<StepPtr> steps) : steps_(std::move(steps)) {}

  Signal process(Exchange& exchange) const override {
    for (const StepPtr& step : steps_) {
      if (step->process(exchange) == Signal::Stop) return Signal::Stop;
    }
    return Signal::Continue;
  }

  bool mayBlock() const override {
    for (const StepPtr& step : steps_) {
      if (step->mayBlock()) return true;
    }
    return false;
  }

 private:
  std::vector<StepPtr> steps_;
};

/// A step with its entry in the log of the run.
class RecordedStep final : public Step {
 public:
  /// The node must outlive the step.
  RecordedStep(const Node& node, StepPtr step) : node_(node), step_(std::move(step)) {}

  Signal process(Exchange& exchange) const override {
    StepEntry entry(node_, exchange);
    try {
      return step_->process(exchange);
    } catch (const FlowError& error) {
      entry.fail(error);
      throw;
    } catch (const std::exception& error) {
      const FlowError ours(error_class::kRuntime, error.what());
      entry.fail(ours);
      throw ours;
    }
  }

  bool mayBlock() const override { return step_->mayBlock(); }

 private:
  const Node& node_;
  StepPtr step_;
};

/// A process and the exception subprocess that guards it.
class ProcessBody final : public Step {
 public:
  struct Options {
    bool local = false;
    /// Failures that escaped a called local process are caught too.
    bool catches_escaped = false;
  };

  /// `handler` is null for a process without exception subprocess.
  ProcessBody(StepPtr steps, StepPtr handler, Options options)
      : steps_(std::move(steps)), handler_(std::move(handler)), options_(options) {}

  Signal process(Exchange& exchange) const override {
    try {
      return guarded(exchange);
    } catch (const FlowError& error) {
      if (!options_.local) throw;
      throw EscapedError(error);
    }
  }

  bool mayBlock() const override { return steps_->mayBlock() || (handler_ && handler_->mayBlock()); }

 private:
  Signal guarded(Exchange& exchange) const {
    try {
      return steps_->process(exchange);
    } catch (const EscapedError& error) {
      if (!handler_ || !options_.catches_escaped) throw;
      exchange.setException(std::make_shared<const FlowError>(error));
    } catch (const FlowError& error) {
      if (!handler_) throw;
      exchange.setException(std::make_shared<const FlowError>(error));
    }
    // Processing ends after the exception subprocess, also for the callers of a local process.
    (void)handler_->process(exchange);
    return Signal::Stop;
  }

  StepPtr steps_;
  StepPtr handler_;
  Options options_;
};

}  // namespace iflowsim
