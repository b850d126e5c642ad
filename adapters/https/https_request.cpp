#include "adapters/https/https_request.h"

#include <algorithm>
#include <array>
#include <string>

#include "adapters/https/inflate.h"
#include "runtime/base/ids.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::string_view kMessageId = "SAP_MessageProcessingLogID";
constexpr std::string_view kUser = "SapAuthenticatedUserName";

/// Names that only the runtime may set.
bool isReserved(std::string_view name) {
  return startsWithIgnoreCase(name, "camel") || startsWithIgnoreCase(name, "org.apache.camel") ||
         equalsIgnoreCase(name, kMessageId) || equalsIgnoreCase(name, kUser);
}

bool isAllowed(const HttpsConfig& config, std::string_view name) {
  if (name.empty() || isReserved(name)) return false;
  if (config.options.always_keep_content_type && equalsIgnoreCase(name, "Content-Type")) return true;
  return config.allowed_headers.allows(name);
}

/// The form of a base64 id; anything else must not get into the processing log.
bool looksLikeId(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_+/=").find(c) != std::string_view::npos;
  };
  return text.size() >= 16 && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

std::string idIn(const HttpHeaders& headers, std::string_view name) {
  const std::string_view value = trim(headers.get(name));
  return looksLikeId(value) ? std::string(value) : std::string();
}

void setRuntimeHeaders(const HttpsConfig& config, const HttpRequest& request, const Principal& caller,
                       Exchange& exchange) {
  Headers& headers = exchange.headers();
  std::string url = config.options.neo ? "https://" : "http://";
  url.append(request.host.empty() ? "localhost" : request.host).append(request.path);
  headers.set("CamelHttpUrl", std::move(url));
  headers.set("CamelServletContextPath", config.address.path);
  headers.set("CamelHttpMethod", request.method);
  headers.set("CamelHttpPath", std::string(config.address.rest(request.path)));
  if (request.has_query && !request.query.empty()) headers.set("CamelHttpQuery", request.query);
  if (!caller.name.empty() && config.access.kind == AccessRule::Kind::UserRole) headers.set(kUser, caller.name);
}

void addRequestHeaders(const HttpsConfig& config, const HttpRequest& request, bool decoded, Headers& headers) {
  for (const auto& [name, value] : request.headers) {
    // The encoding is gone from the body, so it must not stay in the headers.
    if (decoded && equalsIgnoreCase(name, "Content-Encoding")) continue;
    if (isAllowed(config, name)) headers.append(name, value);
  }
}

void addQueryParameters(const HttpsConfig& config, std::string_view query, Headers& headers) {
  if (query.empty()) return;
  for (const std::string_view pair : split(query, '&')) {
    const std::size_t equals = pair.find('=');
    const std::string name = percentDecode(pair.substr(0, equals), true);
    if (!isAllowed(config, name)) continue;
    const std::string_view value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    headers.append(name, percentDecode(value, true));
  }
}

/// The `charset` parameter of a content type, without quotes; empty when absent.
std::string_view charsetOf(std::string_view content_type) {
  const auto parameters = split(content_type, ';');
  for (std::size_t i = 1; i < parameters.size(); ++i) {
    const std::string_view parameter = trim(parameters[i]);
    if (!startsWithIgnoreCase(parameter, "charset=")) continue;
    std::string_view charset = trim(parameter.substr(8));
    if (charset.size() >= 2 && charset.front() == '"' && charset.back() == '"') {
      charset = charset.substr(1, charset.size() - 2);
    }
    return charset;
  }
  return {};
}

bool isCompressed(std::string_view encoding) {
  constexpr std::array kEncodings{"gzip", "x-gzip", "deflate"};
  return std::any_of(kEncodings.begin(), kEncodings.end(),
                     [&](const char* known) { return equalsIgnoreCase(encoding, known); });
}

Body uncompressed(const HttpsConfig& config, const HttpRequest& request) {
  BodyBuilder builder(config.options.body);
  switch (inflateTo(builder, request.body.view(), config.maxBodyBytes())) {
    case InflateOutcome::TooLarge:
      throw bodyTooLarge(config);
    case InflateOutcome::Malformed:
      throw FlowError("java.util.zip.ZipException", "The body is not compressed as its Content-Encoding '" +
                                                        std::string(request.headers.get("Content-Encoding")) +
                                                        "' says.");
    case InflateOutcome::Done:
      break;
  }
  return builder.finish();
}

}  // namespace

FlowError bodyTooLarge(const HttpsConfig& config) {
  return FlowError(error_class::kRuntime,
                   "Message body exceeds configured size limit (" + std::to_string(config.max_body_size) + ".0 MB).");
}

Inbound readInbound(const HttpsConfig& config, const HttpRequest& request) {
  Inbound inbound;
  inbound.correlation_id = idIn(request.headers, "SAP_MplCorrelationId");
  inbound.predecessor_id = idIn(request.headers, kMessageId);
  inbound.message_id = idIn(request.headers, "SAP_PregeneratedMplId");
  inbound.log_level = std::string(trim(request.headers.get("SAP_MessageProcessingLogLevel")));
  inbound.sender = config.sender;
  inbound.decision = request.decision;
  return inbound;
}

void fillExchange(const HttpsConfig& config, const HttpRequest& request, const Principal& caller, Exchange& exchange) {
  setRuntimeHeaders(config, request, caller, exchange);
  if (request.body.size() > config.maxBodyBytes()) throw bodyTooLarge(config);

  const bool compressed = isCompressed(trim(request.headers.get("Content-Encoding"))) && request.body.size() > 0;
  addRequestHeaders(config, request, compressed, exchange.headers());
  addQueryParameters(config, request.query, exchange.headers());
  const std::string_view charset = charsetOf(request.headers.get("Content-Type"));
  if (!charset.empty()) exchange.properties().set("CamelCharsetName", std::string(charset));
  if (compressed) {
    exchange.setBody(uncompressed(config, request));
  } else {
    exchange.setBody(request.body.isNull() ? Body(std::string()) : request.body);
  }
}

}  // namespace iflowsim
