#pragma once

#include <memory>
#include <string>

#include "adapters/testkit/compliance.h"
#include "tests/support/fake_runner.h"

namespace iflowsim {

/// A sender of an example on a bench of its own, with a flow behind it. Stopped when it goes.
class SenderTrial {
 public:
  /// Builds the sender from the good channel and these properties; fails the test when that cannot be done.
  SenderTrial(const AdapterRegistration& registration, const AdapterExample& example,
              const AdapterBench::PropertyList& besides = {}, FakeRunner::Flow flow = {});
  ~SenderTrial();
  SenderTrial(const SenderTrial&) = delete;
  SenderTrial& operator=(const SenderTrial&) = delete;

  /// Starts it; fails the test when it does not.
  void start();
  void stop();
  /// Another sender for the same channel in place of this one, as after a redeploy.
  void buildAnew();
  /// Lets one message arrive as the example says; for the HTTP kind calls its address.
  void arrive();

  /// The endpoint at the address of the example; null when nobody listens.
  std::shared_ptr<HttpEndpoint> endpoint() const;
  /// A request as the example has it.
  HttpRequest request() const;

  Sender& sender() { return *sender_; }
  AdapterBench& bench() { return bench_; }
  const std::shared_ptr<FakeRunner>& runner() const { return runner_; }
  std::size_t messages() const { return runner_->inbound().size(); }

 private:
  AdapterExample example_;
  AdapterBench bench_;
  Channel channel_;
  std::shared_ptr<FakeRunner> runner_;
  std::unique_ptr<Sender> sender_;
};

}  // namespace iflowsim
