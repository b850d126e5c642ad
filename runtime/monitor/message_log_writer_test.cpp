#include "runtime/monitor/message_log_writer.h"

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/message/exchange.h"

namespace iflowsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Row = std::pair<std::string, RunStatus>;

constexpr TimePoint kEnd{std::chrono::milliseconds{5000}};

/// A row that was committed, with texts of its own.
struct Committed {
  LogRow row;
  std::string message_id;
  std::string sender;
  std::string application_id;

  explicit Committed(const LogRow& given)
      : row(given), message_id(given.message_id), sender(given.sender), application_id(given.application_id) {}
};

/// Remembers what was committed; fails or waits when told.
class RecordingSink final : public LogSink {
 public:
  std::int64_t lastChange() override { return 100; }

  void commit(std::span<const LogRow> rows) override {
    std::unique_lock lock(mutex_);
    entered_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !blocked_; });
    if (failures_ > 0) {
      --failures_;
      throw std::runtime_error("disk full");
    }
    for (const LogRow& row : rows) rows_.emplace_back(row);
    groups_.push_back(rows.size());
    changed_.notify_all();
  }

  void fail(int times) {
    set([&] { failures_ = times; });
  }
  void block() {
    set([&] { blocked_ = true; });
  }
  void unblock() {
    set([&] { blocked_ = false; });
  }
  void awaitCommitBegun() {
    await([&] { return entered_; });
  }
  void awaitRows(std::size_t count) {
    await([&] { return rows_.size() >= count; });
  }

  std::vector<Committed> rows() {
    const std::lock_guard lock(mutex_);
    return rows_;
  }
  std::vector<std::size_t> groups() {
    const std::lock_guard lock(mutex_);
    return groups_;
  }
  std::vector<Row> states() {
    std::vector<Row> states;
    for (const Committed& it : rows()) states.emplace_back(it.message_id, it.row.status);
    return states;
  }

 private:
  template <typename Change>
  void set(Change change) {
    const std::lock_guard lock(mutex_);
    change();
    changed_.notify_all();
  }
  template <typename Condition>
  void await(Condition condition) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, condition);
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Committed> rows_;
  std::vector<std::size_t> groups_;
  int failures_ = 0;
  bool blocked_ = false;
  bool entered_ = false;
};

class LogWriter : public testing::Test {
 protected:
  std::shared_ptr<iflowsim::Run> makeRun(const std::string& id, LogLevel level = LogLevel::Info) {
    return std::make_shared<iflowsim::Run>(iflowsim::Run::Identity{.message_id = id}, level, clock);
  }
  /// A run of so many steps.
  std::shared_ptr<iflowsim::Run> makeRun(const std::string& id, LogLevel level, int steps) {
    auto run = makeRun(id, level);
    const Exchange exchange(*run);
    for (int i = 0; i < steps; ++i) {
      run->endStep(run->beginStep("CallActivity_1", "Set header", "Content Modifier", exchange), "", exchange);
    }
    return run;
  }
  std::vector<Committed> rowsOf(const std::shared_ptr<iflowsim::Run>& run, RunSummary summary) {
    writer.begin(run);
    writer.finish(run, std::move(summary), kEnd);
    writer.flush();
    return sink.rows();
  }

  SystemClock clock;
  RecordingSink sink;
  // The interval is long: what is committed in these tests is committed for another reason.
  MessageLogWriter writer{sink, clock, {.interval = std::chrono::hours{1}, .group = 4, .capacity = 16}};
};

TEST_F(LogWriter, WritesOneRowForAMessageThatEndsBeforeTheCommit) {
  const auto rows = rowsOf(makeRun("m1"), {.status = RunStatus::Completed, .sender = "Shop"});

  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].row.change, 101);
  EXPECT_EQ(rows[0].row.replaces, 0);
  EXPECT_EQ(rows[0].sender, "Shop");
  EXPECT_EQ(rows[0].row.end, kEnd);
}

TEST_F(LogWriter, WritesAProcessingRowForAMessageStillRunningAtACommit) {
  writer.begin(makeRun("m1"));

  writer.flush();

  EXPECT_THAT(sink.states(), ElementsAre(Row("m1", RunStatus::Processing)));
}

TEST_F(LogWriter, ReplacesTheProcessingRowWhenTheMessageEnds) {
  const auto run = makeRun("m1");
  writer.begin(run);
  writer.flush();

  writer.finish(run, {.status = RunStatus::Failed}, kEnd);
  writer.flush();

  const auto rows = sink.rows();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1].row.replaces, rows[0].row.change);
  EXPECT_GT(rows[1].row.change, rows[0].row.change);
}

