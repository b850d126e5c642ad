#include "runtime/expression/exception_functions.h"

namespace iflowsim {

Value currentException(const Exchange& exchange) {
  if (exchange.exception()) return exchange.exception();
  return exchange.properties().get("CamelExceptionCaught");
}

Value exceptionStackTrace(const Exchange& exchange) {
  const Value exception = currentException(exchange);
  const auto* error = exception.as<std::shared_ptr<const FlowError>>();
  if (error == nullptr) return {};
  std::string text = (*error)->className() + ": " + (*error)->message();
  for (const FlowError* cause = (*error)->cause().get(); cause != nullptr; cause = cause->cause().get()) {
    text += "\nCaused by: " + cause->className() + ": " + cause->message();
  }
  return text + "\n";
}

}  // namespace iflowsim
