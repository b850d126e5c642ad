#include "adapters/idoc/db_ids.h"

#include <algorithm>
#include <set>
#include <thread>

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TimePoint at(std::int64_t milliseconds) {
  return TimePoint(std::chrono::milliseconds(milliseconds));
}

// P-IDOC-005
TEST(DbIds, HaveSixteenDigits) {
  DbIds ids;

  EXPECT_EQ(ids.draw(at(1'704'067'200'000), 2), (std::vector<std::string>{"1704067200000000", "1704067200000001"}));
  EXPECT_EQ(DbIds().draw(at(0), 1), std::vector<std::string>{"0000000000000000"});
}

// P-IDOC-005
TEST(DbIds, RiseAlsoWhenTheClockStandsStillOrGoesBack) {
  DbIds ids;
  const std::string first = ids.draw(at(1'704'067'200'000), 1500).back();

  const std::string still = ids.draw(at(1'704'067'200'000), 1).front();
  const std::string back = ids.draw(at(1'704'067'100'000), 1).front();
  const std::string later = ids.draw(at(1'704'067'300'000), 1).front();

  EXPECT_LT(first, still);
  EXPECT_LT(still, back);
  EXPECT_LT(back, later);
}

TEST(DbIds, AreUniqueAmongThreads) {
  DbIds ids;
  std::vector<std::vector<std::string>> drawn(4);
  std::vector<std::thread> threads;
  for (auto& mine : drawn) {
    threads.emplace_back([&ids, &mine] {
      for (int i = 0; i < 200; ++i) mine.push_back(ids.draw(at(1), 1).front());
    });
  }
  for (std::thread& thread : threads) thread.join();

  std::set<std::string> all;
  for (const auto& mine : drawn) all.insert(mine.begin(), mine.end());

  EXPECT_EQ(all.size(), 800U);
}

}  // namespace
}  // namespace iflowsim
