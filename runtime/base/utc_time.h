#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/clock.h"

namespace iflowsim {

/// `2026-11-25T08:00:00Z`; fractions of a second are cut off.
std::string formatUtc(TimePoint time);

/// Reads a time people type: `2026-11-25`, `2026-11-25T08:00`, `2026-11-25T08:00:00.123`, each also with `Z` or an
/// offset such as `+01:00` behind it; without one it is UTC. Nothing for any other text and for days that no month has.
std::optional<TimePoint> parseUtc(std::string_view text);

/// Reads a span of time: `90d`, `+2h`, `-30m`, `15s`, and several of them in one, `-1d12h`. Nothing for any other text
/// and for spans of more than a hundred years.
std::optional<std::chrono::milliseconds> parseSpan(std::string_view text);

/// `+90d`, `-1d12h`, `+0s`: the text that parseSpan reads, in days, hours, minutes and seconds.
std::string formatSpan(std::chrono::milliseconds span);

}  // namespace iflowsim
