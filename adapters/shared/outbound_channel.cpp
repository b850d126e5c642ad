#include "adapters/shared/outbound_channel.h"

#include <algorithm>
#include <array>

#include "adapters/shared/gzip.h"
#include "adapters/shared/http_url.h"
#include "runtime/base/base64.h"
#include "runtime/base/number_text.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"

namespace iflowsim {

namespace {

constexpr const char* kOverride = "CamelDestinationOverrideUrl";
constexpr int kLongestTimeout = 2'147'483'647;

const std::vector<std::string>& authentications() {
  static const std::vector<std::string> known{"None", "Basic", "Client Certificate", "Principal Propagation",
                                              "OAuth2 SAML Bearer Assertion"};
  return known;
}

/// Reads one channel; keeps whether an error was reported.
class Reader {
 public:
  Reader(BuildContext& build, const Channel& channel) : build_(build), channel_(channel) {}

  std::optional<OutboundChannel> read() {
    OutboundChannel read;
    read.site = {build_.flow().id, channel_.name, channel_.id, channel_.participant};
    read.address = compileChannelText(build_, channel_, property("address"), good_);
    read.credential = compileChannelText(build_, channel_, property("credentialName"), good_);
    if (trim(read.address.configured()).empty()) {
      build_.report(Severity::Warning, "OUTBOUND-001", channel_, "The address is empty.",
                    "Configure its parameter, or set header CamelDestinationOverrideUrl before the call; stubs answer "
                    "it by flow and channel.");
    }
    readAuthentication(read);
    readTimeout(read);
    read.on_premise = property("proxyType") == "sapcc";
    read.compress = isSwitchedOn(property("CompressMessage"));
    read.return_response_code = isSwitchedOn(property("sendHttpResponseCode"));
    read.clean_up = trim(property("cleanupHeaders")).empty() || isSwitchedOn(property("cleanupHeaders"));
    return good_ ? std::optional(std::move(read)) : std::nullopt;
  }

 private:
  const std::string& property(std::string_view name) const { return channel_.properties.get(name); }

  void readAuthentication(OutboundChannel& read) {
    const std::string configured(trim(property("authentication")));
    if (configured.empty()) return;
    const auto known = std::find_if(authentications().begin(), authentications().end(),
                                    [&](const std::string& name) { return equalsIgnoreCase(name, configured); });
    read.authentication = known == authentications().end() ? configured : *known;
    if (read.authentication == "None" || read.authentication == "Basic") return;
    const std::string remedy =
        "Stubs answer calls of this channel without it; a call to a real address fails. Use None or Basic for those.";
    if (known == authentications().end()) {
      build_.report(Severity::Warning, "OUTBOUND-003", channel_, "Authentication '" + configured + "' is unknown.",
                    remedy + " Known are " + join(authentications(), ", ") + '.');
    } else {
      build_.report(Severity::Warning, "OUTBOUND-004", channel_,
                    "Authentication '" + read.authentication + "' is not carried out.", remedy);
    }
  }

  void readTimeout(OutboundChannel& read) {
    const std::string_view text = trim(property("requestTimeout"));
    if (text.empty()) return;
    const auto milliseconds = numberIn<int>(text);
    if (milliseconds && *milliseconds >= 0) {
      read.timeout = std::chrono::milliseconds(*milliseconds);
      return;
    }
    build_.report(Severity::Error, "OUTBOUND-002", channel_, "Timeout is '" + property("requestTimeout") + "'.",
                  "Enter milliseconds from 0 (no limit) to " + std::to_string(kLongestTimeout) + '.');
    good_ = false;
  }

