#include "adapters/https/https_reply.h"

#include <string>

#include "adapters/shared/http_outbound.h"

namespace iflowsim {

namespace {

std::string errorText(const HttpsConfig& config, const std::string& message_id, const FlowError* error) {
  std::string text = "An internal server error occured: ";
  // The product appends its full stop also to a sentence that has one (observed-samples 12).
  if (config.return_exception && error != nullptr) text += error->innermostMessage() + ".\n";
  text += "The MPL ID for the failed message is : " + message_id;
  if (config.options.classic_error_template) text += "\nFor more details please check tail log.";
  return text;
}

HttpReply errorReply(const HttpsConfig& config, const Exchange& exchange, const Outcome& outcome) {
  HttpReply reply;
  reply.status = 500;
  reply.headers.add("Content-Type", "text/plain");
  reply.body = Body(errorText(config, exchange.run().identity().message_id, outcome.error.get()));
  addCorrelation(config, reply);
  return reply;
}

}  // namespace

HttpReply makeReply(const HttpsConfig& config, const Exchange& exchange, const Outcome& outcome) {
  if (outcome.status == RunStatus::Failed || outcome.status == RunStatus::Escalated) {
    return errorReply(config, exchange, outcome);
  }

  HttpReply reply;
  addReturnedHeaders(config, exchange, reply);
  reply.body = exchange.body();
  reply.status = askedStatus(exchange.headers()).value_or(reply.body.size() == 0 ? 204 : 200);
  return reply;
}

}  // namespace iflowsim
