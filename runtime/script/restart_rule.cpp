#include "runtime/script/restart_rule.h"

#include <algorithm>
#include <utility>

namespace iflowsim::script {

void RestartRule::ended(Time now, std::string why) {
  if (now - started_ >= kSoon) {
    in_a_row_ = 0;
    not_before_ = now;
    why_ = std::move(why);
    return;
  }
  failed(now, std::move(why));
}

void RestartRule::failed(Time now, std::string why) {
  why_ = std::move(why);
  ++in_a_row_;
  not_before_ = now;
  if (in_a_row_ <= kAtOnce) return;
  constexpr int kMostDoublings = 5;
  const int doublings = std::min(in_a_row_ - kAtOnce - 1, kMostDoublings);
  not_before_ = now + std::min<std::chrono::seconds>(kFirstPause * (1 << doublings), kLongestPause);
}

std::optional<std::chrono::seconds> RestartRule::pause(Time now) const {
  if (now >= not_before_) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(not_before_ - now);
}

}  // namespace iflowsim::script
