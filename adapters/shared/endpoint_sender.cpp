#include "adapters/shared/endpoint_sender.h"

namespace iflowsim {

Result<void> EndpointSender::start(std::shared_ptr<FlowRunner> runner) {
  auto endpoint = make_(std::move(runner));
  auto added = table_.add(address_, endpoint);
  if (added) endpoint_ = std::move(endpoint);
  return added;
}

void EndpointSender::stop() {
  if (endpoint_) table_.remove(*endpoint_);
  endpoint_.reset();
}

std::vector<std::string> EndpointSender::addresses() const {
  // Addresses that let others in below them are shown as they were configured.
  return {address_.path + (address_.prefix && !address_.shareable ? "/*" : "")};
}

}  // namespace iflowsim
