#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "tests/support/temporary_folder.h"

namespace iflowsim::testing {

/// A run of the executable under test. Not thread-safe. A program still running when this goes is killed.
class Program {
 public:
  /// Starts `iflowsim <arguments>`. Throws std::runtime_error when it cannot be started.
  explicit Program(const std::vector<std::string>& arguments);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// The next line on standard output without its end; nothing when the output ends or `within` passes first.
  std::optional<std::string> readLine(std::chrono::seconds within);
  void signal(int number) const;
  /// The exit status, or 128 and the number of the signal that ended it. Throws std::runtime_error when it still runs
  /// after `within`.
  int wait(std::chrono::seconds within);
  /// What it printed on standard error so far.
  std::string errors() const;

 private:
  TemporaryFolder folder_;
  pid_t process_ = -1;
  int output_ = -1;
  std::string unread_;
  std::optional<int> status_;
};

/// How a run ended and what it printed.
struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

/// Runs `iflowsim <arguments>` to its end.
Outcome runProgram(const std::vector<std::string>& arguments);

}  // namespace iflowsim::testing
