#include "runtime/base/file.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

TEST(ReadFile, GivesTheBytesAsTheyAre) {
  const testing::TemporaryFolder folder;
  const std::string bytes = std::string("a\r\n\0b", 5) + std::string(50'000, 'x');

  EXPECT_EQ(readFile(folder.write("x", bytes)), bytes);
  EXPECT_EQ(readFile(folder.write("empty", "")), "");
}

TEST(ReadFile, GivesNothingOfWhatIsLargerThanTheLimit) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("x", "12345");

  EXPECT_EQ(readFile(file, 5), "12345");
  EXPECT_FALSE(readFile(file, 4));
}

TEST(ReadFile, GivesNothingOfWhatIsNoFile) {
  const testing::TemporaryFolder folder;

  EXPECT_FALSE(readFile(folder.path()));
  EXPECT_FALSE(readFile(folder.path() / "absent"));
}

}  // namespace
}  // namespace iflowsim
