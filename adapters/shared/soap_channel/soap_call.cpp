#include "adapters/shared/soap_channel/soap_call.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/shared/outbound_channel.h"
#include "adapters/shared/soap/soap_http.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"
#include "runtime/spi/http_token.h"

namespace iflowsim {

namespace {

constexpr const char* kCxfFault = "org.apache.cxf.interceptor.Fault";
/// How much of a web page the text of a failure repeats.
constexpr std::size_t kHtmlShown = 1024;

bool isSent(std::string_view name) {
  constexpr std::array<std::string_view, 4> kOwn{"sap", "content-", "accept", "soapaction"};
  return isHttpToken(name) && !isNeverSent(name) &&
         std::none_of(kOwn.begin(), kOwn.end(),
                      [name](std::string_view own) { return startsWithIgnoreCase(name, own); });
}

std::string soapAction(const Exchange& exchange, std::string_view action) {
  const std::string header = exchange.headers().text("SOAPAction");
  if (!header.empty()) return headerLine(header);
  return '"' + headerLine(std::string(action)) + '"';
}

bool isMultipart(const HttpReply& reply) {
  return startsWithIgnoreCase(trim(reply.headers.get("Content-Type")), "multipart/");
}

/// The content type to read the reply by: that of the reply when it can carry SOAP, else XML.
std::string_view readableType(const HttpReply& reply) {
  const std::string_view type = reply.headers.get("Content-Type");
  return isMultipart(reply) || toLower(type).find("xml") != std::string::npos ? type : "text/xml";
}

bool isHtml(const HttpReply& reply) {
  return toLower(reply.headers.get("Content-Type")).find("text/html") != std::string::npos;
}

FlowError htmlError(const HttpReply& reply) {
  return FlowError(kCxfFault,
                   "Response was of unexpected text/html ContentType.  Incoming portion of HTML stream: " +
                       reply.body.text().substr(0, kHtmlShown),
                   nullptr, {{"statusCode", std::to_string(reply.status)}, {"responseBody", reply.body.text()}});
}

/// Throws when the reply is a failure.
std::optional<SoapMessage> judge(const OutboundRequest& request, const HttpReply& reply) {
  const bool error_with_content = reply.status == 500 && reply.body.size() > 0 && !isHtml(reply);
  if (reply.status > 299 && !error_with_content) throw httpStatusError(request, reply);
  if (reply.status == 202 || reply.body.size() == 0) return std::nullopt;
  if (isHtml(reply)) throw htmlError(reply);

  auto message = readSoapMessage(readableType(reply), {}, reply.body, {});
  if (!message && error_with_content) throw httpStatusError(request, reply);
  if (!message) throw soapFaultError(message.error(), reply.status);
  if (message->document.isFault()) throw soapFaultError(message->document.fault(), reply.status);
  return std::move(*message);
}

bool isTaken(std::string_view name, const HttpReply& reply) {
  if (equalsIgnoreCase(name, "Content-Type")) return !isMultipart(reply);
  constexpr std::array<std::string_view, 4> kOwn{"content-length", "content-encoding", "transfer-encoding",
                                                 "connection"};
  return !startsWithIgnoreCase(name, "camel") &&
         std::none_of(kOwn.begin(), kOwn.end(), [name](std::string_view own) { return equalsIgnoreCase(name, own); });
}

}  // namespace

void putSoapContent(OutboundRequest& request, const Exchange& exchange, std::string_view envelope,
                    std::string_view action) {
  SoapPacket packet = writeSoapMessage(SoapVersion::V11, envelope, exchange.attachments());
  request.body = std::move(packet.body);
  request.headers.set("Content-Type", std::move(packet.content_type));
  request.headers.set("SOAPAction", soapAction(exchange, action));
  request.headers.set("Accept", "*/*");
  for (const auto& [name, value] : exchange.headers()) {
    if (isSent(name) && request.headers.find(name) == nullptr) addHeaderLines(request.headers, name, value);
  }
}

FlowError httpStatusError(const OutboundRequest& request, const HttpReply& reply) {
  const std::string status = std::to_string(reply.status);
  FlowError::Details details{{"statusCode", status},
                             {"statusText", statusText(reply)},
                             {"responseBody", reply.body.text()},
                             {"url", request.url}};
  auto cause = std::make_shared<const FlowError>(
      "org.apache.cxf.transport.http.HTTPException",
      "HTTP response '" + status + ": " + statusText(reply) + "' when communicating with " + request.url, nullptr,
      details);
  return FlowError(kCxfFault, "Could not send Message.", std::move(cause), std::move(details));
}

std::optional<SoapMessage> readSoapReply(const OutboundRequest& request, const HttpReply& reply, Exchange& exchange) {
  try {
    return judge(request, reply);
  } catch (const FlowError&) {
    exchange.run().addStepProperty("ResponseBody", reply.body.text());
    throw;
  }
}

void takeSoapReply(std::optional<SoapMessage> message, const HttpReply& reply, Exchange& exchange) {
  takeReplyHeaders(
      reply, [&](std::string_view name) { return isTaken(name, reply); }, exchange.headers());
  setSoapHeaders(exchange.headers(), message ? message->document.headers() : std::vector<SoapHeader>{});
  exchange.attachments() = message ? std::move(message->attachments) : std::vector<Attachment>{};
  exchange.setBody(message ? std::move(message->document).takePayload() : Body(std::string()));
}

}  // namespace iflowsim
