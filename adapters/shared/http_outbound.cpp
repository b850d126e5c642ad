#include "adapters/shared/http_outbound.h"

#include <algorithm>
#include <array>

#include "runtime/base/ids.h"
#include "runtime/base/number_text.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"
#include "runtime/message/soap_header.h"
#include "runtime/spi/http_token.h"

namespace iflowsim {

namespace {

constexpr std::string_view kMessageId = "SAP_MessageProcessingLogID";

/// Headers that belong to one connection or one HTTP message and not to the message of the flow.
constexpr std::array<std::string_view, 13> kProtocolHeaders{
    "Connection", "Content-Length",    "Date",    "Expect", "Host",   "Keep-Alive", "Proxy-Connection", "TE",
    "Trailer",    "Transfer-Encoding", "Upgrade", "Via",    "Warning"};

/// Whether a header of the exchange goes to the caller; names that HTTP cannot carry do not.
bool isReturned(std::string_view name) {
  if (startsWithIgnoreCase(name, "camel") || startsWithIgnoreCase(name, "org.apache.camel")) return false;
  if (equalsIgnoreCase(name, kMessageId) || equalsIgnoreCase(name, kSoapHeaderList)) return false;
  return isHttpToken(name) && std::none_of(kProtocolHeaders.begin(), kProtocolHeaders.end(),
                                           [&](std::string_view protocol) { return equalsIgnoreCase(name, protocol); });
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

}  // namespace

std::optional<int> askedStatus(const Headers& headers) {
  const std::string text = headers.text("CamelHttpResponseCode");
  const auto status = numberIn<int>(trim(text));
  return status && *status >= 200 && *status <= 599 ? status : std::nullopt;
}

void addCorrelation(const HttpChannel& channel, HttpReply& reply) {
  if (!channel.options.neo && reply.headers.find("x-correlationid") == nullptr) {
    reply.headers.add("x-correlationid", makeUuid());
  }
}

void addReturnedHeaders(const HttpChannel& channel, const Exchange& exchange, HttpReply& reply) {
  reply.headers.reserve(exchange.headers().size());
  for (const auto& [name, value] : exchange.headers()) {
    if (isReturned(name)) addLines(reply.headers, name, value);
  }
  if (channel.options.return_message_id) {
    reply.headers.add(std::string(kMessageId), exchange.run().identity().message_id);
  }
  addCorrelation(channel, reply);
}

}  // namespace iflowsim
