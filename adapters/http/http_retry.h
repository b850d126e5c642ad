#pragma once

#include <chrono>
#include <optional>

#include "runtime/base/clock.h"
#include "runtime/spi/http.h"

namespace iflowsim {

/// How long the reply's Retry-After header (seconds, or a date) asks to wait, at most the product's longest retry
/// interval of 60 seconds; nothing without a usable one. Source: runtime-behaviour 3.1.
std::optional<std::chrono::milliseconds> retryAfter(const HttpReply& reply, TimePoint now);

}  // namespace iflowsim
