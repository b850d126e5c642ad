#include "app/verbs/local_time.h"

#include <cstdlib>
#include <ctime>
#include <string>

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

/// The process's time zone for the length of a test.
class Zone {
 public:
  explicit Zone(const char* name) {
    const char* before = std::getenv("TZ");
    if (before != nullptr) before_ = before;
    ::setenv("TZ", name, 1);
    ::tzset();
  }
  ~Zone() {
    before_.empty() ? ::unsetenv("TZ") : ::setenv("TZ", before_.c_str(), 1);
    ::tzset();
  }
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;

 private:
  std::string before_;
};

TEST(LocalTime, ShowsTheTimeOfThisMachineWithItsOffset) {
  const Zone zone("EST5EDT,M3.2.0,M11.1.0");

  EXPECT_EQ(toLocalTime("2026-01-01T00:00:00.123Z"), "2025-12-31T19:00:00.123-05:00");
  EXPECT_EQ(toLocalTime("2026-07-01T00:00:00Z"), "2026-06-30T20:00:00-04:00");
}

TEST(LocalTime, LeavesOtherTextsAlone) {
  EXPECT_EQ(toLocalTime(""), "");
  EXPECT_EQ(toLocalTime("soon"), "soon");
}

}  // namespace
}  // namespace iflowsim
