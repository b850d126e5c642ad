#include "adapters/https/https_config.h"

#include <charconv>
#include <optional>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr int kLargestBodySize = 1 << 20;

std::optional<int> readBodySize(std::string_view text) {
  if (trim(text).empty()) return HttpsConfig{}.max_body_size;
  int megabytes = 0;
  const std::string_view digits = trim(text);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), megabytes);
  const bool whole = error == std::errc{} && end == digits.data() + digits.size();
  return whole && megabytes >= 1 && megabytes <= kLargestBodySize ? std::optional(megabytes) : std::nullopt;
}

/// Old exports have no channel authorization: there the role of the default is asked for.
std::optional<AccessRule> readAccess(const PropertyTable& properties) {
  const std::string_view kind = trim(properties.get("senderAuthType"));
  AccessRule rule;
  if (equalsIgnoreCase(kind, "ClientCertificate")) {
    rule.kind = AccessRule::Kind::ClientCertificate;
    return rule;
  }
  if (!kind.empty() && !equalsIgnoreCase(kind, "RoleBased")) return std::nullopt;
  const std::string_view role = trim(properties.get("userRole"));
  if (!role.empty()) rule.role = std::string(role);
  return rule;
}

void reportPatterns(BuildContext& build, const Channel& channel, const AllowedHeaders& allowed) {
  for (const std::string& problem : allowed.problems()) {
    build.report(Severity::Warning, "HEADERS-001", channel, "In Allowed Headers of the flow, " + problem,
                 "Correct it in the runtime configuration of the flow; names are separated by '|' without blanks.");
  }
}

}  // namespace

std::shared_ptr<const HttpsConfig> readHttpsConfig(BuildContext& build, const Channel& channel) {
  const PropertyTable& properties = channel.properties;
  auto address = parseHttpsAddress(trim(properties.get("urlPath")));
  const auto body_size = readBodySize(properties.get("maximumBodySize"));
  auto access = readAccess(properties);

  if (!address) {
    build.report(Severity::Error, address.error().code, channel, address.error().text,
                 "Give the channel an address such as '/orders' or '/orders/*'; letters, digits and _ / ~ - . $ are "
                 "allowed. If it is an externalized parameter, configure its value.");
  }
  if (!body_size) {
    build.report(Severity::Error, "HTTPS-004", channel,
                 "Body Size is '" + properties.get("maximumBodySize") + "', which is no number of megabytes.",
                 "Enter a whole number of at least 1.");
  }
  if (!access) {
    build.report(Severity::Error, "HTTPS-005", channel,
                 "Authorization is '" + properties.get("senderAuthType") + "', which is not known.",
                 "Choose User Role (RoleBased) or Client Certificate (ClientCertificate).");
  }
  if (!address || !body_size || !access) return nullptr;

  if (const std::string& csrf = properties.get("xsrfProtection"); csrf == "1" || equalsIgnoreCase(csrf, "true")) {
    build.report(Severity::Warning, "HTTPS-006", channel,
                 "The channel is CSRF protected, but calls are served without a CSRF token here.",
                 "Nothing to do; callers that fetch a token first run the flow with that call too.");
  }
  const FlowModel& flow = build.flow();
  auto config = std::make_shared<HttpsConfig>();
  config->address = std::move(*address);
  config->access = std::move(*access);
  config->allowed_headers = AllowedHeaders::compile(flow.settings.get("allowedHeaderList"));
  config->max_body_size = *body_size;
  config->return_exception = equalsIgnoreCase(trim(flow.settings.get("returnExceptionToSender")), "true");
  config->sender = channel.participant;
  config->options = build.services().options;
  reportPatterns(build, channel, config->allowed_headers);
  return config;
}

}  // namespace iflowsim
