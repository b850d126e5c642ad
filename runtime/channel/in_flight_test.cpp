#include "runtime/channel/in_flight.h"

#include <optional>

#include <gtest/gtest.h>

#include "tests/support/manual_clock.h"

namespace iflowsim {
namespace {

constexpr std::chrono::milliseconds kNoTime{0};

struct Counted {
  std::shared_ptr<const Run> makeRun(const std::string& id) const {
    return std::make_shared<const Run>(Run::Identity{.message_id = id}, LogLevel::Info, clock);
  }
  bool none() { return in_flight.waitForNone(kNoTime, SystemWaiter()); }

  ManualClock clock;
  InFlight in_flight;
};

TEST(InFlight, WaitsOnlyWhileMessagesAreRunning) {
  Counted counted;
  std::optional<InFlight::Flight> flight(counted.in_flight);

  EXPECT_FALSE(counted.none());
  flight.reset();

  EXPECT_TRUE(counted.none());
}

TEST(InFlight, CountsEveryMessage) {
  Counted counted;
  std::optional<InFlight::Flight> first(counted.in_flight);
  const InFlight::Flight second(counted.in_flight);

  first.reset();

  EXPECT_FALSE(counted.none());
}

TEST(InFlight, AbandonsWhatIsStillRunning) {
  Counted counted;
  InFlight::Flight ended(counted.in_flight);
  ended.canBeAbandoned(counted.makeRun("ended"));
  InFlight::Flight running(counted.in_flight);
  running.canBeAbandoned(counted.makeRun("running"));
  ASSERT_TRUE(ended.finish());

  const auto abandoned = counted.in_flight.abandonAll();

  ASSERT_EQ(abandoned.size(), 1U);
  EXPECT_EQ(abandoned.front()->identity().message_id, "running");
}

TEST(InFlight, HasNoEndForAMessageThatWasAbandoned) {
  Counted counted;
  InFlight::Flight flight(counted.in_flight);
  flight.canBeAbandoned(counted.makeRun("late"));

  counted.in_flight.abandonAll();

  EXPECT_FALSE(flight.finish());
}

TEST(InFlight, AbandonsAMessageOnlyOnce) {
  Counted counted;
  InFlight::Flight flight(counted.in_flight);
  flight.canBeAbandoned(counted.makeRun("late"));
  counted.in_flight.abandonAll();

  EXPECT_TRUE(counted.in_flight.abandonAll().empty());
}

TEST(InFlight, LeavesMessagesAloneThatAreNotInTheLog) {
  Counted counted;
  InFlight::Flight flight(counted.in_flight);

  EXPECT_TRUE(counted.in_flight.abandonAll().empty());
  EXPECT_TRUE(flight.finish());
}

TEST(InFlight, AdmitsNoMessageOnceClosed) {
  Counted counted;
  InFlight::Flight before(counted.in_flight);

  counted.in_flight.close();

  EXPECT_TRUE(before.isAdmitted());
  EXPECT_FALSE(InFlight::Flight(counted.in_flight).isAdmitted());
}

TEST(InFlight, FinishesMessagesInAnyOrder) {
  Counted counted;
  InFlight::Flight first(counted.in_flight);
  InFlight::Flight second(counted.in_flight);
  InFlight::Flight third(counted.in_flight);
  first.canBeAbandoned(counted.makeRun("1"));
  second.canBeAbandoned(counted.makeRun("2"));
  third.canBeAbandoned(counted.makeRun("3"));

  EXPECT_TRUE(first.finish());
  EXPECT_TRUE(third.finish());

  const auto abandoned = counted.in_flight.abandonAll();
  ASSERT_EQ(abandoned.size(), 1U);
  EXPECT_EQ(abandoned.front()->identity().message_id, "2");
}

}  // namespace
}  // namespace iflowsim
