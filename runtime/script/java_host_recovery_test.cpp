#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>

#include "runtime/script/java_host_testkit.h"

namespace iflowsim::script {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// Scripts that ask it say so that they run.
class CountingCredentials final : public CredentialStore {
 public:
  std::optional<UserCredential> userCredential(const std::string& /*alias*/) const override {
    const std::lock_guard lock(mutex_);
    ++asked_;
    changed_.notify_all();
    return UserCredential{"u", "p"};
  }
  void waitFor(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return asked_ >= count; });
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  mutable int asked_ = 0;
};

constexpr const char* kAskAndWait =
    "com.sap.it.api.ITApiFactory.getService(com.sap.it.api.securestore.SecureStoreService.class, null)"
    ".getUserCredential('x')\nThread.sleep(600000)";

class JavaHostRecoveryTest : public JavaHostTest {
 protected:
  /// What one message of its own fails with.
  std::string failureOfNewMessage(const ScriptPtr& given) {
    iflowsim::Run one_run{{.message_id = "M"}, LogLevel::Info, services.clock};
    Exchange one(one_run);
    return failureOf(given, one);
  }

  /// Objects that the process keeps.
  std::uint64_t handlesInHost() {
    Lease lease(*host->pool());
    const Frame pong = lease->ask(Kind::Ping, WireOut().u64(1));
    lease.giveBack();
    WireIn in(pong.payload);
    (void)in.u64();
    (void)in.u64();
    (void)in.u64();
    return in.u64();
  }
};

TEST_F(JavaHostRecoveryTest, FailsAHundredMessagesOfAKilledProcessAndNoneAfterThem) {
  constexpr int kMessages = 100;
  CountingCredentials counting;
  credentials = &counting;
  options.time_limit = std::chrono::minutes(20);
  start();
  const auto waiting = script(kAskAndWait);
  const auto good = script("message.setBody('good')");
  std::vector<std::string> results(kMessages);
  std::vector<std::thread> threads;
  for (int i = 0; i < kMessages; ++i) {
    threads.emplace_back([&, i] { results[static_cast<std::size_t>(i)] = failureOfNewMessage(waiting); });
  }

  counting.waitFor(kMessages);
  process->kill();
  for (std::thread& thread : threads) thread.join();

  EXPECT_THAT(results, Each(AllOf(StartsWith("javax.script.ScriptException: The process that runs scripts failed while "
                                             "the message M was in orders.groovy: it ended by signal 9"),
                                  HasSubstr("Send this message again"))));
  EXPECT_EQ(failureOfNewMessage(good), "nothing was thrown");
  EXPECT_EQ(launches, 2);
  host.reset();
}

TEST_F(JavaHostRecoveryTest, SendsAMessageToTheNextProcessWhenTheFirstDiedBeforeIt) {
  const auto good = script("message.setBody('good')");
  process->kill();
  ASSERT_TRUE(process->endsWithin(std::chrono::minutes(1)));

  EXPECT_EQ(failureOfNewMessage(good), "nothing was thrown");
  EXPECT_EQ(launches, 2);
}

TEST_F(JavaHostRecoveryTest, WarnsOfNothingWhenItStarts) {
  std::mutex mutex;
  std::vector<std::string> warnings;
  log = [&](log::Level level, std::string_view text, log::Fields fields) {
    const std::lock_guard lock(mutex);
    if (level < log::Level::Warning) return;
    warnings.emplace_back(text);
    for (const auto& [name, value] : fields) warnings.back() += ' ' + std::string(name) + '=' + std::string(value);
  };
  start();

  script("")->run(exchange);
  host.reset();

  EXPECT_THAT(warnings, IsEmpty());
}

TEST_F(JavaHostRecoveryTest, KeepsCompiledScriptsForItsNextStart) {
  script("message.setBody('x')");

  EXPECT_FALSE(std::filesystem::is_empty(folder.path() / "cache"));
}

TEST_F(JavaHostRecoveryTest, ReleasesObjectsThatNobodyKnowsAnyMore) {
  const auto replaces = script("message.setProperty('p', [1, 2, 3])");
  for (int i = 0; i < 20; ++i) replaces->run(exchange);

  EXPECT_LE(handlesInHost(), 2U);
  EXPECT_EQ(exchange.properties().text("p"), "[1, 2, 3]");
}

TEST_F(JavaHostRecoveryTest, ReadsTheXmlOfADocumentThatAScriptLeft) {
  script("message.setBody(groovy.xml.DOMBuilder.parse(new StringReader('<a><b>1</b></a>')))")->run(exchange);

  EXPECT_EQ(exchange.body().kind(), BodyKind::Object);
  EXPECT_THAT(exchange.body().text(), HasSubstr("<a><b>1</b></a>"));
}

}  // namespace
}  // namespace iflowsim::script