TEST_F(LogWriter, WritesOneProcessingRowHoweverLongAMessageRuns) {
  writer.begin(makeRun("m1"));
  writer.flush();

  writer.flush();

  EXPECT_EQ(sink.rows().size(), 1U);
}

TEST_F(LogWriter, CommitsAsSoonAsAGroupIsFull) {
  for (int i = 0; i < 4; ++i) writer.finish(makeRun("m"), {.status = RunStatus::Completed}, kEnd);

  sink.awaitRows(4);

  EXPECT_THAT(sink.groups(), ElementsAre(4U));
}

TEST_F(LogWriter, CommitsAfterTheInterval) {
  RecordingSink other;
  MessageLogWriter quick(other, clock, {.interval = std::chrono::milliseconds{1}});
  quick.finish(makeRun("m1"), {.status = RunStatus::Completed}, kEnd);

  other.awaitRows(1);

  EXPECT_EQ(other.rows().size(), 1U);
}

// P-MPL-001
TEST_F(LogWriter, WritesNothingAtLevelNone) {
  EXPECT_THAT(rowsOf(makeRun("m1", LogLevel::None), {.status = RunStatus::Failed}), IsEmpty());
}

// P-MPL-002
TEST_F(LogWriter, WritesOnlyWhatDidNotCompleteAtLevelError) {
  const auto completed = makeRun("completed", LogLevel::Error);
  const auto failed = makeRun("failed", LogLevel::Error);
  writer.begin(completed);
  writer.begin(failed);
  writer.flush();

  writer.finish(completed, {.status = RunStatus::Completed}, kEnd);
  writer.finish(failed, {.status = RunStatus::Failed}, kEnd);
  writer.flush();

  EXPECT_THAT(sink.states(), ElementsAre(Row("failed", RunStatus::Failed)));
}

// P-MPL-003
TEST_F(LogWriter, KeepsNoStepsOfACompletedMessageAtLevelInfo) {
  const auto rows = rowsOf(makeRun("m1", LogLevel::Info, 3), {.status = RunStatus::Completed});

  EXPECT_EQ(rows.at(0).row.record, nullptr);
}

// P-MPL-004
TEST_F(LogWriter, KeepsTheLastFiftyStepsOfAFailedMessageAtLevelInfo) {
  const auto run = makeRun("m1", LogLevel::Info, 130);

  const auto rows = rowsOf(run, {.status = RunStatus::Failed});

  EXPECT_EQ(rows.at(0).row.record->steps.size(), 50U);
  EXPECT_EQ(run->droppedSteps() + rows.at(0).row.record->first_step, 80U);
}

// P-MPL-005
TEST_F(LogWriter, KeepsAllStepsAtLevelDebug) {
  const auto rows = rowsOf(makeRun("m1", LogLevel::Debug, 130), {.status = RunStatus::Completed});

  EXPECT_EQ(rows.at(0).row.record->steps.size(), 130U);
}

TEST_F(LogWriter, CopiesTheTextsOfStepsWhileTheFlowExists) {
  auto name = std::make_unique<std::string>("Set header");
  const auto run = makeRun("m1", LogLevel::Debug);
  {
    const Exchange exchange(*run);
    run->beginStep("CallActivity_1", *name, "Content Modifier", exchange);
  }
  writer.finish(run, {.status = RunStatus::Completed}, kEnd);
  name.reset();

  writer.flush();

  const StepTexts step = sink.rows().at(0).row.record->steps.at(0);
  EXPECT_EQ(step.id, "CallActivity_1");
  EXPECT_EQ(step.name, "Set header");
  EXPECT_EQ(step.kind, "Content Modifier");
}

// P-MPL-006
TEST_F(LogWriter, KeepsNoAttachmentsAtLevelError) {
  const auto at_error = makeRun("m1", LogLevel::Error, 1);
  const auto at_info = makeRun("m2", LogLevel::Info, 1);
  at_error->addAttachment({"payload", "text/plain", "hello"});
  at_info->addAttachment({"payload", "text/plain", "hello"});

  rowsOf(at_error, {.status = RunStatus::Failed});
  const auto both = rowsOf(at_info, {.status = RunStatus::Failed});

  EXPECT_FALSE(both.at(0).row.record->with_attachments);
  EXPECT_TRUE(both.at(1).row.record->with_attachments);
}

TEST_F(LogWriter, LetsGoOfTheRunOfAMessageThatLeavesNothingButItsRow) {
  auto run = makeRun("m1", LogLevel::Info, 3);
  const std::weak_ptr<const iflowsim::Run> watched = run;
  writer.begin(run);

  writer.finish(std::move(run), {.status = RunStatus::Completed}, kEnd);

  EXPECT_TRUE(watched.expired());
}

