#include "adapters/https/https_endpoint.h"

#include <functional>

#include "adapters/https/https_reply.h"
#include "adapters/https/https_request.h"
#include "adapters/shared/http_inbound.h"

namespace iflowsim {

const std::vector<std::string>& HttpsEndpoint::methods() const {
  static const std::vector<std::string> methods{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"};
  return methods;
}

void HttpsEndpoint::serve(HttpRequest request, const Principal& caller, const ReplySink& reply) {
  const auto fill = [&](Exchange& exchange) { fillExchange(*config_, request, caller, exchange); };
  reply(run(request, std::ref(fill)));
}

HttpReply HttpsEndpoint::tooLarge(HttpRequest head, const Principal& caller) {
  head.body = Body();
  head.headers.remove("Content-Encoding");
  return run(head, [&](Exchange& exchange) {
    fillExchange(*config_, head, caller, exchange);
    throw bodyTooLarge(*config_);
  });
}

HttpReply HttpsEndpoint::run(const HttpRequest& request, const std::function<void(Exchange&)>& prepare) {
  HttpReply reply;
  reply.status = 500;
  runner_->run(readInbound(*config_, request), prepare,
               [&](Exchange& exchange, const Outcome& outcome) { reply = makeReply(*config_, exchange, outcome); });
  // A caller of HEAD gets what GET would have given him, without the body.
  if (request.method == "HEAD") reply.body = Body();
  return reply;
}

}  // namespace iflowsim
