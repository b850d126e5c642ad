#include "adapters/idoc/idoc_config.h"

#include <optional>
#include <utility>

#include "adapters/shared/soap/soap_http.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr const char* kCharacterHandling = "xmlCharacterHandling";
constexpr const char* kContentType = "IDocContentType";

/// The keys of the channels that write them down; none of the IDoc channels seen does, so they are those of SAP RM.
SapMessageIdSettings::Names messageIdNames() {
  return {
      .determination = "SapRmMessageIdDetermination", .source = "SourceForSapRmMessageId", .header = "SapMessageId"};
}

/// A setting with a few values, the first of which is meant when it is empty.
template <typename T>
struct Choice {
  const char* property;
  const char* words;
  const char* code;
  std::vector<std::pair<std::string, T>> values;
};

/// None, and reported, when the value is not known.
template <typename T>
std::optional<T> choose(BuildContext& build, const Channel& channel, const Choice<T>& choice) {
  const std::string_view value = trim(channel.properties.get(choice.property));
  if (value.empty()) return choice.values.front().second;
  std::vector<std::string> known;
  for (const auto& [name, meaning] : choice.values) {
    if (equalsIgnoreCase(name, value)) return meaning;
    known.push_back(name);
  }
  build.report(Severity::Error, choice.code, channel,
               std::string(choice.words) + " is '" + std::string(value) + "', which is not known.",
               "Choose one of " + join(known, ", ") + ". If it is an externalized parameter, configure its value.");
  return std::nullopt;
}

}  // namespace

std::shared_ptr<const IdocSenderConfig> readIdocSenderConfig(BuildContext& build, const Channel& channel) {
  using Handling = IdocSenderConfig::InvalidCharacters;
  auto common = readHttpChannel(build, channel);
  auto address = readCxfAddress(build, channel);
  const auto handling = choose<Handling>(build, channel,
                                         {.property = kCharacterHandling,
                                          .words = "Invalid XML Character Handling",
                                          .code = "IDOC-001",
                                          .values = {{"throwException", Handling::Refuse},
                                                     {"none", Handling::Refuse},
                                                     {"remove", Handling::Remove},
                                                     {"replace", Handling::Replace}}});
  if (!common || !address || !handling) return nullptr;
  return std::make_shared<const IdocSenderConfig>(IdocSenderConfig{std::move(*common), std::move(*address), *handling});
}

std::shared_ptr<const IdocReceiverConfig> readIdocReceiverConfig(BuildContext& build, const Channel& channel) {
  auto common = readOutboundChannel(build, channel);
  const auto exactly_once = choose<bool>(build, channel,
                                         {.property = kContentType,
                                          .words = "IDoc Content Type",
                                          .code = "IDOC-002",
                                          .values = {{"application/x-sap.idoc", true}, {"text/xml", false}}});
  auto message_id = readSapMessageId(build, channel, messageIdNames());
  if (!common || !exactly_once || !message_id) return nullptr;
  return std::make_shared<const IdocReceiverConfig>(
      IdocReceiverConfig{std::move(*common), *exactly_once, std::move(*message_id)});
}

std::vector<PropertySpec> idocSenderProperties() {
  std::vector<PropertySpec> all = httpChannelProperties();
  all.push_back({.name = "address",
                 .meaning = "Address below /cxf, such as /orders; everything below it is served too",
                 .required = true});
  all.push_back({.name = kCharacterHandling,
                 .meaning = "What becomes of characters that XML does not allow: the message is refused, or they are "
                            "removed, or replaced by #",
                 .default_value = "throwException",
                 .allowed = {"throwException", "none", "remove", "replace"}});
  return all;
}

std::vector<PropertySpec> idocReceiverProperties() {
  std::vector<PropertySpec> all = outboundChannelProperties();
  all.push_back({.name = kContentType,
                 .meaning = "application/x-sap.idoc sends one IDoc exactly once, text/xml any number",
                 .default_value = "application/x-sap.idoc",
                 .allowed = {"application/x-sap.idoc", "text/xml"}});
  for (PropertySpec& property : sapMessageIdProperties(messageIdNames())) all.push_back(std::move(property));
  all.push_back({.name = "locationID", .meaning = "Location of the cloud connector"});
  return all;
}

}  // namespace iflowsim
