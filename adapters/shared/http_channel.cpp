#include "adapters/shared/http_channel.h"

#include "adapters/shared/channel_access.h"
#include "runtime/base/number_text.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr int kLargestSize = 1 << 20;

/// The size in megabytes; `otherwise` when the property is empty, none when it is no size.
std::optional<int> readSize(BuildContext& build, const Channel& channel, const char* property, const char* words) {
  const std::string& text = channel.properties.get(property);
  const auto megabytes = numberIn<int>(trim(text));
  if (megabytes && *megabytes >= 1 && *megabytes <= kLargestSize) return megabytes;
  build.report(Severity::Error, "LIMIT-001", channel,
               std::string(words) + " is '" + text + "', which is no number of megabytes.",
               "Enter a whole number of at least 1.");
  return std::nullopt;
}

}  // namespace

std::optional<HttpChannel> readHttpChannel(BuildContext& build, const Channel& channel) {
  HttpChannel read;
  bool good = true;
  const auto take_size = [&](const char* property, const char* words, int& size) {
    if (trim(channel.properties.get(property)).empty()) return;
    const auto megabytes = readSize(build, channel, property, words);
    good = good && megabytes;
    size = megabytes.value_or(size);
  };
  take_size("maximumBodySize", "Body Size", read.max_body_size);
  take_size("maximumAttachmentSize", "Attachment Size", read.max_attachment_size);
  auto access = readChannelAccess(build, channel);
  if (!access || !good) return std::nullopt;

  read.access = std::move(*access);
  read.allowed_headers = readAllowedHeaders(build, channel);
  read.return_exception = equalsIgnoreCase(trim(build.flow().settings.get("returnExceptionToSender")), "true");
  read.sender = channel.participant;
  read.options = build.services().options;
  return read;
}

std::vector<PropertySpec> httpChannelProperties() {
  return {
      {.name = "senderAuthType",
       .meaning = "Authorization of callers",
       .default_value = "RoleBased",
       .allowed = {"RoleBased", "ClientCertificate"}},
      {.name = "userRole", .meaning = "Role a caller must have", .default_value = "ESBMessaging.send"},
      {.name = "clientCertificates", .meaning = "Subject and issuer names of the certificates admitted"},
      {.name = "maximumBodySize", .meaning = "Largest body in MB", .default_value = "40"},
      {.name = "maximumAttachmentSize", .meaning = "Largest attachments in MB, all together", .default_value = "100"},
  };
}

}  // namespace iflowsim
