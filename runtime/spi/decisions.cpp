#include "runtime/spi/decisions.h"

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

}  // namespace iflowsim
