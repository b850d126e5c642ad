#include "adapters/http/http_config.h"

#include <algorithm>
#include <array>

#include "runtime/base/number_text.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

const std::vector<std::string> kMethods{"POST", "GET", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "Dynamic"};
const std::vector<std::string> kAuthentications{"None",
                                                "Basic",
                                                "Client Certificate",
                                                "Principal Propagation",
                                                "OAuth2 Client Credentials",
                                                "OAuth2 SAML Bearer Assertion",
                                                "Dynamic"};
/// Bounds of the product. Source: runtime-behaviour 3.1.
constexpr int kMaxRetryInterval = 60;
constexpr int kMaxRetries = 3;

std::optional<int> number(std::string_view text) {
  return numberIn<int>(trim(text));
}

/// Whether the channel's version is below 1.8, where the list of request headers came in.
bool isBeforeHeaderList(const std::string& version) {
  const std::vector<std::string_view> parts = split(version, '.');
  if (parts.size() < 2) return false;
  const std::optional<int> major = number(parts[0]);
  const std::optional<int> minor = number(parts[1]);
  return major && minor && (*major < 1 || (*major == 1 && *minor < 8));
}

/// The name in the list that equals the value but for case; null when there is none.
const std::string* known(const std::vector<std::string>& names, std::string_view value) {
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const std::string& name) { return equalsIgnoreCase(name, trim(value)); });
  return found == names.end() ? nullptr : &*found;
}

/// Reads one channel; keeps whether an error was reported.
class Reader {
 public:
  Reader(BuildContext& context, const Channel& channel) : context_(context), channel_(channel) {}

  std::optional<HttpConfig> read() {
    HttpConfig config;
    config.site = {context_.flow().id, channel_.name, channel_.id, channel_.participant};
    readAddress(config);
    readMethod(config);
    readAuthentication(config);
    readHeaders(config);
    readFailure(config);
    config.timeout = std::chrono::milliseconds(readNumber("httpRequestTimeout", 60'000, 0, 2'147'483'647));
    config.on_premise = property("proxyType") == "sapcc";
    config.session = session();
    if (failed_) return std::nullopt;
    return config;
  }

 private:
  const std::string& property(std::string_view name) const { return channel_.properties.get(name); }

  bool flag(std::string_view name, bool when_absent) const {
    const std::string_view text = trim(property(name));
    return text.empty() ? when_absent : isSwitchedOn(text);
  }

  void error(const std::string& code, const std::string& message, const std::string& remedy) {
    context_.report(Severity::Error, code, channel_, message, remedy);
    failed_ = true;
  }

  void warn(const std::string& code, const std::string& message, const std::string& remedy) {
    context_.report(Severity::Warning, code, channel_, message, remedy);
  }

  ChannelText text(std::string_view name) {
    bool good = true;
    ChannelText compiled = compileChannelText(context_, channel_, property(name), good);
    failed_ = failed_ || !good;
    return compiled;
  }

  void readAddress(HttpConfig& config) {
    config.address = text("httpAddressWithoutQuery");
    config.query = text("httpAddressQuery");
    if (trim(config.address.configured()).empty()) {
      warn("HTTP-001", "the address is empty.",
           "Configure its parameter, or set header CamelHttpUri before the call; stubs answer it by flow and channel.");
    }
    const std::string& address = config.address.configured();
    for (const std::string_view option : {"throwExceptionOnFailure", "bridgeEndpoint", "transferException", "client",
                                          "clientConfig", "binding", "sslContextParameters", "bufferSize"}) {
      const std::string assignment = std::string(option) + '=';
      if (address.find('?' + assignment) == std::string::npos && address.find('&' + assignment) == std::string::npos) {
        continue;
      }
      error("HTTP-002", "the address holds '" + assignment + "', which the adapter keeps for itself.",
            "Take it out of Address, or move it to Query.");
    }
  }

