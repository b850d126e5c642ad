#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"
#include "tests/support/fake_runner.h"

namespace iflowsim {

void register_timer(AdapterRegistry& registry);

namespace {

std::string row(const std::string& key, const std::string& value) {
  return "<row><cell>" + key + "</cell><cell>" + value + "</cell></row>";
}

std::string every(const std::string& cron) {
  return row("triggerType", "cron") + row("schedule1", cron + "&amp;trigger.timeZone=Etc/GMT");
}

const std::string kRunOnce = row("timeZone", "( UTC 0:00 ) Greenwich Mean Time(Etc/GMT)") +
                             row("triggerType", "simple") + row("noOfSchedules", "1") +
                             row("schedule1", "fireNow=true");
const std::string kPast = every("0+0/1+0-23+19+6+?+2017");

/// The bench's clock stands at 2024-01-01 00:00 UTC.
class TimerTest : public testing::Test {
 protected:
  void build(const std::string& schedule) { timer = bench.sender("Timer", {{"scheduleKey", schedule}}); }

  void start(const std::string& schedule) {
    build(schedule);
    ASSERT_NE(timer, nullptr) << bench.findings();
    const auto started = timer->start(runner);
    ASSERT_TRUE(started.has_value()) << started.error().text;
  }

  void pass(std::chrono::milliseconds time) { bench.passTo(bench.services.clock.now() + time); }
  std::size_t runs() const { return runner->inbound().size(); }

