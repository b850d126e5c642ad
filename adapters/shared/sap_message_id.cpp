#include "adapters/shared/sap_message_id.h"

#include <chrono>
#include <utility>

#include "runtime/base/ids.h"
#include "runtime/base/text.h"
#include "runtime/spi/stores.h"

namespace iflowsim {

namespace {

constexpr std::chrono::hours kKept{90 * 24};
constexpr std::size_t kSignificant = 120;
/// No flow has that id, so its variables are nobody's.
constexpr const char* kScope = ":sap-message-ids";

/// The text up to a number of characters (not bytes) of UTF-8.
std::string firstCharacters(const std::string& text, std::size_t count) {
  std::size_t end = 0;
  while (end < text.size()) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (begins && count-- == 0) break;
    ++end;
  }
  return text.substr(0, end);
}

}  // namespace

std::optional<SapMessageIdSettings> readSapMessageId(BuildContext& build, const Channel& channel,
                                                     const SapMessageIdSettings::Names& names) {
  using Kind = SapMessageIdSettings::Kind;
  SapMessageIdSettings settings;
  settings.header = names.header;
  settings.scope = build.flow().id + '/' + channel.id;
  const std::string_view kind = trim(channel.properties.get(names.determination));
  if (kind.empty() || equalsIgnoreCase(kind, "Reuse")) return settings;
  if (equalsIgnoreCase(kind, "Generate")) {
    settings.kind = Kind::Generate;
    return settings;
  }
  if (!equalsIgnoreCase(kind, "Map")) {
    build.report(Severity::Error, "MESSAGEID-001", channel,
                 names.determination + " is '" + std::string(kind) + "', which is not known.",
                 "Choose Generate, Reuse or Map.");
    return std::nullopt;
  }
  settings.kind = Kind::Map;
  bool good = true;
  settings.source = compileChannelText(build, channel, channel.properties.get(names.source), good);
  if (!good) return std::nullopt;
  if (trim(settings.source.configured()).empty()) {
    build.report(Severity::Warning, "MESSAGEID-002", channel,
                 "The message id is mapped, but " + names.source + " is empty, so every message gets a new id.",
                 "Enter the source of the id, such as ${header.OrderNumber}.");
  }
  return settings;
}

std::vector<PropertySpec> sapMessageIdProperties(const SapMessageIdSettings::Names& names) {
  return {
      {names.determination,
       "Id of the message sent: a new one, that of header " + names.header + ", or one that belongs to a source",
       "Reuse",
       {"Generate", "Reuse", "Map"}},
      {names.source, "Source that the id belongs to when it is mapped; may hold expressions"},
  };
}

std::string SapMessageIds::idOf(const Exchange& exchange) const {
  using Kind = SapMessageIdSettings::Kind;
  if (settings_.kind == Kind::Generate) return makeUuid();
  if (settings_.kind == Kind::Map) {
    const std::string source(trim(settings_.source.evaluate(exchange)));
    return source.empty() ? makeUuid() : mapped(source);
  }
  std::string id(trim(exchange.headers().text(settings_.header)));
  return id.empty() ? makeUuid() : id;
}

std::string SapMessageIds::mapped(const std::string& source) const {
  const std::string name = settings_.scope + '/' + firstCharacters(source, kSignificant);
  const TimePoint now = services_.clock.now();
  VariableStore& store = services_.stores.variables;
  const std::scoped_lock lock(mapping_);
  if (auto known = store.read(kScope, name, now)) return *known;
  std::string id = makeUuid();
  store.write(kScope, name, id, now, now + kKept);
  return id;
}

}  // namespace iflowsim
