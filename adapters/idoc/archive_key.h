#pragma once

#include <string>
#include <string_view>

namespace iflowsim {

/// What the field ARCKEY of a control record says of the message that brings the IDoc. Source: runtime-behaviour 2.4,
/// observed-samples 104: `urn:sap.com:msgid=<id>`; how it names a queue is assumed: a part `queueid=<queue>`, separated
/// by `&` or `;`, with any prefix.
struct ArchiveKey {
  std::string message_id;
  /// Empty: exactly once without an order.
  std::string queue;
};

/// Texts of another form give an empty key.
ArchiveKey readArchiveKey(std::string_view text);
/// `urn:sap.com:msgid=<id>`.
std::string writeArchiveKey(std::string_view message_id);

}  // namespace iflowsim
