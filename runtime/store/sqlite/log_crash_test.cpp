#include <array>
#include <string>
#include <vector>

#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/base/ids.h"
#include "runtime/monitor/message_log_writer.h"
#include "runtime/store/sqlite/sqlite_database.h"
#include "runtime/store/sqlite/sqlite_log_reader.h"
#include "runtime/store/sqlite/sqlite_log_sink.h"
#include "runtime/store/sqlite/sqlite_number_range_store.h"
#include "runtime/store/store_testkit.h"

// Kills a process with SIGKILL in the middle of its work and looks at what it has promised.

namespace iflowsim {
namespace {

using testkit::at;

/// Reports a line to the parent in one piece.
void report(int pipe, const std::string& line) {
  const std::string text = line + "\n";
  if (::write(pipe, text.data(), text.size()) != static_cast<ssize_t>(text.size())) ::_exit(1);
}

/// Runs `work` in a child process until it has reported so many lines, kills it, and returns all lines it reported.
template <typename Work>
std::vector<std::string> killDuring(std::size_t lines, Work work) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    work(ends[1]);
    ::_exit(0);
  }
  ::close(ends[1]);
  std::vector<std::string> reported;
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t count = 0; (count = ::read(ends[0], buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
    for (std::size_t end = 0; (end = text.find('\n')) != std::string::npos; text.erase(0, end + 1)) {
      reported.push_back(text.substr(0, end));
    }
    if (reported.size() >= lines) ::kill(child, SIGKILL);
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  return reported;
}

/// Logs messages for ever; every third goes on running. Reports what is committed as `R<id>` or `C<id>`.
void logForEver(const std::string& path, int pipe) {
  const SystemClock clock;
  const auto sink = SqliteLogSink::open(path, clock.now()).value();
  MessageLogWriter writer(*sink, clock, {.interval = std::chrono::milliseconds{1}, .group = 10});
  while (true) {
    std::vector<std::string> lines;
    for (int i = 0; i < 30; ++i) {
      const std::string id = makeMessageId(clock.now());
      const auto run =
          std::make_shared<iflowsim::Run>(iflowsim::Run::Identity{.message_id = id}, LogLevel::Info, clock);
      run->addCustomHeader("number", std::to_string(i));
      writer.begin(run);
      if (i % 3 == 0) {
        lines.push_back("R" + id);
      } else {
        writer.finish(run, {.status = RunStatus::Completed}, clock.now());
        lines.push_back("C" + id);
      }
    }
    writer.flush();
    for (const std::string& line : lines) report(pipe, line);
  }
}

// P-MPL-012
TEST(SqliteLogCrash, LosesNothingCommittedAndAbandonsWhatWasRunning) {
  const testkit::TemporaryDirectory directory;
  const std::string path = directory.file("log.db");
  for (int round = 0; round < 3; ++round) {
    const auto reported = killDuring(300, [&](int pipe) { logForEver(path, pipe); });

    const auto sink = SqliteLogSink::open(path, at(0)).value();
    const auto reader = SqliteLogReader::open(path).value();

    ASSERT_GE(reported.size(), 300U);
    for (const std::string& line : reported) {
      const auto details = reader->find(line.substr(1));
      ASSERT_TRUE(details) << line;
      EXPECT_EQ(details->entry.status, line[0] == 'R' ? RunStatus::Abandoned : RunStatus::Completed) << line;
      EXPECT_EQ(details->custom_headers.size(), line[0] == 'R' ? 0U : 1U) << line;
    }
    EXPECT_EQ(reader->count({.statuses = {RunStatus::Processing}}), 0U);
  }
}

/// Logs plain messages for ever, as many at a time as make a pack, and reports those that are committed.
void logPlainForEver(const std::string& path, int pipe) {
  const SystemClock clock;
  const auto sink = SqliteLogSink::open(path, clock.now()).value();
  MessageLogWriter writer(*sink, clock);
  while (true) {
    std::vector<std::string> ids;
    for (int i = 0; i < 100; ++i) {
      ids.push_back(makeMessageId(clock.now()));
      const auto run = std::make_shared<iflowsim::Run>(
          iflowsim::Run::Identity{.message_id = ids.back(), .correlation_id = makeSiblingId(ids.back())},
          LogLevel::Info, clock);
      writer.begin(run);
      writer.finish(run, {.status = RunStatus::Completed}, clock.now());
    }
    writer.flush();
    for (const std::string& id : ids) report(pipe, id);
  }
}

Poco::Int64 packsIn(const std::string& path) {
  Poco::Int64 packs = 0;
  SqliteDatabase::open({.path = path, .schema = logSchema()}).value()->use("count", [&](Poco::Data::Session& session) {
    session << "SELECT count(*) FROM message_pack", Poco::Data::Keywords::into(packs), Poco::Data::Keywords::now;
  });
  return packs;
}

// P-MPL-012
TEST(SqliteLogCrash, LosesNoPackThatIsCommitted) {
  const testkit::TemporaryDirectory directory;
  const std::string path = directory.file("log.db");
  for (int round = 0; round < 3; ++round) {
    const auto reported = killDuring(1000, [&](int pipe) { logPlainForEver(path, pipe); });

    const auto sink = SqliteLogSink::open(path, at(0)).value();
    const auto reader = SqliteLogReader::open(path).value();

    ASSERT_GE(reported.size(), 1000U);
    EXPECT_GE(packsIn(path), 10);
    for (const std::string& id : reported) {
      const auto details = reader->find(id);
      ASSERT_TRUE(details) << id;
      EXPECT_EQ(details->entry.status, RunStatus::Completed) << id;
    }
  }
}

// P-STORE-007
TEST(SqliteNumberRangeCrash, NeverDrawsANumberAgain) {
  const testkit::TemporaryDirectory directory;
  const std::string path = directory.file("state.db");
  SqliteNumberRangeStore::open(path).value()->define({.name = "orders"});
  const auto reported = killDuring(50, [&](int pipe) {
    const auto store = SqliteNumberRangeStore::open(path).value();
    while (true) report(pipe, store->next("orders").value());
  });

  const auto next = SqliteNumberRangeStore::open(path).value()->next("orders");

  EXPECT_GT(std::stoi(next.value()), std::stoi(reported.back()));
}

}  // namespace
}  // namespace iflowsim
