#include "runtime/store/number_draw.h"

#include <algorithm>

namespace iflowsim {

Result<DrawnNumber> drawNumber(const NumberRange& range, std::int64_t next) {
  if (next > range.maximum && !range.rotate) {
    return failure("NUMBER-002", "The number range '" + range.name + "' is used up: its maximum is " +
                                     std::to_string(range.maximum) +
                                     " and it does not rotate. Raise the maximum, or let it rotate.");
  }
  const std::int64_t number = next > range.maximum ? range.minimum : next;
  std::string text = std::to_string(number);
  const auto length = static_cast<std::size_t>(std::max(range.field_length, 0));
  if (text.size() < length) text.insert(0, length - text.size(), '0');
  return DrawnNumber{std::move(text), number + 1};
}

std::int64_t keepNext(const NumberRange& range, std::int64_t next) {
  return std::max(next, range.minimum);
}

Error noSuchNumberRange(const std::string& name) {
  return {"NUMBER-001", "There is no number range '" + name +
                            "'. Define it in the tenant's folder 'values', or correct the name in the flow."};
}

}  // namespace iflowsim
