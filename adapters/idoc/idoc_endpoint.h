#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/idoc/db_ids.h"
#include "adapters/idoc/idoc_assigns.h"
#include "adapters/idoc/idoc_config.h"
#include "adapters/idoc/idoc_request.h"
#include "adapters/shared/soap/soap_http.h"
#include "runtime/base/clock.h"
#include "runtime/spi/endpoint.h"
#include "runtime/spi/flow_runner.h"

namespace iflowsim {

/// Serves the address of one IDoc sender channel: IDocs to message, through the flow, and the numbers given to the
/// IDocs as reply, or a fault. Requests that hold no IDoc are answered by a fault and never become a message. The flow
/// cannot change the reply. Source: runtime-behaviour 2.4.
class IdocEndpoint final : public HttpEndpoint {
 public:
  /// The clock outlives it.
  IdocEndpoint(std::shared_ptr<const IdocSenderConfig> config, std::shared_ptr<FlowRunner> runner,
               std::shared_ptr<DbIds> ids, const Clock& clock)
      : config_(std::move(config)), runner_(std::move(runner)), ids_(std::move(ids)), clock_(clock) {}

  const AccessRule& access() const override { return config_->access; }
  const std::string& flowId() const override { return runner_->flowId(); }
  const std::vector<std::string>& methods() const override;
  bool mayBlock() const override { return runner_->mayBlock(); }
  std::uint64_t maxBody(const HttpRequest& head) const override { return maxSoapRequest(*config_, head); }
  void serve(HttpRequest request, const Principal& caller, const ReplySink& reply) override;
  HttpReply tooLarge(HttpRequest head, const Principal& caller) override;

 private:
  struct Call;

  HttpReply process(Call& call);
  HttpReply fail(const HttpRequest& head, const FlowError& error);
  void fill(Call& call, Exchange& exchange) const;
  HttpReply answer(const Call& call, Exchange& exchange, const Outcome& outcome) const;
  HttpReply failed(SoapVersion version, Exchange& exchange, const Outcome& outcome) const;

  std::shared_ptr<const IdocSenderConfig> config_;
  std::shared_ptr<FlowRunner> runner_;
  std::shared_ptr<DbIds> ids_;
  const Clock& clock_;
};

}  // namespace iflowsim
