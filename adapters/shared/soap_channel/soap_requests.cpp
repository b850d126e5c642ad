#include "adapters/shared/soap_channel/soap_requests.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "adapters/shared/soap/soap_http.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// Without the query.
std::string calledAddress(const HttpRequest& request) {
  const bool secure = request.secure || equalsIgnoreCase(request.headers.get("X-Forwarded-Proto"), "https");
  return (secure ? "https://" : "http://") + (request.host.empty() ? "localhost" : request.host) + request.path;
}

bool isForTheReceiver(const SoapHeader& header) {
  constexpr std::array kReceivers{"", "http://schemas.xmlsoap.org/soap/actor/next",
                                  "http://www.w3.org/2003/05/soap-envelope/role/next",
                                  "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver"};
  return std::find(kReceivers.begin(), kReceivers.end(), header.actor) != kReceivers.end();
}

}  // namespace

SoapVersion spokenVersion(const HttpRequest& request) {
  const bool newer =
      toLower(request.headers.get("Content-Type")).find(mediaType(SoapVersion::V12)) != std::string::npos;
  return newer ? SoapVersion::V12 : SoapVersion::V11;
}

std::optional<SoapFault> findNotUnderstood(const std::vector<SoapHeader>& unknown) {
  const auto found = std::find_if(unknown.begin(), unknown.end(), [](const SoapHeader& header) {
    return header.must_understand && isForTheReceiver(header);
  });
  if (found == unknown.end()) return std::nullopt;
  return SoapFault{
      .code = SoapFault::Code::MustUnderstand,
      .reason = "MustUnderstand headers: [{" + found->namespace_uri + '}' + found->name + "] are not understood."};
}

tl::expected<const WsdlOperation*, SoapFault> operationOf(const SoapMessage& message, const WsdlService& service) {
  const std::string name = message.document.payloadName();
  const std::string namespace_uri = message.document.payloadNamespace();
  if (const WsdlOperation* operation = service.find(namespace_uri, name, message.action)) return operation;
  return tl::unexpected(SoapFault{.code = SoapFault::Code::Client,
                                  .reason = "Message part {" + namespace_uri + '}' + name +
                                            " was not recognized.  (Does it exist in service WSDL?)"});
}

HttpReply publishContract(const WsdlService& service, const HttpRequest& request) {
  const std::size_t equals = request.query.find('=');
  const std::string asked = request.query.substr(0, equals);
  if (!equalsIgnoreCase(asked, "wsdl") && !equalsIgnoreCase(asked, "xsd")) return methodNotAllowed("POST");
  const std::string name =
      equals == std::string::npos ? std::string() : percentDecode(request.query.substr(equals + 1), true);
  auto text = service.published(calledAddress(request), name);
  if (!text) {
    return {.status = 404, .headers = {{"Content-Type", "text/plain"}}, .body = Body(text.error().text)};
  }
  return {.status = 200, .headers = {{"Content-Type", "text/xml;charset=UTF-8"}}, .body = Body(std::move(*text))};
}

}  // namespace iflowsim
