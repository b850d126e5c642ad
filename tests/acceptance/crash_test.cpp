#include <atomic>
#include <cstdio>
#include <future>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/acceptance/hello_tenant.h"

namespace iflowsim::testing {
namespace {

/// Callers who call until the server is gone, and remember which messages they got a reply of.
class Load {
 public:
  explicit Load(const HelloTenant& tenant) {
    for (int i = 0; i < 4; ++i) threads_.emplace_back([this, &tenant] { callUntilGone(tenant); });
  }

  ~Load() {
    enough_ = true;
    join();
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  /// The ids of all replies, once the server is gone.
  std::set<std::string> acknowledged() {
    join();
    return ids_;
  }

 private:
  void join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  void callUntilGone(const HelloTenant& tenant) {
    HttpCaller caller = tenant.caller();
    while (!enough_) {
      const HttpReply reply = caller.get("/http/hello");
      if (reply.status != 200) return;
      const std::lock_guard lock(mutex_);
      ids_.insert(reply.messageId());
    }
  }

  std::atomic<bool> enough_ = false;
  std::mutex mutex_;
  std::set<std::string> ids_;
  std::vector<std::thread> threads_;
};

std::set<std::string> idsOf(const nlohmann::json& logs) {
  std::set<std::string> ids;
  for (const auto& message : logs.at("messages")) ids.insert(message.at("messageId").get<std::string>());
  return ids;
}

/// Messages of the list that began before its latest ones, so that they can be asked for by time.
std::set<std::string> idsBefore(const nlohmann::json& logs, const std::string& time) {
  std::set<std::string> ids;
  for (const auto& message : logs.at("messages")) {
    if (message.at("start").get<std::string>() < time) ids.insert(message.at("messageId").get<std::string>());
  }
  return ids;
}

std::set<std::string> inBoth(const std::set<std::string>& left, const std::set<std::string>& right) {
  std::set<std::string> both;
  for (const std::string& id : left) {
    if (right.contains(id)) both.insert(id);
  }
  return both;
}

TEST(Crash, LosesNoMessageThatWasVisible) {
  HelloTenant tenant;
  tenant.serve();
  Load load(tenant);
  nlohmann::json before;
  ASSERT_TRUE(eventually([&] {
    before = tenant.ask({"logs", "--status", "COMPLETED", "--limit", "500"});
    return before.at("messages").size() == 500;
  }));

  tenant.server().kill();
  const std::set<std::string> acknowledged = load.acknowledged();
  tenant.serve();

  const std::string latest = before.at("messages").front().at("start");
  const std::set<std::string> visible = inBoth(acknowledged, idsBefore(before, latest));
  const std::set<std::string> after = idsOf(tenant.ask({"logs", "--until", latest, "--limit", "1000"}));
  EXPECT_GT(visible.size(), 100U);
  EXPECT_EQ(inBoth(visible, after), visible);
  std::printf("acknowledged before the kill: %zu, of the latest 500 visible ones still there: %zu of %zu\n",
              acknowledged.size(), inBoth(visible, after).size(), visible.size());
}

TEST(Crash, NeedsNoRepair) {
  HelloTenant tenant;
  tenant.serve();
  Load load(tenant);
  ASSERT_TRUE(eventually([&] { return tenant.ask({"logs", "--limit", "100"}).at("messages").size() == 100; }));
  tenant.server().kill();
  load.acknowledged();

  const ServerProcess& again = tenant.serve();

  EXPECT_EQ(again.errors().find("Z Error "), std::string::npos) << again.errors();
  const std::string id = tenant.caller().get("/http/hello").messageId();
  EXPECT_TRUE(eventually([&] { return tenant.verb({"log", id}).status == 0; }));
}

TEST(Crash, LeavesMessagesThatWereRunningAbandoned) {
  HelloTenant tenant;
  edit(tenant.path() / "stubs" / "mappings" / "order-4711.json", "\"status\": 200,",
       "\"status\": 200, \"fixedDelayMilliseconds\": 60000,");
  tenant.serve();
  auto reply = std::async(std::launch::async, [&] { return tenant.caller().get("/http/orders/status?id=4711"); });
  nlohmann::json running;
  ASSERT_TRUE(eventually([&] {
    running = tenant.ask({"logs", "--status", "PROCESSING"});
    return running.at("messages").size() == 1;
  }));

  tenant.server().kill();
  EXPECT_EQ(reply.get().status, 0);
  tenant.serve();

  const nlohmann::json message = tenant.ask({"log", running.at("messages").at(0).at("messageId")});
  EXPECT_EQ(message.at("status"), "ABANDONED");
  EXPECT_EQ(message.at("flow"), "order-status");
  EXPECT_TRUE(tenant.ask({"logs", "--status", "PROCESSING"}).at("messages").empty());
}

}  // namespace
}  // namespace iflowsim::testing