  BuildContext& build_;
  const Channel& channel_;
  bool good_ = true;
};

[[noreturn]] void throwMissingCredential(const std::string& alias) {
  // The spelling is the product's (observed-samples 52).
  const std::string text =
      "[CONTENT][CONTENT_DEPLOY][NoArtifactDecriptorFoundForArtifactName]:No artifact descriptor found for "
      "artifactName " +
      alias;
  throw FlowError(error_class::kRuntime, text,
                  std::make_shared<const FlowError>("com.sap.it.nm.types.NodeManagerException", text),
                  {{"hint", "Add credential '" + alias + "' to security/credentials.yaml of the tenant."}});
}

}  // namespace

std::optional<OutboundChannel> readOutboundChannel(BuildContext& build, const Channel& channel) {
  return Reader(build, channel).read();
}

std::vector<PropertySpec> outboundChannelProperties() {
  const std::vector<std::string> boolean{"true", "false", "1", "0"};
  return {
      {"address", "Address; may hold expressions. Header CamelDestinationOverrideUrl overrides it"},
      {"authentication", "How the call is authenticated", "None", authentications()},
      {"credentialName", "Alias of the deployed credential; may hold expressions"},
      {"privateKeyAlias", "Alias of the key pair for client certificates"},
      {"requestTimeout", "Longest wait for the reply, in milliseconds", "60000"},
      {"proxyType", "Internet (default), on-premise through the cloud connector (sapcc), or none", "default"},
      {"proxyHost", "Host of a manual proxy"},
      {"proxyPort", "Port of a manual proxy"},
      {"CompressMessage", "Send the request compressed with gzip", "0", boolean},
      {"allowChunking", "Send the request in chunks; not distinguished here", "1", boolean},
      {"KeepConnectionAlive", "Keep the connection open; it always is here", "1", boolean},
      {"sendHttpResponseCode", "Put the status of the reply into header CamelHttpResponseCode", "0", boolean},
      {"cleanupHeaders", "Remove CamelDestinationOverrideUrl and SOAPAction after the call", "1", boolean},
  };
}

OutboundRequest makeOutboundRequest(const OutboundChannel& channel, const Exchange& exchange,
                                    const Services& services) {
  OutboundRequest request;
  request.method = "POST";
  std::string address = exchange.headers().text(kOverride);
  std::string own = channel.address.isDynamic() || trim(address).empty() ? channel.address.evaluate(exchange) : "";
  if (!trim(own).empty()) address = std::move(own);
  request.url = buildUrl({.address = std::move(address), .path = {}, .query = {}});
  request.timeout = channel.timeout;
  request.site = channel.site;
  request.on_premise = channel.on_premise;
  if (channel.authentication == "Basic") {
    authenticateBasic(services, std::string(trim(channel.credential.evaluate(exchange))), request);
  } else if (channel.authentication != "None") {
    request.missing_authentication = channel.authentication;
  }
  return request;
}

HttpReply callOut(const OutboundChannel& channel, const Services& services, OutboundRequest request,
                  Exchange& exchange) {
  if (channel.compress) {
    request.body = gzipped(request.body, services.options.body);
    request.headers.set("Content-Encoding", "gzip");
  }
  noteCall(exchange, request.url);
  HttpReply reply = services.http.call(request);
  if (channel.clean_up) {
    exchange.headers().remove(kOverride);
    exchange.headers().remove("SOAPAction");
  }
  if (channel.return_response_code) exchange.headers().set("CamelHttpResponseCode", Value(reply.status));
  return reply;
}

void noteCall(Exchange& exchange, const std::string& url) {
  Run& run = exchange.run();
  if (!exchange.headers().contains("SAP_MplCorrelationId") && !run.identity().correlation_id.empty()) {
    exchange.headers().set("SAP_MplCorrelationId", Value(run.identity().correlation_id));
  }
  run.addStepProperty("RealDestinationUrl", urlWithoutQuery(url));
}

void notingHints(Run& run, const std::function<void()>& work) {
  try {
    work();
  } catch (const FlowError& error) {
    if (!error.detail("hint").empty()) run.addStepProperty("Hint", std::string(error.detail("hint")));
    throw;
  }
}

UserCredential requireCredential(const Services& services, const std::string& alias) {
  std::optional<UserCredential> credential = services.credentials.userCredential(alias);
  if (!credential) throwMissingCredential(alias);
  return *std::move(credential);
}

void authenticateBasic(const Services& services, const std::string& alias, OutboundRequest& request) {
  const UserCredential credential = requireCredential(services, alias);
  request.headers.set("Authorization", "Basic " + base64Encode(credential.user + ':' + credential.password));
}

std::string headerLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
  return text;
}

void addHeaderLines(HttpHeaders& headers, const std::string& name, const Value& value) {
  if (value.isNull()) return;
  if (const auto* items = value.as<std::shared_ptr<const ValueList>>()) {
    for (const Value& item : **items) addHeaderLines(headers, name, item);
    return;
  }
  headers.add(name, headerLine(value.toText()));
}

void takeReplyHeaders(const HttpReply& reply, const std::function<bool(std::string_view)>& taken, Headers& headers) {
  std::vector<std::string_view> seen;
  for (const auto& [name, value] : reply.headers) {
    if (!taken(name)) continue;
    const bool repeated = std::any_of(seen.begin(), seen.end(), [&header = name](std::string_view earlier) {
      return equalsIgnoreCase(earlier, header);
    });
    if (repeated) {
      headers.append(name, Value(value));
    } else {
      headers.set(name, Value(value));
      seen.push_back(name);
    }
  }
}

std::string statusText(const HttpReply& reply) {
  return reply.reason.empty() ? std::string(reasonPhrase(reply.status)) : reply.reason;
}

bool isNeverSent(std::string_view name) {
  constexpr std::array<std::string_view, 11> kOwn{
      "content-length",    "host",    "cache-control", "connection", "pragma", "trailer",
      "transfer-encoding", "upgrade", "via",           "warning",    "date"};
  return startsWithIgnoreCase(name, "camel") || startsWithIgnoreCase(name, "org.apache.") ||
         std::any_of(kOwn.begin(), kOwn.end(), [name](std::string_view own) { return equalsIgnoreCase(own, name); });
}

}  // namespace iflowsim
