#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "runtime/spi/adapter.h"
#include "runtime/spi/endpoint.h"

namespace iflowsim {

/// A sender channel that is one HTTP endpoint: in the table while it is started, gone afterwards.
class EndpointSender final : public Sender {
 public:
  /// Makes the endpoint that hands its messages to the runner.
  using Make = std::function<std::shared_ptr<HttpEndpoint>(std::shared_ptr<FlowRunner>)>;

  /// The table outlives it.
  EndpointSender(EndpointTable& table, EndpointAddress address, Make make)
      : table_(table), address_(std::move(address)), make_(std::move(make)) {}

  /// The error is the table's: the address is taken.
  Result<void> start(std::shared_ptr<FlowRunner> runner) override;
  void stop() override;
  std::vector<std::string> addresses() const override;
  std::vector<EndpointAddress> endpointAddresses() const override { return {address_}; }

 private:
  EndpointTable& table_;
  const EndpointAddress address_;
  const Make make_;
  std::shared_ptr<HttpEndpoint> endpoint_;
};

}  // namespace iflowsim
