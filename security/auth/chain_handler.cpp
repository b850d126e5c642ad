#include "security/auth/chain_handler.h"

#include <utility>

namespace iflowsim {

HeadVerdict ChainHandler::onHead(const HttpRequest& head) {
  InboundChain::Admission admission = chain_.admit(head);
  return {.max_body = admission.max_body,
          .endpoint = std::move(admission.endpoint),
          .refusal = std::move(admission.refusal)};
}

void ChainHandler::onRequest(HttpRequest&& request, ReplySink sink) {
  chain_.serve(std::move(request), std::move(sink));
}

void ChainHandler::onTooLarge(const HttpRequest& head, ReplySink sink) {
  chain_.serveTooLarge(head, std::move(sink));
}

HttpHeaders ChainHandler::onRefused(const HttpRequest& head, int status, const std::string& reason) {
  return chain_.noteRefusal(head, status, reason);
}

void ChainHandler::onHandshakeRefused(std::shared_ptr<const ConnectionFacts> facts) {
  chain_.noteHandshake(std::move(facts));
}

}  // namespace iflowsim
