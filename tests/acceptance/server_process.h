#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/acceptance/program.h"

namespace iflowsim::testing {

/// `iflowsim serve` on free ports, ready for calls once constructed. Killed when it goes, unless it was ended before.
class ServerProcess {
 public:
  /// `settings` are further ones as `key=value`. Throws std::runtime_error with what the server said when it does not
  /// become ready.
  explicit ServerProcess(const std::filesystem::path& tenant, const std::vector<std::string>& settings = {});

  const std::string& readyLine() const { return ready_; }
  /// The text after `<name>=` on the ready line; empty when it is not there.
  std::string announced(const std::string& name) const;

  /// Tells it to end and gives its exit status.
  int stop();
  /// Tells it to end and returns at once.
  void tellToStop();
  void kill();
  std::string errors() const { return program_.errors(); }

 private:
  Program program_;
  std::string ready_;
};

}  // namespace iflowsim::testing
