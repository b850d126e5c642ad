#include "runtime/monitor/log_batch.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

class Batch : public testing::Test {
 protected:
  std::shared_ptr<const iflowsim::Run> makeRun() const {
    return std::make_shared<iflowsim::Run>(iflowsim::Run::Identity{}, LogLevel::Info, clock);
  }

  SystemClock clock;
  LogBatch batch;
};

TEST_F(Batch, HasTheRunsThatHaveNotEnded) {
  const auto first = makeRun();
  const auto second = makeRun();
  batch.begin(first);
  batch.begin(second);

  batch.end(*first, {.status = RunStatus::Completed});

  ASSERT_EQ(batch.running().size(), 1U);
  EXPECT_EQ(batch.running()[0], second);
  ASSERT_EQ(batch.ends().size(), 1U);
  EXPECT_EQ(batch.ends()[0].begun_before, nullptr);
}

TEST_F(Batch, NamesARunWhoseBeginWasInAnEarlierBatch) {
  const auto run = makeRun();
  batch.begin(run);
  batch.clear();

  batch.end(*run, {.status = RunStatus::Completed});

  EXPECT_EQ(batch.ends().at(0).begun_before, run.get());
}

TEST_F(Batch, KeepsTheTextsOfARow) {
  const auto run = makeRun();
  {
    const std::string id = "a message id that is gone soon";
    const std::string error(1U << 20U, 'e');
    batch.end(*run, {.message_id = id, .status = RunStatus::Failed, .error = error});
  }

  const LogRow& row = batch.ends().at(0).row;

  EXPECT_EQ(row.message_id, "a message id that is gone soon");
  EXPECT_EQ(row.error, std::string(1U << 20U, 'e'));
  EXPECT_EQ(row.sender, "");
}

TEST_F(Batch, HasNothingOfAMessageThatIsNotLogged) {
  const auto run = makeRun();
  batch.begin(run);

  batch.end(*run, {.status = RunStatus::Completed, .level = LogLevel::Error});

  EXPECT_TRUE(batch.empty());
}

TEST_F(Batch, IsEmptyAfterItWasCleared) {
  const auto run = makeRun();
  batch.begin(run);
  batch.begin(makeRun());
  batch.end(*run, {.status = RunStatus::Completed});

  batch.clear();

  EXPECT_TRUE(batch.empty());
}

}  // namespace
}  // namespace iflowsim
