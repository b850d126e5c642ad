#include "runtime/channel/shown_status.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

using std::chrono::milliseconds;

constexpr TimePoint kStart{milliseconds{1'000'000}};

DeploymentInfo in(DeploymentState state) {
  DeploymentInfo info;
  info.state = state;
  return info;
}

TEST(ShownStatus, IsTheLatestWithoutALag) {
  ShownStatus status(milliseconds{0});
  status.note(in(DeploymentState::Starting), kStart);
  status.note(in(DeploymentState::Started), kStart);

  EXPECT_EQ(status.at(kStart).state, DeploymentState::Started);
}

// P-REDEPLOY-007
TEST(ShownStatus, IsTheFormerOneUntilTheLagIsOver) {
  ShownStatus status(milliseconds{500});
  status.note(in(DeploymentState::Started), kStart);
  status.note(in(DeploymentState::Stopping), kStart + milliseconds{1000});

  EXPECT_EQ(status.at(kStart + milliseconds{1499}).state, DeploymentState::Started);
  EXPECT_EQ(status.at(kStart + milliseconds{1500}).state, DeploymentState::Stopping);
}

TEST(ShownStatus, IsTheFirstOneBeforeTheLagIsOver) {
  ShownStatus status(milliseconds{500});
  status.note(in(DeploymentState::Starting), kStart);
  status.note(in(DeploymentState::Started), kStart + milliseconds{10});

  EXPECT_EQ(status.at(kStart + milliseconds{20}).state, DeploymentState::Starting);
  EXPECT_EQ(status.at(kStart + milliseconds{510}).state, DeploymentState::Started);
}

TEST(ShownStatus, PassesThroughEveryStateInItsTime) {
  ShownStatus status(milliseconds{100});
  status.note(in(DeploymentState::Started), kStart);
  status.note(in(DeploymentState::Stopping), kStart + milliseconds{10});
  status.note(in(DeploymentState::Starting), kStart + milliseconds{20});
  status.note(in(DeploymentState::Started), kStart + milliseconds{30});

  EXPECT_EQ(status.at(kStart + milliseconds{110}).state, DeploymentState::Stopping);
  EXPECT_EQ(status.at(kStart + milliseconds{120}).state, DeploymentState::Starting);
  EXPECT_EQ(status.at(kStart + milliseconds{130}).state, DeploymentState::Started);
}

}  // namespace
}  // namespace iflowsim
