#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/https/https_config.h"
#include "runtime/spi/endpoint.h"
#include "runtime/spi/flow_runner.h"

namespace iflowsim {

/// Serves the address of one HTTPS sender channel: request to message, through the flow, message to reply.
class HttpsEndpoint final : public HttpEndpoint {
 public:
  HttpsEndpoint(std::shared_ptr<const HttpsConfig> config, std::shared_ptr<FlowRunner> runner)
      : config_(std::move(config)), runner_(std::move(runner)) {}

  const AccessRule& access() const override { return config_->access; }
  const std::string& flowId() const override { return runner_->flowId(); }
  /// The documentation says GET, POST, PUT, DELETE "and so on"; HEAD as in its CSRF pages.
  const std::vector<std::string>& methods() const override;
  bool mayBlock() const override { return runner_->mayBlock(); }
  std::uint64_t maxBody(const HttpRequest& /*head*/) const override { return config_->maxBodyBytes(); }
  void serve(HttpRequest request, const Principal& caller, const ReplySink& reply) override;
  HttpReply tooLarge(HttpRequest head, const Principal& caller) override;

 private:
  HttpReply run(const HttpRequest& request, const std::function<void(Exchange&)>& prepare);

  std::shared_ptr<const HttpsConfig> config_;
  std::shared_ptr<FlowRunner> runner_;
};

}  // namespace iflowsim
