#pragma once

#include "security/auth/inbound_chain.h"
#include "security/front/front.h"

namespace iflowsim {

/// Puts the chain behind a front. The chain must outlive it.
class ChainHandler final : public InboundHandler {
 public:
  explicit ChainHandler(InboundChain& chain) : chain_(chain) {}

  HeadVerdict onHead(const HttpRequest& head) override;
  void onRequest(HttpRequest&& request, ReplySink sink) override;
  void onTooLarge(const HttpRequest& head, ReplySink sink) override;
  HttpHeaders onRefused(const HttpRequest& head, int status, const std::string& reason) override;
  void onHandshakeRefused(std::shared_ptr<const ConnectionFacts> facts) override;

 private:
  InboundChain& chain_;
};

}  // namespace iflowsim
