#include "adapters/http/http_config.h"

namespace iflowsim {

// Source: iflow-format section 10, HTTP Receiver. Values of old exports stand in `allowed` beside today's.
std::vector<PropertySpec> httpReceiverProperties() {
  const std::vector<std::string> boolean{"true", "false", "1", "0"};
  return {
      {"httpAddressWithoutQuery", "Address without query; may hold expressions. Header CamelHttpUri overrides it"},
      {"httpAddressQuery", "Query without question mark; may hold expressions. Header CamelHttpQuery overrides it"},
      {"httpMethod",
       "HTTP method, or Dynamic",
       "POST",
       {"POST", "GET", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "Dynamic", "DYNAMIC"}},
      {"methodSourceExpression", "Expression that gives the method when it is Dynamic; empty result: POST"},
      {"httpShouldSendBody", "Send the body with GET, DELETE and HEAD", "false", boolean},
      {"authenticationMethod",
       "How the call is authenticated",
       "None",
       {"None", "Basic", "Client Certificate", "Principal Propagation", "OAuth2 Client Credentials",
        "OAuth2 SAML Bearer Assertion", "Dynamic"}},
      {"credentialName", "Alias of the deployed credential; may hold expressions"},
      {"privateKeyAlias", "Alias of the key pair for client certificates"},
      {"httpRequestTimeout", "Longest wait for the reply, in milliseconds", "60000"},
      {"proxyType", "Internet (default), on-premise through the cloud connector (sapcc), or none", "default"},
      {"proxyHost", "Host of a manual proxy"},
      {"proxyPort", "Port of a manual proxy"},
      {"locationID", "Location of the cloud connector"},
      {"allowedRequestHeaders", "Message headers sent, separated by |; * for all. Absent before version 1.8: all"},
      {"allowedResponseHeaders", "Reply headers put into the message, separated by |; * for all", "*"},
      {"throwExceptionOnFailure", "A status outside 200-299 fails the message", "true", boolean},
      {"enableMPLAttachments", "Attach headers and body of a failed call to the processing log", "true", boolean},
      {"retryOnConnectionFailure", "Repeat failed calls as the other retry settings say", "false", boolean},
      {"httpErrorResponseCodes", "Statuses that are retried too, separated by commas"},
      {"retryInterval", "Seconds between retries, at most 60", "5"},
      {"retryIteration", "Number of retries, at most 3", "1"},
      {"streaming", "Take large replies through a file", "false", boolean},
      {"maxIdleTimeout", "How long an idle connection is kept, in milliseconds", "300000"},
      {"apiArtifactType", "Picker of API providers; not used at run time"},
      {"internetProxyType", "Picker of API providers; not used at run time"},
      {"providerAuth", "Picker of API providers; not used at run time"},
      {"providerName", "Picker of API providers; not used at run time"},
      {"providerRelativeUrl", "Picker of API providers; not used at run time"},
      {"providerUrl", "Picker of API providers; not used at run time"},
  };
}

}  // namespace iflowsim
