#include "runtime/script/host_output.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iflowsim::script {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class HostOutputTest : public ::testing::Test {
 protected:
  std::vector<std::string> lines;
  HostOutput output{[this](log::Level level, std::string_view text, log::Fields fields) {
    std::string line = std::to_string(static_cast<int>(level)) + ' ' + std::string(text);
    for (const auto& [name, value] : fields) line += ' ' + std::string(name) + '=' + std::string(value);
    lines.push_back(line);
  }};
};

TEST_F(HostOutputTest, TakesLinesOfTheHostApart) {
  output.addErrors("warn\tM1\torders\ta.groovy\tThe script le");
  EXPECT_THAT(lines, IsEmpty());

  output.addErrors("ft 2 threads running.\nerror\t\t\t\tx\n");

  EXPECT_THAT(lines, ElementsAre("2 The script left 2 threads running. message=M1 flow=orders script=a.groovy",
                                 "3 x message= flow= script="));
}

TEST_F(HostOutputTest, HasNoWarningsOfTheVirtualMachineBeforeItIsReady) {
  output.addErrors("WARNING: A terminally deprecated method has been called\n");
  EXPECT_FALSE(output.isReady());
  output.addOutput("ready 1\n");
  EXPECT_TRUE(output.isReady());
  output.addErrors("OpenJDK warning: no memory\n");

  EXPECT_THAT(lines, ElementsAre("0 The script host says text=WARNING: A terminally deprecated method has been called",
                                 "2 The script host says text=OpenJDK warning: no memory"));
}

TEST_F(HostOutputTest, KeepsTheLastWordsOfWhatDoesNotComeUp) {
  for (int i = 0; i < 10; ++i) output.addErrors("line " + std::to_string(i) + "\n");

  EXPECT_EQ(output.lastWords(), "line 5 / line 6 / line 7 / line 8 / line 9");
}

TEST_F(HostOutputTest, IsNotReadyInAnotherVersion) {
  output.addOutput("ready 2\n");

  EXPECT_FALSE(output.isReady());
  EXPECT_THAT(lines, ElementsAre("2 The script host writes to its output text=ready 2"));
}

TEST_F(HostOutputTest, CutsLinesWithoutEnd) {
  output.addErrors(std::string(200'000, 'x'));

  EXPECT_EQ(lines.size(), 3U);
}

}  // namespace
}  // namespace iflowsim::script
