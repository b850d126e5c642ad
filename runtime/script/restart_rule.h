#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace iflowsim::script {

/// When a process that ended may be started again: at once, unless it has ended soon after its start, or not come up,
/// several times in a row; then after a pause that doubles each time. Not thread-safe.
class RestartRule {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Less is soon.
  static constexpr std::chrono::seconds kSoon{10};
  /// As often it is started again at once.
  static constexpr int kAtOnce = 3;
  static constexpr std::chrono::seconds kFirstPause{1};
  static constexpr std::chrono::seconds kLongestPause{30};

  void started(Time now) { started_ = now; }
  /// The process that was started last has ended; told when that is seen.
  void ended(Time now, std::string why);
  /// It could not be started.
  void failed(Time now, std::string why);

  /// What is left of the pause; none when it may be started.
  std::optional<std::chrono::seconds> pause(Time now) const;
  /// Why it ended or failed last.
  const std::string& why() const { return why_; }
  int timesInARow() const { return in_a_row_; }

 private:
  Time started_;
  Time not_before_;
  int in_a_row_ = 0;
  std::string why_;
};

}  // namespace iflowsim::script
