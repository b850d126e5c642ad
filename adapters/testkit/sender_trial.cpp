#include "adapters/testkit/sender_trial.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "adapters/testkit/compliance_checks.h"
#include "tests/support/served.h"

namespace iflowsim {

SenderTrial::SenderTrial(const AdapterRegistration& registration, const AdapterExample& example,
                         const AdapterBench::PropertyList& besides, FakeRunner::Flow flow)
    : example_(example),
      bench_(registration),
      channel_(compliance::goodChannel(example, besides)),
      runner_(std::make_shared<FakeRunner>(std::move(flow))) {
  compliance::lendFiles(bench_, example_);
  buildAnew();
}

SenderTrial::~SenderTrial() {
  sender_->stop();
}

void SenderTrial::buildAnew() {
  sender_ = bench_.sender(channel_);
  if (sender_ == nullptr) throw std::logic_error("The good channel cannot be built: " + bench_.findings());
}

void SenderTrial::start() {
  const auto started = sender_->start(runner_);
  ASSERT_TRUE(started.has_value()) << started.error().text;
}

void SenderTrial::stop() {
  sender_->stop();
}

void SenderTrial::arrive() {
  if (!example_.http) {
    example_.arrival(bench_, *sender_);
    return;
  }
  const auto listening = endpoint();
  if (listening != nullptr) served(*listening, request(), {"ida"});
}

std::shared_ptr<HttpEndpoint> SenderTrial::endpoint() const {
  return bench_.services.endpoints.find(example_.http->path);
}

HttpRequest SenderTrial::request() const {
  HttpRequest request;
  request.method = example_.http->method;
  request.path = example_.http->path;
  request.headers.add("Content-Type", example_.http->content_type);
  request.body = Body(example_.http->body);
  request.host = "localhost:8443";
  return request;
}

}  // namespace iflowsim
