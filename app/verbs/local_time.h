#pragma once

#include <string>

namespace iflowsim {

/// A time like `2026-01-01T00:00:00.123Z` in the zone of this machine, `2026-01-01T01:00:00.123+01:00`. Any other text
/// stays as it is.
std::string toLocalTime(const std::string& utc);

}  // namespace iflowsim
