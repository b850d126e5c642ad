#include "security/auth/decision_log.h"

#include <algorithm>
#include <thread>

#include <gtest/gtest.h>

#include "tests/support/manual_clock.h"

namespace iflowsim {
namespace {

ManualClock& clockOfTest() {
  static ManualClock clock;
  return clock;
}

std::uint64_t refuse(DecisionLog& log, const std::string& path) {
  return log.refused([&path](Decision& decision) {
    decision = Decision{};
    decision.path = path;
    decision.reason = "because";
  });
}

std::uint64_t pass(DecisionLog& log, const std::string& path) {
  return log.passed([&path](Decision& decision) { decision.path = path; });
}

TEST(DecisionLog, FindsADecisionByItsId) {
  DecisionLog log(clockOfTest(), {});
  const std::uint64_t id = refuse(log, "/http/a");
  refuse(log, "/http/b");

  const auto report = log.find(decisionId(id));

  ASSERT_TRUE(report);
  EXPECT_EQ(report->path, "/http/a");
  EXPECT_EQ(report->reason, "because");
}

TEST(DecisionLog, ListsAmongTheRefusalsWhatWasLetThroughAndCouldNotGoOn) {
  DecisionLog log(clockOfTest(), {});
  const std::uint64_t id = pass(log, "/http/a");
  pass(log, "/http/b");

  log.revise(id, [](Decision& decision) {
    decision.passed = false;
    decision.status = 404;
  });

  const auto refusals = log.latest(5, true);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].path, "/http/a");
  EXPECT_EQ(refusals[0].status, 404);
}

TEST(DecisionLog, FindsNothingForAnUnknownIdAndForWhatIsNone) {
  DecisionLog log(clockOfTest(), {});

  EXPECT_FALSE(log.find("1"));
  EXPECT_FALSE(log.find("no id"));
  EXPECT_FALSE(log.find(""));
}

TEST(DecisionLog, ListsTheLatestFirst) {
  DecisionLog log(clockOfTest(), {});
  pass(log, "/http/1");
  refuse(log, "/http/2");
  pass(log, "/http/3");

  const auto all = log.latest(2, false);
  const auto refused = log.latest(2, true);

  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].path, "/http/3");
  EXPECT_EQ(all[1].path, "/http/2");
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused[0].path, "/http/2");
}

TEST(DecisionLog, DropsTheOldestOfAKindForNewOnesAndKeepsTheOtherKind) {
  DecisionLog log(clockOfTest(), {.passed_kept = 16, .refused_kept = 16});
  const std::uint64_t refused = refuse(log, "/http/refused");
  const std::uint64_t first = pass(log, "/http/first");

  for (int i = 0; i < 16; ++i) pass(log, "/http/later");

  EXPECT_FALSE(log.find(decisionId(first)));
  EXPECT_TRUE(log.find(decisionId(refused)));
  EXPECT_EQ(log.latest(100, false).size(), 17U);
}

TEST(DecisionLog, GivesEveryDecisionAnIdOfItsOwnAlsoToManyThreads) {
  DecisionLog log(clockOfTest(), {});
  std::array<std::vector<std::uint64_t>, 4> ids;
  {
    std::vector<std::jthread> threads;
    for (auto& mine : ids) {
      threads.emplace_back([&log, &mine] {
        for (int i = 0; i < 200; ++i) mine.push_back(pass(log, "/http/x"));
      });
    }
  }

  std::vector<std::uint64_t> all;
  for (const auto& mine : ids) all.insert(all.end(), mine.begin(), mine.end());
  std::sort(all.begin(), all.end());

  EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
}

TEST(DecisionLog, KeepsIdsGrowingAcrossRestarts) {
  std::uint64_t before = 0;
  {
    DecisionLog log(clockOfTest(), {});
    before = refuse(log, "/http/a");
  }

  DecisionLog log(clockOfTest(), {});

  EXPECT_GT(refuse(log, "/http/b"), before);
}

}  // namespace
}  // namespace iflowsim
