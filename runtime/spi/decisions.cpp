#include "runtime/spi/decisions.h"

#include <array>
#include <charconv>

namespace iflowsim {

std::string_view toText(DecisionStep::Outcome outcome) {
  switch (outcome) {
    case DecisionStep::Outcome::Passed:
      return "passed";
    case DecisionStep::Outcome::Failed:
      return "failed";
    case DecisionStep::Outcome::NotNeeded:
      return "not needed";
    case DecisionStep::Outcome::NotReached:
      break;
  }
  return "not reached";
}

std::string decisionId(std::uint64_t id) {
  std::array<char, 16> digits{};
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), id, 16);
  return {digits.data(), written.ptr};
}

}  // namespace iflowsim
