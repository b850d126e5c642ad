#pragma once

#include <cstdint>
#include <string>

#include "runtime/base/result.h"
#include "runtime/spi/stores.h"

namespace iflowsim {

/// The rules of number ranges, the same for every store. Source: runtime-behaviour 6.6.

struct DrawnNumber {
  /// Padded with zeros to the field length.
  std::string text;
  /// What is drawn next.
  std::int64_t next = 0;
};

/// Draws `next`; past the maximum the range starts again at its minimum, or fails with `NUMBER-002` when it does not
/// rotate.
Result<DrawnNumber> drawNumber(const NumberRange& range, std::int64_t next);
/// The next number of a range whose bounds were changed: kept unless it lies below the new minimum.
std::int64_t keepNext(const NumberRange& range, std::int64_t next);
/// `NUMBER-001`.
Error noSuchNumberRange(const std::string& name);

}  // namespace iflowsim