  void readMethod(HttpConfig& config) {
    const std::string& configured = property("httpMethod");
    if (trim(configured).empty()) return;
    const std::string* method = known(kMethods, configured);
    if (method == nullptr) {
      error("HTTP-004", "method '" + configured + "' is unknown.", "Use one of " + join(kMethods, ", ") + '.');
      return;
    }
    config.method = *method == "Dynamic" ? text("methodSourceExpression") : ChannelText(*method, nullptr);
    config.send_body = flag("httpShouldSendBody", false);
  }

  void readAuthentication(HttpConfig& config) {
    const std::string& configured = property("authenticationMethod");
    config.credential = text("credentialName");
    for (const std::string* alias : {&property("credentialName"), &property("privateKeyAlias")}) {
      if (*alias != "true" && *alias != "false") continue;
      error("HTTP-006", "'" + *alias + "' cannot be the name of a security artifact.",
            "Enter the name of its artifact.");
    }
    if (trim(configured).empty()) return;
    const std::string* method = known(kAuthentications, configured);
    config.authentication = method == nullptr ? configured : *method;
    if (config.authentication == "None" || config.authentication == "Basic") return;
    const std::string remedy =
        "Stubs answer calls of this channel without it; a call to a real address fails. Use None or Basic for those.";
    if (method == nullptr) {
      warn("HTTP-005", "authentication method '" + configured + "' is unknown.",
           remedy + " Known are " + join(kAuthentications, ", ") + '.');
    } else {
      warn("HTTP-007", "authentication '" + *method + "' is not carried out.", remedy);
    }
  }

  void readHeaders(HttpConfig& config) {
    config.send_all_headers =
        channel_.properties.find("allowedRequestHeaders") == nullptr && isBeforeHeaderList(channel_.version);
    config.request_headers = text("allowedRequestHeaders");
    config.response_headers =
        trim(property("allowedResponseHeaders")).empty() ? ChannelText("*", nullptr) : text("allowedResponseHeaders");
  }

  void readFailure(HttpConfig& config) {
    config.throw_on_failure = flag("throwExceptionOnFailure", true);
    config.attach_error_details = flag("enableMPLAttachments", true);
    config.retry.enabled = flag("retryOnConnectionFailure", false);
    if (!config.retry.enabled) return;
    config.retry.interval = std::chrono::seconds(readNumber("retryInterval", 5, 0, kMaxRetryInterval));
    config.retry.times = readNumber("retryIteration", 1, 0, kMaxRetries);
    for (const std::string_view part : split(property("httpErrorResponseCodes"), ',')) {
      if (trim(part).empty()) continue;
      const std::optional<int> status = number(part);
      if (status && *status >= 100 && *status <= 599) {
        config.retry.statuses.push_back(*status);
      } else {
        error("HTTP-003", "httpErrorResponseCodes holds '" + std::string(trim(part)) + "', which is no HTTP status.",
              "List numbers between 100 and 599, separated by commas.");
      }
    }
  }

  int readNumber(const std::string& name, int when_absent, int minimum, int maximum) {
    const std::string& text = property(name);
    if (trim(text).empty()) return when_absent;
    const std::optional<int> value = number(text);
    if (value && *value >= minimum && *value <= maximum) return *value;
    error("HTTP-003", name + " is '" + text + "'.",
          "Enter a number from " + std::to_string(minimum) + " to " + std::to_string(maximum) + '.');
    return when_absent;
  }

  HttpConfig::Session session() const {
    const std::string& handling = context_.flow().settings.get("httpSessionHandling");
    if (equalsIgnoreCase(handling, "onExchange")) return HttpConfig::Session::Exchange;
    if (equalsIgnoreCase(handling, "onIntegrationFlow")) return HttpConfig::Session::Flow;
    return HttpConfig::Session::None;
  }

  BuildContext& context_;
  const Channel& channel_;
  bool failed_ = false;
};

}  // namespace

std::optional<HttpConfig> readHttpConfig(BuildContext& context, const Channel& channel) {
  return Reader(context, channel).read();
}

}  // namespace iflowsim
