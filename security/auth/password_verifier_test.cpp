#include "security/auth/password_verifier.h"

#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/base/base64.h"

namespace iflowsim {
namespace {

class FakeClock final : public Clock {
 public:
  TimePoint now() const override { return now_; }
  void pass(std::chrono::milliseconds time) { now_ += time; }

 private:
  TimePoint now_{std::chrono::hours(24)};
};

std::string basic(const std::string& user, const std::string& password) {
  return "Basic " + base64Encode(user + ':' + password);
}

std::shared_ptr<const UserDirectory> users(const std::string& name, const std::string& password) {
  std::vector<User> list;
  list.push_back({.name = name, .password = StoredPassword::fromClear(password)});
  return std::make_shared<UserDirectory>(std::move(list));
}

struct Tenant {
  explicit Tenant(PasswordVerifier::Options options = {}) : verifier(clock, options) {
    verifier.setUsers(users("alice", "secret"));
  }
  FakeClock clock;
  PasswordVerifier verifier;
};

TEST(PasswordVerifier, KnowsTheRightPassword) {
  Tenant tenant;

  const auto user = tenant.verifier.verify(basic("alice", "secret"));

  ASSERT_TRUE(user);
  EXPECT_EQ((*user)->name, "alice");
}

TEST(PasswordVerifier, RefusesARequestWithoutCredentials) {
  Tenant tenant;

  const auto user = tenant.verifier.verify("");

  ASSERT_FALSE(user);
  EXPECT_EQ(user.error().code, "AUTH-002");
}

TEST(PasswordVerifier, RefusesAWrongPasswordAndAnUnknownUserWithTheSameWords) {
  Tenant tenant;

  const auto wrong = tenant.verifier.verify(basic("alice", "guess"));
  const auto unknown = tenant.verifier.verify(basic("mallory", "secret"));

  ASSERT_FALSE(wrong);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(wrong.error().code, "AUTH-001");
  EXPECT_EQ(wrong.error().text, unknown.error().text);
}

TEST(PasswordVerifier, RemembersARightHeader) {
  Tenant tenant;
  EXPECT_EQ(tenant.verifier.remembered(basic("alice", "secret")), nullptr);

  ASSERT_TRUE(tenant.verifier.verify(basic("alice", "secret")));

  const auto user = tenant.verifier.remembered(basic("alice", "secret"));
  ASSERT_NE(user, nullptr);
  EXPECT_EQ(user->name, "alice");
}

TEST(PasswordVerifier, NeverRemembersAWrongHeader) {
  Tenant tenant;

  ASSERT_FALSE(tenant.verifier.verify(basic("alice", "guess")));

  EXPECT_EQ(tenant.verifier.remembered(basic("alice", "guess")), nullptr);
}

// P-AUTH-004
TEST(PasswordVerifier, ForgetsAfterItsTime) {
  Tenant tenant({.remember_for = std::chrono::minutes(5)});
  ASSERT_TRUE(tenant.verifier.verify(basic("alice", "secret")));

  tenant.clock.pass(std::chrono::minutes(5) - std::chrono::milliseconds(1));
  EXPECT_NE(tenant.verifier.remembered(basic("alice", "secret")), nullptr);
  tenant.clock.pass(std::chrono::milliseconds(1));

  EXPECT_EQ(tenant.verifier.remembered(basic("alice", "secret")), nullptr);
}

TEST(PasswordVerifier, ForgetsAtAnyChangeOfTheUsers) {
  Tenant tenant;
  ASSERT_TRUE(tenant.verifier.verify(basic("alice", "secret")));

  tenant.verifier.setUsers(users("alice", "changed"));

  EXPECT_EQ(tenant.verifier.remembered(basic("alice", "secret")), nullptr);
  EXPECT_FALSE(tenant.verifier.verify(basic("alice", "secret")));
  EXPECT_TRUE(tenant.verifier.verify(basic("alice", "changed")));
}

TEST(PasswordVerifier, ForgetsNothingWhenTheUsersAreTheSame) {
  Tenant tenant;
  const auto same = users("alice", "secret");
  tenant.verifier.setUsers(same);
  ASSERT_TRUE(tenant.verifier.verify(basic("alice", "secret")));

  tenant.verifier.setUsers(same);

  EXPECT_NE(tenant.verifier.remembered(basic("alice", "secret")), nullptr);
}

TEST(PasswordVerifier, RemembersNoMoreThanItsCapacity) {
  Tenant tenant({.capacity = 1});
  // The same credentials in as many headers as there are spellings of the scheme.
  const std::vector<std::string> schemes{"Basic", "basic", "BASIC", "bASIC", "baSIC", "basIC", "basiC", "BAsic"};
  for (const auto& scheme : schemes) {
    ASSERT_TRUE(tenant.verifier.verify(scheme + ' ' + base64Encode("alice:secret")));
  }
  // One for each of the 16 shards at most: the last verified is always among them.
  EXPECT_NE(tenant.verifier.remembered("BAsic " + base64Encode("alice:secret")), nullptr);
}

TEST(PasswordVerifier, KnowsOneUserFromManyThreads) {
  Tenant tenant({.parallel_checks = 1});
  std::atomic<int> right = 0;

  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { right += tenant.verifier.verify(basic("alice", "secret")).has_value() ? 1 : 0; });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(right, 8);
}

}  // namespace
}  // namespace iflowsim