TEST_F(LogWriter, TellsARunFromTheOneThatEndedBeforeAtItsPlace) {
  for (int i = 0; i < 10; ++i) {
    auto short_lived = makeRun("ended");
    writer.begin(short_lived);
    writer.finish(std::move(short_lived), {.status = RunStatus::Completed}, kEnd);
  }
  const auto run = makeRun("running");
  writer.begin(run);

  writer.flush();

  EXPECT_EQ(sink.states().back(), Row("running", RunStatus::Processing));
}

// P-MPL-007
TEST_F(LogWriter, CutsTheApplicationIdAfter120Characters) {
  std::string id;
  for (int i = 0; i < 130; ++i) id += "ö";

  const auto rows = rowsOf(makeRun("m1"), {.status = RunStatus::Completed, .application_id = id});

  EXPECT_EQ(rows.at(0).application_id, id.substr(0, 240));
}

// P-MPL-008
TEST_F(LogWriter, AbandonsWhatIsStillRunningWhenItStops) {
  writer.begin(makeRun("m1"));
  writer.begin(makeRun("m2", LogLevel::Error));
  writer.flush();

  writer.stop();

  const auto rows = sink.rows();
  ASSERT_EQ(rows.size(), 3U);
  const LogRow& abandoned = rows[1].row.replaces != 0 ? rows[1].row : rows[2].row;
  EXPECT_EQ(abandoned.status, RunStatus::Abandoned);
  EXPECT_EQ(abandoned.replaces, rows[0].row.change);
  EXPECT_EQ(abandoned.record, nullptr);
}

// P-REDEPLOY-004
TEST_F(LogWriter, ReplacesTheProcessingRowOfAMessageThatIsAbandoned) {
  const auto run = makeRun("m1");
  writer.begin(run);
  writer.flush();

  writer.abandon(run, kEnd);
  writer.flush();

  ASSERT_THAT(sink.states(), ElementsAre(Row("m1", RunStatus::Processing), Row("m1", RunStatus::Abandoned)));
  const LogRow row = sink.rows().at(1).row;
  EXPECT_EQ(row.replaces, sink.rows().at(0).row.change);
  EXPECT_EQ(row.end, kEnd);
  EXPECT_EQ(row.record, nullptr);
}

TEST_F(LogWriter, DoesNotAbandonAgainWhatWasAbandonedBeforeItStops) {
  const auto run = makeRun("m1");
  writer.begin(run);
  writer.abandon(run, kEnd);

  writer.stop();

  EXPECT_THAT(sink.states(), ElementsAre(Row("m1", RunStatus::Abandoned)));
}

TEST_F(LogWriter, CommitsEverythingWhenItStops) {
  for (int i = 0; i < 10; ++i) writer.finish(makeRun("m"), {.status = RunStatus::Completed}, kEnd);

  writer.stop();

  EXPECT_EQ(sink.rows().size(), 10U);
}

TEST_F(LogWriter, IgnoresWhatComesAfterTheStop) {
  writer.stop();

  writer.finish(makeRun("m1"), {.status = RunStatus::Completed}, kEnd);
  writer.flush();

  EXPECT_THAT(sink.rows(), IsEmpty());
}

TEST_F(LogWriter, TriesAFailedCommitAgain) {
  RecordingSink other;
  other.fail(2);
  MessageLogWriter stubborn(other, clock, {.retry = std::chrono::milliseconds{1}});
  stubborn.finish(makeRun("m1"), {.status = RunStatus::Completed}, kEnd);

  stubborn.flush();

  EXPECT_EQ(other.rows().size(), 1U);
  EXPECT_EQ(stubborn.lost(), 0U);
}

TEST_F(LogWriter, MakesCallersWaitForRoomRatherThanLosingRows) {
  sink.block();
  std::thread caller([&] {
    for (int i = 0; i < 100; ++i) writer.finish(makeRun("m"), {.status = RunStatus::Completed}, kEnd);
  });
  sink.awaitCommitBegun();

  sink.unblock();
  caller.join();
  writer.flush();

  EXPECT_EQ(sink.rows().size(), 100U);
}

TEST_F(LogWriter, DropsAndCountsRowsWhenTheQueueIsFullBecauseCommitsFail) {
  sink.fail(1'000'000);
  for (int i = 0; i < 100; ++i) writer.finish(makeRun("m"), {.status = RunStatus::Completed}, kEnd);

  writer.stop();

  EXPECT_THAT(sink.rows(), IsEmpty());
  EXPECT_EQ(writer.lost(), 100U);
}

}  // namespace
}  // namespace iflowsim
