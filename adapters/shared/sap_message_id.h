#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "adapters/shared/channel_text.h"
#include "iflows/model/component_spec.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/services.h"

namespace iflowsim {

/// How a receiver channel of an SAP protocol finds the id of the message it sends, by which the receiving system knows
/// duplicates. Source: runtime-behaviour 3.3, 3.4.
struct SapMessageIdSettings {
  enum class Kind {
    /// A new one each time.
    Generate,
    /// That of a header; a new one without it.
    Reuse,
    /// One that belongs to a source text; the same text gives the same id for 90 days, its first 120 characters count.
    Map
  };

  /// Where the adapter keeps its settings and ids.
  struct Names {
    /// Keys of the channel.
    std::string determination;
    std::string source;
    /// Header that Reuse takes the id from.
    std::string header;
  };

  Kind kind = Kind::Reuse;
  ChannelText source;
  std::string header;
  /// Of the map: ids of different channels have nothing to do with each other.
  std::string scope;
};

/// Reads the settings. None when something is wrong, which is reported: `MESSAGEID-001` (an unknown determination).
/// Warning: `MESSAGEID-002` (Map without a source, so every id is new).
std::optional<SapMessageIdSettings> readSapMessageId(BuildContext& build, const Channel& channel,
                                                     const SapMessageIdSettings::Names& names);
/// The properties it reads.
std::vector<PropertySpec> sapMessageIdProperties(const SapMessageIdSettings::Names& names);

/// Finds the ids. Thread-safe. The services outlive it.
class SapMessageIds {
 public:
  SapMessageIds(SapMessageIdSettings settings, const Services& services)
      : settings_(std::move(settings)), services_(services) {}

  /// The id of the message to be sent: of a new one a lower-case UUID.
  std::string idOf(const Exchange& exchange) const;

 private:
  std::string mapped(const std::string& source) const;

  SapMessageIdSettings settings_;
  const Services& services_;
  /// Two messages of the same source at once get the same id.
  mutable std::mutex mapping_;
};

}  // namespace iflowsim
