#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include "runtime/base/log.h"

namespace iflowsim::script {

/// Understands what the process of the host writes: on standard output the one line that it is ready, on standard error
/// lines for the log of the server. For one thread.
class HostOutput {
 public:
  using Log = std::function<void(log::Level level, std::string_view text, log::Fields fields)>;

  explicit HostOutput(Log log) : log_(std::move(log)) {}

  /// Standard error, piece by piece. A line of the host itself has its level, message, flow, script and text, apart by
  /// tabs. Others are words of the virtual machine: of no interest until the host is ready, a warning later.
  void addErrors(std::string_view piece);
  /// Standard output, piece by piece. What was written to standard error before must be added first.
  void addOutput(std::string_view piece);

  bool isReady() const { return is_ready_; }
  /// The last words before it was ready, for when it never was.
  std::string lastWords() const;

 private:
  void take(std::string_view line);

  Log log_;
  bool is_ready_ = false;
  std::string errors_;
  std::string output_;
  std::deque<std::string> words_;
};

}  // namespace iflowsim::script
