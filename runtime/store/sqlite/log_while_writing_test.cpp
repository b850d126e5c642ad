#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "runtime/base/ids.h"
#include "runtime/monitor/message_log_writer.h"
#include "runtime/store/sqlite/sqlite_log_reader.h"
#include "runtime/store/sqlite/sqlite_log_sink.h"
#include "runtime/store/store_testkit.h"

namespace iflowsim {
namespace {

using testkit::at;

std::shared_ptr<iflowsim::Run> makeRun(const Clock& clock) {
  return std::make_shared<iflowsim::Run>(
      iflowsim::Run::Identity{.message_id = makeMessageId(clock.now()), .flow_id = "orders"}, LogLevel::Info, clock);
}

TEST(SqliteLogWhileWriting, ReadersAndDeletersWorkAndEveryMessageOfEveryThreadArrives) {
  constexpr int kMessages = 2000;
  const testkit::TemporaryDirectory directory;
  const SystemClock clock;
  const auto sink = SqliteLogSink::open(directory.file("log.db"), at(0)).value();
  const auto reader = SqliteLogReader::open(directory.file("log.db")).value();
  MessageLogWriter writer(*sink, clock, {.interval = std::chrono::milliseconds{5}, .group = 100, .capacity = 500});
  std::atomic<bool> done{false};

  std::thread watching([&] {
    while (!done) {
      const auto entries = reader->query({}, {.limit = 5});
      if (!entries.empty()) reader->find(entries.front().message_id);
      reader->remove({.sender = "nobody"});
    }
  });
  {
    std::vector<std::jthread> senders;
    for (int i = 0; i < 3; ++i) {
      senders.emplace_back([&] {
        for (int n = 0; n < kMessages; ++n) {
          const auto run = makeRun(clock);
          writer.begin(run);
          writer.finish(run, {.status = RunStatus::Completed}, clock.now());
        }
      });
    }
  }
  writer.flush();
  done = true;
  watching.join();

  EXPECT_EQ(reader->count({.statuses = {RunStatus::Completed}}), 3U * kMessages);
  EXPECT_EQ(reader->count({}), 3U * kMessages);
}

TEST(SqliteLogWhileWriting, FollowersSeeEveryMessageEnd) {
  constexpr std::size_t kMessages = 500;
  const testkit::TemporaryDirectory directory;
  const SystemClock clock;
  const auto sink = SqliteLogSink::open(directory.file("log.db"), at(0)).value();
  const auto reader = SqliteLogReader::open(directory.file("log.db")).value();
  MessageLogWriter writer(*sink, clock, {.interval = std::chrono::milliseconds{1}, .group = 7});

  std::thread sender([&] {
    for (std::size_t n = 0; n < kMessages; ++n) {
      const auto run = makeRun(clock);
      writer.begin(run);
      writer.finish(run, {.status = RunStatus::Completed}, clock.now());
    }
  });
  std::size_t ended = 0;
  std::int64_t seen = 0;
  while (ended < kMessages) {
    for (const LogEntry& entry : reader->query({}, {.limit = 20, .after_change = seen})) {
      seen = entry.change;
      ended += entry.status == RunStatus::Completed ? 1 : 0;
    }
  }
  sender.join();

  EXPECT_EQ(ended, kMessages);
}

}  // namespace
}  // namespace iflowsim