  AdapterBench bench{register_timer};
  std::shared_ptr<FakeRunner> runner = std::make_shared<FakeRunner>();
  std::unique_ptr<Sender> timer;
};

// P-TIMER-004
TEST_F(TimerTest, FiresOnceAtDeployment) {
  start(kRunOnce);

  timer->deployed();
  bench.services.scheduler.runPending();
  pass(std::chrono::hours(48));

  EXPECT_EQ(runs(), 1U);
  EXPECT_FALSE(runner->inbound().front().caller_waits);
}

// P-TIMER-004
TEST_F(TimerTest, StaysSilentAtARestart) {
  start(kRunOnce);

  bench.services.scheduler.runPending();

  EXPECT_EQ(runs(), 0U);
}

// P-TIMER-005
TEST_F(TimerTest, FiresOnceAtDeploymentForASimpleScheduleWithoutRepetition) {
  start(row("triggerType", "cron") + row("schedule1", "simple.repeat=NONE&amp;trigger.timeZone=Etc/GMT"));

  timer->deployed();
  bench.services.scheduler.runPending();

  EXPECT_EQ(runs(), 1U);
}

// P-TIMER-006
TEST_F(TimerTest, FiresByItsCronExpression) {
  start(every("0+0/10+*+?+*+*+*"));

  timer->deployed();
  bench.services.scheduler.runPending();
  pass(std::chrono::minutes(35));

  EXPECT_EQ(runs(), 3U);
}

// P-TIMER-007
TEST_F(TimerTest, FiresByEveryScheduleOfSeveral) {
  start(row("noOfSchedules", "2") + row("schedule1", "0+10+0+?+*+*+*") + row("schedule2", "0+20+0+?+*+*+*"));

  pass(std::chrono::hours(1));

  EXPECT_EQ(runs(), 2U);
}

TEST_F(TimerTest, ReadsAScheduleThatIsEscapedTwice) {
  start(row("schedule1", "0+0+9+?+*+*+*&amp;amp;trigger.timeZone=IST"));

  pass(std::chrono::hours(3) + std::chrono::minutes(29));
  EXPECT_EQ(runs(), 0U);

  pass(std::chrono::minutes(1));
  EXPECT_EQ(runs(), 1U);
}

TEST_F(TimerTest, FiresNoMoreOnceStopped) {
  start(every("0+0/10+*+?+*+*+*"));

  timer->stop();
  pass(std::chrono::hours(1));

  EXPECT_EQ(runs(), 0U);
  EXPECT_EQ(bench.services.scheduler.jobCount(), 0U);
}

// P-TIMER-008
TEST_F(TimerTest, IsReportedWhenItWillNeverFire) {
  build(kPast);

  EXPECT_EQ(timer, nullptr);
  EXPECT_EQ(bench.finding().code, "TIMER-006");
  EXPECT_EQ(bench.finding().message,
            "The timer will never fire: no time is left in its schedule 0 0/1 0-23 19 6 ? 2017 (Etc/GMT).");
  EXPECT_EQ(bench.finding().remedy, "Choose a date in the future, or switch off 'Throw exception on schedule expiry'.");
}

// P-TIMER-008
TEST_F(TimerTest, DoesNotStartAgainAfterItsLastTime) {
  start(every("0+0+9+1+1+?+2024"));
  pass(std::chrono::hours(10));
  timer->stop();

  const auto started = timer->start(runner);

  EXPECT_EQ(runs(), 1U);
  ASSERT_FALSE(started.has_value());
  EXPECT_EQ(started.error().code, "TIMER-006");
  EXPECT_EQ(
      started.error().text,
      "The timer will never fire: no time is left in its schedule 0 0 9 1 1 ? 2024 (Etc/GMT). Choose a date in the "
      "future, or switch off 'Throw exception on schedule expiry'.");
}

// P-TIMER-008
TEST_F(TimerTest, StartsAlthoughItWillNeverFireWhenExpiryIsNoError) {
  start(kPast + row("throwExceptionOnExpiry", "false"));

  pass(std::chrono::hours(48));

  EXPECT_EQ(runs(), 0U);
}

TEST_F(TimerTest, FiresWhenAskedTo) {
  start(every("0+0+0+1+1+?+*"));

  ASSERT_TRUE(timer->fire().has_value());
  ASSERT_TRUE(timer->fire().has_value());
  bench.services.scheduler.runPending();
  ASSERT_TRUE(timer->fire().has_value());

  EXPECT_EQ(runs(), 2U);
  EXPECT_EQ(bench.services.scheduler.jobCount(), 2U);
}

TEST_F(TimerTest, DoesNotFireBeforeItIsStarted) {
  build(kRunOnce);

  const auto fired = timer->fire();

  ASSERT_FALSE(fired.has_value());
  EXPECT_EQ(fired.error().code, "FIRE-002");
}

struct BadSchedule {
  std::string schedule;
  const char* code;
  const char* message;
};

class BadTimer : public testing::TestWithParam<BadSchedule> {};

TEST_P(BadTimer, IsReportedWithARemedy) {
  AdapterBench bench(register_timer);

  EXPECT_EQ(bench.sender("Timer", {{"scheduleKey", GetParam().schedule}}), nullptr);

  EXPECT_EQ(bench.finding().code, GetParam().code);
  EXPECT_EQ(bench.finding().message, GetParam().message);
  EXPECT_FALSE(bench.finding().remedy.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Schedules, BadTimer,
    testing::Values(BadSchedule{"", "TIMER-001", "The timer has no schedule."},
                    BadSchedule{"<row>", "TIMER-001", "The schedule is no table but '<row>'."},
                    BadSchedule{row("triggerType", "cron"), "TIMER-001", "The timer has no schedule."},
                    BadSchedule{row("schedule1", "simple.repeat=DAILY"), "TIMER-002",
                                "The schedule 'simple.repeat=DAILY' has a form that is not known."},
                    BadSchedule{row("schedule1", "0+0+25+?+*+*+*"), "TIMER-003",
                                "The cron expression '0 0 25 ? * * *' is wrong: in the field hours, '25' is no value "
                                "between 0 and 23."}));

TEST_F(TimerTest, WarnsOfAnUnknownZone) {
  build(row("schedule1", "0+0+9+?+*+*+*&amp;trigger.timeZone=Mars/Olympus"));

  EXPECT_NE(timer, nullptr);
  EXPECT_EQ(bench.finding().code, "TIMER-004");
  EXPECT_EQ(bench.finding().severity, Severity::Warning);
}

TEST_F(TimerTest, WarnsOfAnUnknownOption) {
  build(row("schedule1", "0+0+9+?+*+*+*&amp;trigger.misfire=2"));

  EXPECT_NE(timer, nullptr);
  EXPECT_EQ(bench.finding().code, "TIMER-005");
  EXPECT_EQ(bench.finding().message, "The option 'trigger.misfire=2' of the schedule is not known and has no effect.");
}

}  // namespace
}  // namespace iflowsim
