#include "adapters/http/curl_error.h"

#include <memory>

#include "adapters/shared/http_url.h"

namespace iflowsim {

namespace {

std::string place(const CurlFailure& failure, const OutboundRequest& request) {
  const std::string host(urlHost(request.url));
  return failure.peer.empty() ? std::string(urlAuthority(request.url)) : host + '/' + failure.peer;
}

bool mentions(const CurlFailure& failure, std::string_view words) {
  return failure.text.find(words) != std::string::npos;
}

FlowError handshakeError(std::string text, std::string hint) {
  return FlowError("javax.net.ssl.SSLHandshakeException", std::move(text), nullptr, {{"hint", std::move(hint)}});
}

FlowError certificateError(const CurlFailure& failure, const OutboundRequest& request) {
  const std::string host(urlHost(request.url));
  if (mentions(failure, "subject name")) {
    return handshakeError(
        "java.security.cert.CertificateException: No subject alternative names matching " + host + " found",
        "The certificate of " + host + " is for other host names. Use one of them in the address.");
  }
  if (mentions(failure, "expired")) {
    return handshakeError(
        "sun.security.validator.ValidatorException: PKIX path validation failed: "
        "java.security.cert.CertPathValidatorException: validity check failed",
        "The certificate of " + host + " has expired. Its owner has to renew it.");
  }
  const std::string reason = "unable to find valid certification path to requested target";
  const auto cause =
      std::make_shared<const FlowError>("sun.security.provider.certpath.SunCertPathBuilderException", reason);
  return FlowError("javax.net.ssl.SSLHandshakeException",
                   "sun.security.validator.ValidatorException: PKIX path building failed: "
                   "sun.security.provider.certpath.SunCertPathBuilderException: " +
                       reason,
                   cause,
                   {{"hint", "The certificate of " + host + " is not trusted (" + failure.text +
                                 "). Add its certificate authority to the trusted ones of the tenant."}});
}

FlowError timeoutError(const CurlFailure& failure, const OutboundRequest& request) {
  return FlowError("java.util.concurrent.TimeoutException", "Request timed out to " + place(failure, request) + " of " +
                                                                std::to_string(request.timeout.count()) + " ms");
}

FlowError brokenConnection(const CurlFailure& failure) {
  const bool reset = mentions(failure, "reset by peer");
  return FlowError("java.io.IOException", reset ? "Connection reset by peer" : "Remotely closed");
}

}  // namespace

FlowError toFlowError(const CurlFailure& failure, const OutboundRequest& request) {
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return FlowError("java.net.UnknownHostException", std::string(urlHost(request.url)));
    case CURLE_COULDNT_CONNECT:
      return FlowError("java.net.ConnectException", "Connection refused: " + place(failure, request));
    case CURLE_OPERATION_TIMEDOUT:
      return timeoutError(failure, request);
    case CURLE_PEER_FAILED_VERIFICATION:
      return certificateError(failure, request);
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
      return brokenConnection(failure);
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return FlowError("java.lang.IllegalArgumentException",
                       "Address '" + request.url + "' of channel '" + request.site.channel_name +
                           "' cannot be called: " + failure.text + ". It must begin with http:// or https://.");
    case CURLE_SSL_CONNECT_ERROR:
      return handshakeError(failure.text, "The peer and this program do not agree on a TLS connection.");
    default:
      return FlowError("java.io.IOException", failure.text + " (" + request.method + ' ' + request.url + ')');
  }
}

}  // namespace iflowsim
