#pragma once

#include <string>
#include <string_view>

#include "runtime/base/clock.h"

namespace iflowsim {

/// A message processing log id: 28 characters base64url of a zero byte, the seconds as four bytes big-endian, and 16
/// random bytes, so ids sort by the second they were made in. Thread-safe. Source: runtime-behaviour section 0.
std::string makeMessageId(TimePoint now);

/// Another id of the same second, with the same first random byte, as a message id made here: the log finds both at the
/// same place. Thread-safe.
std::string makeSiblingId(std::string_view message_id);

/// Whether the text has the form of a message id.
bool isMessageId(const std::string& text);

/// An exchange id, `<16 hex>-<16 hex>` as Camel 3 writes it. Thread-safe. Source: runtime-behaviour section 0.
std::string makeExchangeId();

/// A random UUID in lower-case text form. Thread-safe.
std::string makeUuid();

}  // namespace iflowsim
