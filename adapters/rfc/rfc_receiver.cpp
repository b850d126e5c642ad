#include "adapters/rfc/rfc_receiver.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include <libxml/tree.h>

#include "adapters/shared/outbound_channel.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"

namespace iflowsim {

namespace {

FlowError namesNoFunction(const std::string& reason, std::shared_ptr<const FlowError> cause = nullptr) {
  return FlowError(error_class::kRuntime,
                   "The message body cannot be sent by RFC: " + reason +
                       " Send one XML document whose root element is named as the function, with _- for each / in it.",
                   std::move(cause));
}

std::string functionOf(const Body& body) {
  std::string name;
  try {
    const xmlNode* root = xmlDocGetRootElement(body.xml().native());
    name = reinterpret_cast<const char*>(root->name);
  } catch (const FlowError& error) {
    throw namesNoFunction("it is no XML document.", std::make_shared<const FlowError>(error));
  }
  // The parser leaves a prefix without a namespace in the name.
  if (name.find(':') != std::string::npos) {
    throw namesNoFunction("the prefix of its root element '" + name + "' is not declared.");
  }
  return name;
}

bool isExceptionName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '/';
  });
}

/// An exception without a text of its own repeats its name, as the Java connector writes it.
FlowError abapException(const HttpReply& reply) {
  std::string text(trim(reply.body.view()));
  if (text.empty()) text = statusText(reply);
  if (isExceptionName(text)) text += ": " + text;
  return FlowError("com.sap.conn.jco.AbapException", "(126) " + text);
}

}  // namespace

void RfcReceiver::call(Exchange& exchange) const {
  notingHints(exchange.run(), [&] {
    const OutboundRequest request = makeRequest(exchange);
    noteCall(exchange, request.url);
    const HttpReply reply = services_.http.call(request);
    if (reply.status < 200 || reply.status > 299) throw abapException(reply);
    exchange.setBody(reply.body);
  });
}

OutboundRequest RfcReceiver::makeRequest(const Exchange& exchange) const {
  const std::string destination(trim(config_.destination.evaluate(exchange)));
  if (destination.empty()) {
    throw FlowError("com.sap.conn.jco.JCoException",
                    "(106) JCO_ERROR_RESOURCE: The destination of channel '" + config_.site.channel_name +
                        "' is empty. Configure it, or set the header or property that its expression reads before the "
                        "call.");
  }
  OutboundRequest request;
  request.method = "POST";
  request.url = "rfc://" + percentEncode(destination) + '/' + percentEncode(functionOf(exchange.body()));
  request.headers.set("Content-Type", "application/xml");
  request.body = exchange.body();
  // The channel has no timeout.
  request.timeout = std::chrono::milliseconds(0);
  request.site = config_.site;
  return request;
}

}  // namespace iflowsim
