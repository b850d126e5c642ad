#pragma once

#include <exception>
#include <string_view>

#include "iflows/model/flow_model.h"
#include "runtime/message/exchange.h"
#include "runtime/message/run.h"

namespace iflowsim {

/// The entry of one step in the log of a run, for as long as the step works. Ends well unless `fail` was called. The
/// node must outlive the run.
class StepEntry {
 public:
  StepEntry(const Node& node, Exchange& exchange)
      : node_(node), exchange_(exchange), number_(exchange.run().beginStep(node.id, node.name, node.kind, exchange)) {}
  StepEntry(const StepEntry&) = delete;
  StepEntry& operator=(const StepEntry&) = delete;
  ~StepEntry() {
    if (!failed_) exchange_.run().endStep(number_, {}, exchange_);
  }

  void fail(const FlowError& error) {
    failed_ = true;
    exchange_.run().endStep(number_, error.describe(), exchange_);
    exchange_.run().noteError(error.describe(), node_.id);
  }

 private:
  const Node& node_;
  Exchange& exchange_;
  std::size_t number_;
  bool failed_ = false;
};

}  // namespace iflowsim
