#include "security/auth/access_log.h"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "runtime/spi/decisions.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

std::string readFile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

struct LoggedTenant {
  ManualClock clock;
  testing::TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "access.log";
};

// P-AUTH-042
TEST(AccessLog, HasTheLineOfTheProductAndThenDecisionAndReason) {
  LoggedTenant tenant;
  {
    AccessLog log(tenant.clock, {.file = tenant.file});
    log.note({"127.0.0.1", "alice", "GET", "/http/orders"}, {.status = 200});
    log.note({"127.0.0.1", "", "POST", "/http/orders"}, {401, 0x1F, "the request has no credentials"});
  }

  EXPECT_EQ(readFile(tenant.file),
            "127.0.0.1 - alice [01/Jan/2024:00:00:00 +0000] GET /http/orders HTTP/1.1 200\n"
            "127.0.0.1 - - [01/Jan/2024:00:00:00 +0000] POST /http/orders HTTP/1.1 401 " +
                decisionId(0x1F) + " the request has no credentials\n");
}

TEST(AccessLog, LetsNobodyWriteLinesOfHisOwn) {
  LoggedTenant tenant;
  {
    AccessLog log(tenant.clock, {.file = tenant.file});
    log.note({"127.0.0.1", "a\n127.0.0.1 - root", "GET", "/\r"}, {.status = 200});
  }

  EXPECT_EQ(readFile(tenant.file), "127.0.0.1 - a?127.0.0.1 - root [01/Jan/2024:00:00:00 +0000] GET /? HTTP/1.1 200\n");
}

TEST(AccessLog, PutsFullFilesAsideAndKeepsAFewOfThem) {
  LoggedTenant tenant;
  for (int i = 0; i < 6; ++i) {
    AccessLog log(tenant.clock, {.file = tenant.file, .largest = 10, .kept = 2});
    log.note({"127.0.0.1", std::to_string(i), "GET", "/"}, {.status = 200});
  }

  EXPECT_NE(readFile(tenant.file).find(" - 5 "), std::string::npos);
  EXPECT_NE(readFile(tenant.file.string() + ".0").find(" - 4 "), std::string::npos);
  EXPECT_NE(readFile(tenant.file.string() + ".1").find(" - 3 "), std::string::npos);
  const auto files = std::filesystem::directory_iterator(tenant.folder.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 3);
}

TEST(AccessLog, GoesOnWithoutAFileThatCanBeWritten) {
  LoggedTenant tenant;
  AccessLog log(tenant.clock, {.file = tenant.folder.path() / "missing" / "access.log"});

  log.note({"127.0.0.1", "alice", "GET", "/"}, {.status = 200});
}

}  // namespace
}  // namespace iflowsim
