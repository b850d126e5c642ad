#include "adapters/soap/soap_receiver.h"

#include <memory>
#include <optional>

#include "adapters/shared/soap/soap_http.h"
#include "adapters/shared/soap_channel/soap_call.h"
#include "runtime/base/text.h"
#include "runtime/message/soap_header.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

namespace {

std::unique_ptr<Receiver> build(BuildContext& context, const Channel& channel) {
  auto config = readSoapReceiverConfig(context, channel);
  if (!config) return nullptr;
  return std::make_unique<SoapReceiver>(*std::move(config), context.services());
}

}  // namespace

void SoapReceiver::call(Exchange& exchange) const {
  notingHints(exchange.run(), [&] {
    const std::string sent = envelope(exchange);
    OutboundRequest request = makeOutboundRequest(config_.channel, exchange, services_);
    putSoapContent(request, exchange, sent, config_.operation ? config_.operation->soap_action : "");
    const HttpReply reply = callOut(config_.channel, services_, request, exchange);
    std::optional<SoapMessage> message = readSoapReply(request, reply, exchange);
    if (config_.isOneWay()) message.reset();
    if (message) open(*message, reply.status);
    takeSoapReply(std::move(message), reply, exchange);
  });
}

std::string SoapReceiver::envelope(const Exchange& exchange) const {
  std::string text = writeEnvelope(SoapVersion::V11, soapHeaders(exchange.headers()), soapPayload(exchange.body()));
  return config_.security ? protect(std::move(text), exchange) : text;
}

std::string SoapReceiver::protect(std::string envelope, const Exchange& exchange) const {
  const SoapReceiverConfig::Security& security = *config_.security;
  WssProtection protection = security.protection;
  protection.signing_alias = trim(security.signing_alias.evaluate(exchange));
  protection.encryption_alias = trim(security.encryption_alias.evaluate(exchange));
  if (!security.credential.configured().empty()) {
    const UserCredential user = requireCredential(services_, std::string(trim(security.credential.evaluate(exchange))));
    protection.user = user.user;
    protection.password = user.password;
  }
  return protectMessage(std::move(envelope), protection, services_.keystore, services_.clock);
}

void SoapReceiver::open(SoapMessage& message, int status) const {
  if (!config_.security || !config_.security->demand) return;
  const auto found = openMessage(message.document, *config_.security->demand, services_.keystore, services_.clock);
  if (!found) throw soapFaultError(found.error(), status);
  if (message.document.isFault()) throw soapFaultError(message.document.fault(), status);
}

void addSoapReceiver(AdapterRegistry& registry) {
  AdapterSpec spec;
  spec.name = "SOAP 1.x receiver";
  spec.summary = "Calls a SOAP 1.1 service and makes its reply the message.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference =
      "Authentication other than None and Basic is not carried out: stubs answer without it, calls to real addresses "
      "fail. WS-Security by policies of the WSDL fails at deployment. Requests and replies are not checked against the "
      "schemas of the WSDL.";
  spec.properties = soapReceiverProperties();
  spec.type = "SOAP";
  spec.direction = Direction::Receiver;
  spec.build_receiver = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
