#pragma once

#include <string>
#include <utility>
#include <vector>

#include "runtime/message/exchange.h"

namespace iflowsim {

struct TraceSnapshot;

/// A message outside of a flow.
struct SavedMessage {
  using Entries = std::vector<std::pair<std::string, Value>>;

  /// Empty: none is known.
  std::string message_id;
  Body body;
  Entries headers;
  Entries properties;
  std::vector<Attachment> attachments;
};

/// The message as it is on its way.
SavedMessage savedMessageOf(const Exchange& exchange);

/// The message as a trace saw it before or after a step: all values are text there, but the text of an exception caught
/// becomes one again. Traces have no attachments.
SavedMessage savedMessageOf(const TraceSnapshot& snapshot, std::string message_id);

/// Puts it on its way; the property CamelExceptionCaught becomes the exception of the exchange. Throws FlowError when
/// SOAP headers given as text are not well-formed.
void restore(const SavedMessage& message, Exchange& exchange);

}  // namespace iflowsim
