#include "adapters/shared/soap/soap_http.h"

#include "adapters/shared/http_inbound.h"
#include "adapters/shared/http_outbound.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"

namespace iflowsim {

namespace {

constexpr const char* kFaultClass = "org.apache.cxf.binding.soap.SoapFault";

bool isMultipart(const HttpRequest& request) {
  return startsWithIgnoreCase(trim(request.headers.get("Content-Type")), "multipart/");
}

std::string qualifiedCode(const SoapFault& fault) {
  if (!fault.code_name.empty()) return '{' + fault.code_namespace + '}' + fault.code_name;
  const std::string code = fault.code == SoapFault::Code::Client ? "Client" : "Server";
  return '{' + std::string(envelopeNamespace(SoapVersion::V11)) + '}' + code;
}

/// `AhcOperationFailedException` of `org.apache.camel.component.ahc.AhcOperationFailedException`.
std::string simpleName(const std::string& class_name) {
  return class_name.substr(class_name.rfind('.') + 1);
}

}  // namespace

EndpointAddress cxfAddress(const std::string& address) {
  return {.path = "/cxf" + address, .prefix = true, .shareable = true};
}

std::optional<std::string> readCxfAddress(BuildContext& build, const Channel& channel) {
  std::string address(trim(channel.properties.get("address")));
  while (address.ends_with('/')) address.pop_back();
  if (!address.empty() && !address.starts_with('/')) address.insert(0, 1, '/');
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-.~/").find(c) != std::string_view::npos;
  };
  std::string problem;
  if (address.empty()) problem = "The channel has no address.";
  for (const char c : address) {
    if (problem.empty() && !allowed(c))
      problem = "Address '" + address + "' contains '" + c + "', which is not allowed in an address.";
  }
  if (address.find("//") != std::string::npos) problem = "Address '" + address + "' contains '//'.";
  if (problem.empty()) return address;
  build.report(Severity::Error, "CXF-001", channel, problem,
               "Give the channel an address such as '/orders/create'; letters, digits and _ - . ~ / are allowed. If it "
               "is an externalized parameter, configure its value.");
  return std::nullopt;
}

std::uint64_t maxSoapRequest(const HttpChannel& channel, const HttpRequest& head) {
  return channel.maxBodyBytes() + (isMultipart(head) ? channel.maxAttachmentBytes() : 0);
}

tl::expected<SoapMessage, SoapFault> readSoapRequest(const HttpChannel& channel, const HttpRequest& request) {
  const Body body = requestBody(channel, request, maxSoapRequest(channel, request));
  return readSoapMessage(request.headers.get("Content-Type"), request.headers.get("SOAPAction"), body,
                         {.attachments = channel.maxAttachmentBytes(), .envelope = channel.maxBodyBytes()});
}

HttpReply acceptedReply(const HttpChannel& channel, int status) {
  HttpReply reply{.status = status};
  addCorrelation(channel, reply);
  return reply;
}

HttpReply faultReply(const HttpChannel& channel, SoapVersion version, const SoapFault& fault) {
  HttpReply reply;
  reply.status = 500;
  reply.headers.add("Content-Type", std::string(mediaType(version)) + ";charset=UTF-8");
  reply.body = Body(writeFault(fault, version));
  addCorrelation(channel, reply);
  return reply;
}

SoapFault faultOf(const HttpChannel& channel, const Exchange& exchange, const Outcome& outcome) {
  if (channel.return_exception && outcome.error) return {.reason = outcome.error->innermostMessage()};
  return {.reason = "An internal error occurred during message processing. For error details check MPL ID " +
                    exchange.run().identity().message_id + " in message monitoring."};
}

HttpReply methodNotAllowed(const char* allowed) {
  return {.status = 405, .headers = {{"Allow", allowed}}};
}

std::string inboundErrorText(const std::string& address, const FlowError& error) {
  std::string text = "Inbound processing in endpoint at " + address + " failed with message \"";
  if (error.className() == kFaultClass) {
    return text + "SoapFault:faultstring=" + error.message() + ", faultcode=" + std::string(error.detail("faultCode")) +
           '"';
  }
  return text + "Fault:" + error.className() + ": " + error.message() + "\", caused by \"" +
         simpleName(error.className()) + ':' + error.message() + '"';
}

FlowError soapFaultError(const SoapFault& fault, int status) {
  return FlowError(kFaultClass, fault.reason, nullptr,
                   {{"faultCode", qualifiedCode(fault)},
                    {"faultstring", fault.reason},
                    {"detail", fault.detail},
                    {"statusCode", std::to_string(status)}});
}

}  // namespace iflowsim
