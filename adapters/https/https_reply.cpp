#include "adapters/https/https_reply.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "runtime/base/ids.h"
#include "runtime/base/text.h"
#include "runtime/spi/http_token.h"

namespace iflowsim {

namespace {

constexpr std::string_view kMessageId = "SAP_MessageProcessingLogID";

/// Headers that belong to one connection or one HTTP message and not to the message of the flow.
constexpr std::array kProtocolHeaders{
    "Connection", "Content-Length",    "Date",    "Expect", "Host",   "Keep-Alive", "Proxy-Connection", "TE",
    "Trailer",    "Transfer-Encoding", "Upgrade", "Via",    "Warning"};

/// Whether a header of the exchange goes to the caller; names that HTTP cannot carry do not.
bool isReturned(std::string_view name) {
  if (!isHttpToken(name)) return false;
  if (startsWithIgnoreCase(name, "camel") || startsWithIgnoreCase(name, "org.apache.camel")) return false;
  if (equalsIgnoreCase(name, kMessageId)) return false;
  return std::none_of(kProtocolHeaders.begin(), kProtocolHeaders.end(),
                      [&](const char* protocol) { return equalsIgnoreCase(name, protocol); });
}

/// Without control characters, so that a value cannot end its line.
std::string lineOf(const Value& value) {
  std::string text = value.toText();
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\t') c = ' ';
  }
  return text;
}

void addLines(HttpHeaders& headers, const std::string& name, const Value& value) {
  if (value.isNull()) return;
  const auto* list = value.as<std::shared_ptr<const ValueList>>();
  if (list == nullptr) {
    headers.add(name, lineOf(value));
    return;
  }
  for (const Value& item : **list) headers.add(name, lineOf(item));
}

/// The status the flow asked for; none when it did not, or asked for what is no final HTTP status.
std::optional<int> askedStatus(const Headers& headers) {
  const std::string text = headers.text("CamelHttpResponseCode");
  const std::string_view digits = trim(text);
  int status = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), status);
  const bool whole = error == std::errc{} && end == digits.data() + digits.size();
  return whole && status >= 200 && status <= 599 ? std::optional(status) : std::nullopt;
}

std::string errorText(const HttpsConfig& config, const std::string& message_id, const FlowError* error) {
  std::string text = "An internal server error occured: ";
  // The product appends its full stop also to a sentence that has one (observed-samples 12).
  if (config.return_exception && error != nullptr) text += error->innermostMessage() + ".\n";
  text += "The MPL ID for the failed message is : " + message_id;
  if (config.options.classic_error_template) text += "\nFor more details please check tail log.";
  return text;
}

void addCorrelation(const HttpsConfig& config, HttpReply& reply) {
  if (!config.options.neo && reply.headers.find("x-correlationid") == nullptr) {
    reply.headers.add("x-correlationid", makeUuid());
  }
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
  reply.headers.reserve(exchange.headers().size());
  for (const auto& [name, value] : exchange.headers()) {
    if (isReturned(name)) addLines(reply.headers, name, value);
  }
  if (config.options.return_message_id) {
    reply.headers.add(std::string(kMessageId), exchange.run().identity().message_id);
  }
  addCorrelation(config, reply);
  reply.body = exchange.body();
  reply.status = askedStatus(exchange.headers()).value_or(reply.body.size() == 0 ? 204 : 200);
  return reply;
}

}  // namespace iflowsim
