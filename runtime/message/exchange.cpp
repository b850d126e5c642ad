#include "runtime/message/exchange.h"

#include "runtime/base/ids.h"

namespace iflowsim {

Exchange::Exchange(Run& run) : run_(&run), id_(makeExchangeId()) {}

void Exchange::setException(std::shared_ptr<const FlowError> error) {
  exception_ = std::move(error);
  properties_.set("CamelExceptionCaught", exception_ ? Value(exception_) : Value());
}

}  // namespace iflowsim
