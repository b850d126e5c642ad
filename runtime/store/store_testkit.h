#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include <stdlib.h>

#include "runtime/base/clock.h"
#include "runtime/message/run.h"

namespace iflowsim::testkit {

/// A new empty directory that is deleted at the end of the test.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string path = (std::filesystem::temp_directory_path() / "iflowsim-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw std::system_error(errno, std::generic_category(), path);
    path_ = path;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  std::string file(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A clock that stands still until it is moved.
class StillClock final : public Clock {
 public:
  explicit StillClock(std::int64_t milliseconds) : now_(std::chrono::milliseconds{milliseconds}) {}
  TimePoint now() const override { return now_; }
  void moveTo(std::int64_t milliseconds) { now_ = TimePoint{std::chrono::milliseconds{milliseconds}}; }

 private:
  TimePoint now_;
};

inline TimePoint at(std::int64_t milliseconds) {
  return TimePoint{std::chrono::milliseconds{milliseconds}};
}

}  // namespace iflowsim::testkit
