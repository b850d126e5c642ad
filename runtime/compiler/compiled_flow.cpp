#include "runtime/compiler/compiled_flow.h"

#include "runtime/spi/adapter.h"

namespace iflowsim {

CompiledFlow::CompiledFlow(std::shared_ptr<const FlowModel> model) : model_(std::move(model)) {}

CompiledFlow::~CompiledFlow() = default;

bool CompiledFlow::ProcessSlot::refreshMayBlock() {
  const bool before = may_block_;
  may_block_ = body_->mayBlock();
  return may_block_ != before;
}

}  // namespace iflowsim
