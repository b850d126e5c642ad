#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/shared/soap/soap_http.h"
#include "adapters/soap/soap_sender_config.h"
#include "runtime/spi/endpoint.h"
#include "runtime/spi/flow_runner.h"

namespace iflowsim {

/// Serves the address of one SOAP 1.x sender channel: envelope to message, through the flow, message to envelope or
/// fault; GET with `?wsdl` gives the contract. Requests that are no SOAP, or do not fit the contract, are answered by a
/// fault and never become a message. Source: runtime-behaviour 2.2.
class SoapEndpoint final : public HttpEndpoint {
 public:
  /// The services outlive it.
  SoapEndpoint(std::shared_ptr<const SoapSenderConfig> config, std::shared_ptr<FlowRunner> runner,
               const Services& services)
      : config_(std::move(config)), runner_(std::move(runner)), services_(services) {}

  const AccessRule& access() const override { return config_->access; }
  const std::string& flowId() const override { return runner_->flowId(); }
  const std::vector<std::string>& methods() const override;
  /// One-way messages that are answered first are not processed on the thread of the front.
  bool mayBlock() const override { return runner_->mayBlock() || config_->answers_first; }
  std::uint64_t maxBody(const HttpRequest& head) const override { return maxSoapRequest(*config_, head); }
  void serve(HttpRequest request, const Principal& caller, const ReplySink& reply) override;
  HttpReply tooLarge(HttpRequest head, const Principal& caller) override;

 private:
  struct Call;

  tl::expected<void, SoapFault> check(Call& call) const;
  void process(Call& call, const ReplySink& reply);
  void fill(Call& call, Exchange& exchange) const;
  HttpReply answer(const Call& call, Exchange& exchange, const Outcome& outcome) const;
  HttpReply fault(const Call& call, const SoapFault& fault) const;
  std::string envelope(const Call& call, const Exchange& exchange) const;

  std::shared_ptr<const SoapSenderConfig> config_;
  std::shared_ptr<FlowRunner> runner_;
  const Services& services_;
};

}  // namespace iflowsim
