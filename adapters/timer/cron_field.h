#pragma once

#include <bitset>
#include <span>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace iflowsim {

/// One field of a cron expression: its bounds, and the names some of its values have.
struct CronFieldSpec {
  /// As an error names it: `minutes`.
  std::string_view name;
  int lowest = 0;
  int highest = 0;
  /// Three-letter names of the values from `lowest` on; empty for none.
  std::span<const std::string_view> names = {};
};

/// The values of a field, by value.
using CronValues = std::bitset<64>;

/// Reads `*`, `?`, values, names, ranges (also over the end, `22-2`), steps and lists of these; `?` and `*` mean all.
/// `CRON-001` with the field and the part that is wrong.
Result<CronValues> parseCronField(std::string_view text, const CronFieldSpec& spec);

/// A single value or name of the field; `CRON-001` as above.
Result<int> parseCronValue(std::string_view text, const CronFieldSpec& spec);

/// The error of a part that is not understood; `why` completes "in the field minutes, 'x' ...".
tl::unexpected<Error> cronError(const CronFieldSpec& spec, std::string_view part, const std::string& why);

}  // namespace iflowsim
