#include "runtime/script/host_pool.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/script/fake_host_testkit.h"

namespace iflowsim::script {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;
using How = HostGone::How;

class HostPoolTest : public ::testing::Test {
 protected:
  /// The process a call is in.
  std::uint64_t call() {
    Lease lease(pool);
    const std::uint64_t generation = lease->generation();
    lease->ask(Kind::Ping, WireOut().u64(1));
    lease.giveBack();
    return generation;
  }

  std::string failureToTake() {
    try {
      const Lease lease(pool);
      return "taken";
    } catch (const HostGone& gone) {
      return gone.what();
    }
  }

  std::chrono::steady_clock::time_point now{seconds(1'000'000)};
  FakeHost host;
  HostPool pool{{.launch = host.launcher(), .patience = milliseconds(200), .now = [this] { return now; }}};
};

TEST_F(HostPoolTest, StartsOneProcessForAllThatAskAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int i = 0; i < 20; ++i) {
    threads.emplace_back([&] { good += call() == 1 ? 1 : 0; });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(host.launches(), 1);
  EXPECT_EQ(good, 20);
}

TEST_F(HostPoolTest, UsesAConnectionAgain) {
  call();
  call();

  EXPECT_EQ(host.connections(), 1);
}

TEST_F(HostPoolTest, ReplacesAProcessThatDiedAndItsConnections) {
  call();
  host.kill();

  EXPECT_EQ(call(), 2U);
  EXPECT_EQ(host.launches(), 2);
  EXPECT_EQ(host.connections(), 2);
}

TEST_F(HostPoolTest, StartsNoProcessForWhatAnOldOneHad) {
  call();
  host.kill();

  EXPECT_THROW((Lease{pool, 1}), HostGone);
  EXPECT_EQ(host.launches(), 1);
}

TEST_F(HostPoolTest, PausesWhenTheProcessDiesAtOnceAgainAndAgain) {
  for (int i = 0; i < 4; ++i) {
    call();
    host.kill();
  }

  EXPECT_EQ(failureToTake(),
            "The script host ended by signal 9. That was 4 times in a row, so the next start waits for a script in 1 s "
            "or later");
  EXPECT_EQ(host.launches(), 4);

  now += seconds(1);
  EXPECT_EQ(call(), 5U);
}

TEST_F(HostPoolTest, PausesWhenTheProcessDoesNotComeUp) {
  host.failLaunches(100);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(failureToTake(), "Scripts cannot run: there is no Java.");

  EXPECT_THAT(failureToTake(), HasSubstr("there is no Java. That was 4 times in a row"));
  EXPECT_EQ(host.launches(), 4);
}

TEST_F(HostPoolTest, KillsAProcessThatDoesNotGreet) {
  host.on(Kind::Hello, [](FakeLink& link, const Frame&) { link.read(); });

  EXPECT_EQ(failureToTake(), "it did not answer for 200 ms");
  EXPECT_TRUE(host.wasKilled());
}

TEST_F(HostPoolTest, SaysWhatItWasToldBeforeTheNextCall) {
  call();
  pool.tell(1, Kind::Forget, WireOut().u64(5));
  pool.tell(0, Kind::Forget, WireOut().u64(6));
  EXPECT_TRUE(host.seen(Kind::Forget).empty());

  call();

  EXPECT_THAT(host.seen(Kind::Forget), ::testing::ElementsAre(WireOut().u64(5).bytes()));
}

TEST_F(HostPoolTest, ReplacesARetiredProcessOnceNobodyIsInIt) {
  call();
  pool.scopeBegins(1);
  pool.retire(1);
  EXPECT_EQ(call(), 1U);

  pool.scopeEnds(1);

  EXPECT_EQ(call(), 2U);
}

TEST_F(HostPoolTest, ReplacesARetiredProcessAfterItsFarewellAndLetsCallsInItEnd) {
  Lease old(pool);
  pool.retire(1);
  now += seconds(31);

  EXPECT_EQ(call(), 2U);
  EXPECT_EQ(old->ask(Kind::Ping, WireOut().u64(1)).kind, Kind::Pong);
}

TEST_F(HostPoolTest, RetiresAProcessWithScriptsThatCannotBeEnded) {
  host.stuck = 1;
  call();

  pool.tend();

  EXPECT_EQ(call(), 2U);
}

TEST_F(HostPoolTest, KillsAProcessThatIsSilentWhenItIsTended) {
  std::atomic<bool> is_silent = false;
  host.on(Kind::Ping, [&](FakeLink& link, const Frame&) {
    if (is_silent) {
      link.read();
      return;
    }
    link.write(Kind::Pong, WireOut().u64(1).u64(1).u64(100).u64(0).u32(0));
  });
  call();
  is_silent = true;

  pool.tend();

  EXPECT_TRUE(host.wasKilled());
}

TEST_F(HostPoolTest, StartsNothingWhenItIsTended) {
  pool.tend();

  EXPECT_EQ(host.launches(), 0);
}

TEST_F(HostPoolTest, ClosesConnectionsThatNobodyNeeds) {
  {
    Lease first(pool);
    Lease second(pool);
    Lease third(pool);
    third.giveBack();
    second.giveBack();
    first.giveBack();
  }
  pool.tend();
  pool.tend();
  {
    Lease first(pool);
    Lease second(pool);
  }

  EXPECT_EQ(host.connections(), 4);
}

TEST_F(HostPoolTest, SaysThatAProcessEnded) {
  const Lease lease(pool);
  host.kill();

  EXPECT_EQ(pool.fateOf(*lease), "it ended by signal 9; it is started again for the next message");
}

TEST_F(HostPoolTest, SaysWhyAProcessWasKilled) {
  const Lease lease(pool);
  const Lease other(pool);
  pool.kill(*lease, "it did not answer for 70 s");

  EXPECT_EQ(pool.fateOf(*other),
            "it was killed, because it did not answer for 70 s; it is started again for the next message");
}

TEST_F(HostPoolTest, GivesNothingOnceItIsStopped) {
  Lease lease(pool);
  pool.stop();

  EXPECT_EQ(failureToTake(), "the tenant is being stopped");
  EXPECT_THROW(lease->ask(Kind::Ping, WireOut().u64(1)), HostGone);
}

}  // namespace
}  // namespace iflowsim::script
