#include "security/auth/worker_pool.h"

#include <atomic>
#include <future>
#include <stdexcept>

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

/// Keeps jobs waiting until it is opened.
struct Gate {
  std::promise<void> opened;
  std::shared_future<void> open{opened.get_future()};
};

TEST(WorkerPool, RunsEveryJobBeforeItEnds) {
  std::atomic<int> done = 0;
  {
    WorkerPool pool({.threads = 3, .queue = 100});
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(pool.submit([&done] { ++done; }));
  }

  EXPECT_EQ(done, 100);
}

TEST(WorkerPool, RefusesAJobWhenThreadsAreBusyAndTheQueueIsFull) {
  Gate gate;
  WorkerPool pool({.threads = 1, .queue = 1});
  std::promise<void> started;
  ASSERT_TRUE(pool.submit([&] {
    started.set_value();
    gate.open.wait();
  }));
  started.get_future().wait();

  EXPECT_TRUE(pool.submit([] {}));
  EXPECT_FALSE(pool.submit([] {}));

  gate.opened.set_value();
}

TEST(WorkerPool, RunsAsManyJobsAtOnceAsItHasThreads) {
  Gate gate;
  std::atomic<int> running = 0;
  std::promise<void> all;
  int taken = 0;
  {
    WorkerPool pool({.threads = 4, .queue = 0});
    for (int i = 0; i < 4; ++i) {
      taken += pool.submit([&] {
        if (++running == 4) all.set_value();
        gate.open.wait();
      });
    }
    if (taken == 4) all.get_future().wait();
    EXPECT_FALSE(pool.submit([] {}));
    gate.opened.set_value();
  }

  EXPECT_EQ(taken, 4);
  EXPECT_EQ(running, 4);
}

TEST(WorkerPool, OutlivesAJobThatThrows) {
  std::promise<void> next;
  WorkerPool pool({.threads = 1, .queue = 2});

  ASSERT_TRUE(pool.submit([] { throw std::runtime_error("broken"); }));
  ASSERT_TRUE(pool.submit([&] { next.set_value(); }));

  next.get_future().wait();
}

}  // namespace
}  // namespace iflowsim
