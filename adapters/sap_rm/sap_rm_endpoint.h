#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/sap_rm/sap_rm_config.h"
#include "adapters/sap_rm/sap_rm_protocol.h"
#include "adapters/shared/soap/soap_http.h"
#include "runtime/spi/endpoint.h"
#include "runtime/spi/flow_runner.h"

namespace iflowsim {

/// Serves the address of one SAP RM sender channel: every message is one-way. It is answered 202 without content when
/// it was processed (or at once, if the channel says so), and by a fault with status 500 when it failed, so that the
/// caller sends it again. A request that is no SOAP, or does not fit protocol or contract, never becomes a message.
/// Source: runtime-behaviour 2.3.
class SapRmEndpoint final : public HttpEndpoint {
 public:
  SapRmEndpoint(std::shared_ptr<const SapRmSenderConfig> config, std::shared_ptr<FlowRunner> runner)
      : config_(std::move(config)), runner_(std::move(runner)) {}

  const AccessRule& access() const override { return config_->access; }
  const std::string& flowId() const override { return runner_->flowId(); }
  const std::vector<std::string>& methods() const override;
  /// Messages that are answered first are not processed on the thread of the front.
  bool mayBlock() const override { return runner_->mayBlock() || config_->answers_first; }
  std::uint64_t maxBody(const HttpRequest& head) const override { return maxSoapRequest(*config_, head); }
  void serve(HttpRequest request, const Principal& caller, const ReplySink& reply) override;
  HttpReply tooLarge(HttpRequest head, const Principal& caller) override;

 private:
  struct Call;

  void take(Call& call, const ReplySink& reply);
  /// What keeps the request from becoming a message.
  tl::expected<void, SoapFault> check(Call& call) const;
  void process(Call& call, const ReplySink& reply);
  void fill(Call& call, Exchange& exchange) const;
  /// An answer without content.
  HttpReply answer(SoapVersion version, Exchange& exchange, const Outcome& outcome) const;

  std::shared_ptr<const SapRmSenderConfig> config_;
  std::shared_ptr<FlowRunner> runner_;
};

}  // namespace iflowsim
