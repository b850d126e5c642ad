#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "iflows/model/component_spec.h"
#include "iflows/model/flow_model.h"
#include "runtime/base/diagnostic.h"
#include "runtime/base/result.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/endpoint.h"
#include "runtime/spi/flow_runner.h"

namespace iflowsim {

/// The receiving side of a channel: calls out. Immutable, used by many threads.
class Receiver {
 public:
  virtual ~Receiver() = default;
  /// Sends the message and puts the reply into it, as the adapter documents. Throws FlowError.
  virtual void call(Exchange& exchange) const = 0;
  virtual bool mayBlock() const { return true; }
};

/// The sending side of a channel: brings messages in. `start` and `stop` are called once each, from the deployment's
/// thread; messages may arrive from the return of `start` until the return of `stop`.
class Sender {
 public:
  virtual ~Sender() = default;
  /// Begins to accept messages and hands them to the runner. The error's text becomes the status detail of the flow.
  virtual Result<void> start(std::shared_ptr<FlowRunner> runner) = 0;
  virtual void stop() = 0;
  /// Addresses served, for people: `/http/orders`. Empty for a timer.
  virtual std::vector<std::string> addresses() const { return {}; }
  /// What it will hold in the endpoint table while it is started, also known before.
  virtual std::vector<EndpointAddress> endpointAddresses() const { return {}; }
  /// Starts one message now, as the command `fire` asks. `FIRE-001` when this sender waits for callers.
  virtual Result<void> fire() { return failure("FIRE-001", "The flow is started by its callers, not by a timer."); }
  /// Called when the flow is deployed (not when it is restarted): run-once timers fire here.
  virtual void deployed() {}
};

/// One adapter type in one direction; the only declaration of it. A null function: that direction is not built.
struct AdapterSpec : ComponentSpec {
  /// ComponentType of the channel, `HTTPS`.
  std::string type;
  Direction direction = Direction::Sender;
  /// MessageProtocol of its channels, where adapters share a type: `SOAP 1.x`. Empty: whatever no other adapter of the
  /// type claims.
  std::string protocol = {};
  std::function<std::unique_ptr<Sender>(BuildContext&, const Channel&)> build_sender = {};
  std::function<std::unique_ptr<Receiver>(BuildContext&, const Channel&)> build_receiver = {};
};

}  // namespace iflowsim
