#pragma once

#include <libxml/tree.h>

#include "runtime/base/clock.h"

namespace iflowsim::wss {

/// Refuses a Timestamp without Created, from more than a minute ahead, made more than five minutes ago, or expired.
/// Source: the defaults of WSS4J, on which the product's stack is built.
void checkTimeStamp(xmlNodePtr time_stamp, TimePoint now);

/// Adds a Timestamp that expires after five minutes to the Security header, and gives it.
xmlNodePtr addTimeStamp(xmlNodePtr security, TimePoint now);

}  // namespace iflowsim::wss
