#include "adapters/shared/http_inbound.h"

#include <algorithm>
#include <array>
#include <string>

#include "adapters/shared/gzip.h"
#include "runtime/base/text.h"
#include "runtime/message/soap_header.h"

namespace iflowsim {

namespace {

constexpr std::string_view kMessageId = "SAP_MessageProcessingLogID";
constexpr std::string_view kUser = "SapAuthenticatedUserName";

/// Names that only the runtime may set.
bool isReserved(std::string_view name) {
  return startsWithIgnoreCase(name, "camel") || startsWithIgnoreCase(name, "org.apache.camel") ||
         equalsIgnoreCase(name, kMessageId) || equalsIgnoreCase(name, kUser) || equalsIgnoreCase(name, kSoapHeaderList);
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

/// Whether the body comes compressed in a way that is undone here.
bool isCompressed(const HttpRequest& request) {
  constexpr std::array kEncodings{"gzip", "x-gzip", "deflate"};
  if (request.body.size() == 0) return false;
  const std::string_view encoding = trim(request.headers.get("Content-Encoding"));
  return std::any_of(kEncodings.begin(), kEncodings.end(),
                     [&](const char* known) { return equalsIgnoreCase(encoding, known); });
}

Body uncompressed(const HttpChannel& channel, const HttpRequest& request, std::uint64_t limit) {
  BodyBuilder builder(channel.options.body);
  switch (inflateTo(builder, request.body.view(), limit)) {
    case InflateOutcome::TooLarge:
      throw bodyTooLarge(channel);
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

FlowError bodyTooLarge(const HttpChannel& channel) {
  return FlowError(error_class::kRuntime,
                   "Message body exceeds configured size limit (" + std::to_string(channel.max_body_size) + ".0 MB).");
}

Inbound readInbound(const HttpChannel& channel, const HttpRequest& request) {
  Inbound inbound;
  inbound.correlation_id = idIn(request.headers, "SAP_MplCorrelationId");
  inbound.predecessor_id = idIn(request.headers, kMessageId);
  inbound.message_id = idIn(request.headers, "SAP_PregeneratedMplId");
  inbound.log_level = std::string(trim(request.headers.get("SAP_MessageProcessingLogLevel")));
  inbound.sender = channel.sender;
  inbound.decision = request.decision;
  return inbound;
}

bool isAllowed(const HttpChannel& channel, std::string_view name) {
  if (name.empty()) return false;
  const bool always = channel.options.always_keep_content_type && equalsIgnoreCase(name, "Content-Type");
  // Few headers are in the list, so this is asked first.
  return (always || channel.allowed_headers.allows(name)) && !isReserved(name);
}

void addAllowedHeaders(const HttpChannel& channel, const HttpRequest& request, Headers& headers) {
  for (const auto& [name, value] : request.headers) {
    if (!isAllowed(channel, name)) continue;
    // The encoding is gone from the body, so it must not stay in the headers.
    if (equalsIgnoreCase(name, "Content-Encoding") && isCompressed(request)) continue;
    headers.append(name, value);
  }
}

void setCaller(const HttpChannel& channel, const Principal& caller, Headers& headers) {
  if (caller.name.empty() || channel.access.kind != AccessRule::Kind::UserRole) return;
  headers.set(kUser, caller.name);
}

Body requestBody(const HttpChannel& channel, const HttpRequest& request, std::uint64_t limit) {
  if (request.body.size() > limit) throw bodyTooLarge(channel);
  if (isCompressed(request)) return uncompressed(channel, request, limit);
  return request.body.isNull() ? Body(std::string()) : request.body;
}

std::string_view charsetOf(std::string_view content_type) {
  if (content_type.find(';') == std::string_view::npos) return {};
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

}  // namespace iflowsim
