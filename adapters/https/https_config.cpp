#include "adapters/https/https_config.h"

#include <charconv>
#include <optional>

#include "adapters/shared/channel_access.h"
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
  auto access = readChannelAccess(build, channel);

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
  if (!address || !body_size || !access) return nullptr;

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
