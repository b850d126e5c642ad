#include "runtime/base/flow_error.h"

namespace iflowsim {

FlowError::FlowError(std::string class_name, std::string message, std::shared_ptr<const FlowError> cause,
                     Details details)
    : class_name_(std::move(class_name)),
      message_(std::move(message)),
      cause_(std::move(cause)),
      details_(std::move(details)) {}

std::string_view FlowError::detail(std::string_view name) const {
  for (const auto& [key, value] : details_) {
    if (key == name) return value;
  }
  return {};
}

std::string FlowError::describe() const {
  std::string text = class_name_ + ": " + message_;
  for (const FlowError* cause = cause_.get(); cause != nullptr; cause = cause->cause_.get()) {
    text += ", cause: " + cause->class_name_ + ": " + cause->message_;
  }
  return text;
}

const std::string& FlowError::innermostMessage() const {
  const FlowError* error = this;
  while (error->cause_) error = error->cause_.get();
  return error->message_;
}

}  // namespace iflowsim
