#include "runtime/script/hosted_script.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include <gmock/gmock.h>

#include "runtime/script/hosted_script_testkit.h"

namespace iflowsim::script {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// Lets one thread wait for another.
class Gate {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    opened_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    opened_.wait(lock, [this] { return is_open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool is_open_ = false;
};

class HostedScriptTest : public FakeHostTest {};

TEST_F(HostedScriptTest, SendsTheMessageAndWhereItIs) {
  exchange.setBody(Body("hello"));
  exchange.headers().set("Name", "Anna");
  const auto given = script();

  given->run(exchange);

  ASSERT_THAT(host.seen(Kind::Run), SizeIs(1));
  const std::string sent = host.seen(Kind::Run).front();
  WireIn in(sent);
  EXPECT_EQ(in.u64(), 1U);  // scope
  EXPECT_EQ(in.u64(), 8U);  // script
  EXPECT_EQ(in.string(), "processData");
  EXPECT_EQ(in.string(), "M1");
  EXPECT_EQ(in.string(), exchange.id());
  EXPECT_EQ(in.string(), "orders");
  EXPECT_EQ(in.string(), "step");
  EXPECT_EQ(in.u8(), 3U);  // log level debug
  EXPECT_EQ(in.u32(), 60'000U);
}

TEST_F(HostedScriptTest, SharesOneBundleAmongItsScripts) {
  const auto one = script();
  const auto other = script();

  EXPECT_THAT(host.seen(Kind::Bundle), SizeIs(1));
  EXPECT_THAT(host.seen(Kind::Compile), SizeIs(2));
}

TEST_F(HostedScriptTest, TakesAConnectionThatWorksWhenOthersWereClosed) {
  host.on(Kind::Forget, [](FakeLink& link, const Frame&) { link.close(); });
  const auto given = script();
  const auto forgotten = [&] {
    Lease one(*engine->pool());
    one->send(Kind::Forget, WireOut().u64(1));
    EXPECT_THROW(one->receive(), HostGone);  // it is closed by now
    one.giveBack();
  };
  forgotten();

  given->run(exchange);

  EXPECT_EQ(host.launches(), 1);
  EXPECT_THAT(host.seen(Kind::Run), SizeIs(1));
}

// P-SCRIPT-090
TEST_F(HostedScriptTest, FailsOnlyTheMessageWhoseConnectionIsLost) {
  std::atomic<int> calls = 0;
  Gate both;
  Gate failed;
  host.on(Kind::Run, [&](FakeLink& link, const Frame&) {
    const int number = ++calls;
    if (number == 2) both.open();
    both.wait();
    if (number == 1) return link.close();
    failed.wait();
    link.write(Kind::Result, noChanges().i64(1));
  });
  const auto given = script();
  iflowsim::Run other_run{{.message_id = "M2"}, LogLevel::Info, services.clock};
  Exchange other(other_run);
  std::string other_result;

  std::thread thread([&] {
    other_result = failureOf(*given, other);
    failed.open();
  });
  const std::string result = failureOf(*given);
  failed.open();
  thread.join();

  const std::string lost_text = "closed the connection of this message, and goes on. Send this message again";
  EXPECT_EQ((result.find(lost_text) != std::string::npos) + (other_result.find(lost_text) != std::string::npos), 1);
  EXPECT_TRUE(result == "nothing was thrown" || other_result == "nothing was thrown");
  EXPECT_FALSE(host.wasKilled());
}

TEST_F(HostedScriptTest, KillsTheHostThatIsSilentBeyondItsTime) {
  options.time_limit = milliseconds(20);
  options.patience = milliseconds(2000);
  host.on(Kind::Run, [](FakeLink& link, const Frame&) { link.read(); });
  const auto given = script();

  EXPECT_EQ(
      failureOf(*given),
      "javax.script.ScriptException: The process that runs scripts failed while the message M1 was in a.groovy: it "
      "did not answer for 2020 ms and was killed; it is started again for the next message. Send this message "
      "again; the log of the server has more.@ a.groovy");
  EXPECT_TRUE(host.wasKilled());
}

TEST_F(HostedScriptTest, TellsOtherMessagesWhyTheirHostWasKilled) {
  options.time_limit = milliseconds(20);
  options.patience = milliseconds(1000);
  Gate other_is_in;
  host.on(Kind::Run, [&](FakeLink& link, const Frame&) {
    other_is_in.open();
    link.read();
  });
  const auto given = script();
  iflowsim::Run other_run{{.message_id = "M2"}, LogLevel::Info, services.clock};
  Exchange other(other_run);
  std::string other_result;

  std::thread thread([&] { other_result = failureOf(*given, other); });
  other_is_in.wait();
  const std::string result = failureOf(*given);
  thread.join();

  EXPECT_THAT(result, HasSubstr("it did not answer for 1020 ms"));
  EXPECT_THAT(other_result, HasSubstr("it did not answer for 1020 ms"));
}

// P-SCRIPT-091
TEST_F(HostedScriptTest, SurvivesTheDeathOfItsProcess) {
  std::atomic<bool> dies = true;
  host.on(Kind::Run, [&](FakeLink& link, const Frame&) {
    if (dies.exchange(false)) {
      host.kill();
      return;
    }
    link.write(Kind::Result, noChanges().i64(1));
  });
  const auto given = script();

  EXPECT_THAT(failureOf(*given), HasSubstr("was in a.groovy: it ended by signal 9; it is started again for the next"));
  EXPECT_EQ(failureOf(*given), "nothing was thrown");
  EXPECT_EQ(host.launches(), 2);
  EXPECT_THAT(host.seen(Kind::Compile), SizeIs(2));
}

TEST_F(HostedScriptTest, SendsAMessageToTheNextProcessWhenTheFirstHadNotSeenIt) {
  const auto given = script();
  host.kill();

  EXPECT_EQ(failureOf(*given), "nothing was thrown");
  EXPECT_EQ(host.launches(), 2);
}

TEST_F(HostedScriptTest, CompilesInTheNextProcessWhenOneDiesOverIt) {
  for (const Kind kind : {Kind::Bundle, Kind::Compile}) {
    FakeHost dying;
    std::atomic<bool> dies = true;
    dying.on(kind, [&, kind](FakeLink& link, const Frame&) {
      if (dies.exchange(false)) return dying.kill();
      link.write(kind == Kind::Bundle ? Kind::BundleOk : Kind::Compiled, WireOut().u64(8).u32(0));
    });
    options.launch = dying.launcher();
    start();

    const auto given = script();

    EXPECT_EQ(failureOf(*given), "nothing was thrown");
    EXPECT_EQ(dying.launches(), 2);
    engine.reset();
  }
}

TEST_F(HostedScriptTest, GivesUpWhenEveryProcessDiesOverTheBundle) {
  host.on(Kind::Bundle, [&](FakeLink&, const Frame&) { host.kill(); });
  start();
  const auto compiled = engine->compile({"orders", {}}, {ScriptLanguage::Groovy, kFile, "f"}, {"orders", "step"});

  ASSERT_FALSE(compiled);
  EXPECT_EQ(compiled.error().code, "SCRIPT-005");
  EXPECT_THAT(compiled.error().text, HasSubstr("Scripts cannot run: the script host failed: it ended by signal 9"));
}

TEST_F(HostedScriptTest, FailsAMessageThatCannotBeRead) {
  host.on(Kind::Run, [](FakeLink& link, const Frame&) { link.write(Kind::Result, WireOut().u8(99)); });
  const auto given = script();

  EXPECT_THAT(failureOf(*given), HasSubstr("a body of the script host has the unknown form 99. Send this"));
  EXPECT_FALSE(host.wasKilled());
}

TEST_F(HostedScriptTest, FailsAMessageThatGetsAnotherAnswer) {
  host.on(Kind::Run, [](FakeLink& link, const Frame&) { link.write(Kind::Pong, WireOut()); });
  const auto given = script();

  EXPECT_THAT(failureOf(*given), HasSubstr("it answered RUN with something else"));
}

TEST_F(HostedScriptTest, ThrowsWhatTheScriptThrowsAndKeepsTheConnection) {
  host.on(Kind::Run, [](FakeLink& link, const Frame&) { link.write(Kind::Error, errorOf("a.B", "no order")); });
  const auto given = script();

  EXPECT_EQ(failureOf(*given), "a.B: no order");
  EXPECT_EQ(failureOf(*given), "a.B: no order");
  EXPECT_EQ(host.connections(), 1);
}

TEST_F(HostedScriptTest, ReplacesAHostWhoseScriptCannotBeEnded) {
  host.on(Kind::Run, [](FakeLink& link, const Frame&) {
    link.write(Kind::Error, errorOf("a.B", "too long", true));
    link.close();
  });
  {
    iflowsim::Run one_run{{.message_id = "M0"}, LogLevel::Info, services.clock};
    Exchange one(one_run);
    EXPECT_EQ(failureOf(*script(), one), "a.B: too long");
  }

  EXPECT_EQ(failureOf(*script()), "a.B: too long");
  EXPECT_EQ(host.launches(), 2);
}

TEST_F(HostedScriptTest, AnswersServicesAndRefusals) {
  services.credentials.add("shop", {"anna", "geheim"});
  std::string answers;
  host.on(Kind::Run, [&](FakeLink& link, const Frame&) {
    for (const char* alias : {"shop", "none"}) {
      WireOut call;
      call.text("SecureStoreService").text("getUserCredential").u32(1).u8(1).text(alias);
      link.write(Kind::Call, call);
      const auto answer = link.read();
      WireIn in(answer->payload);
      if (answer->kind == Kind::CallError) answers += in.string();
      if (answer->kind == Kind::CallOk) answers += "ok " + std::to_string(in.u8()) + ' ';
    }
    link.write(Kind::Result, noChanges().i64(1));
  });

  script()->run(exchange);

  EXPECT_THAT(answers, ::testing::StartsWith("ok 7 com.sap.it.api.securestore.exception."));
}

}  // namespace
}  // namespace iflowsim::script
