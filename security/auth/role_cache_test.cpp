#include "security/auth/role_cache.h"

#include <gtest/gtest.h>

#include "tests/support/manual_clock.h"

namespace iflowsim {
namespace {

std::shared_ptr<const User> caller(const std::string& name, std::vector<std::string> roles) {
  return std::make_shared<const User>(User{.name = name, .roles = std::move(roles)});
}

// P-AUTH-041
TEST(RoleCache, KeepsTheRolesOfACallerForItsTime) {
  ManualClock clock;
  RoleCache cache(clock, {.lifetime = std::chrono::hours(1)});
  cache.held(caller("shop", {"Orders.send"}));

  clock.advance(std::chrono::minutes(59));
  EXPECT_TRUE(cache.held(caller("shop", {}))->owns("Orders.send"));
  clock.advance(std::chrono::minutes(1));

  EXPECT_FALSE(cache.held(caller("shop", {}))->owns("Orders.send"));
}

TEST(RoleCache, KeepsCallersApart) {
  ManualClock clock;
  RoleCache cache(clock, {});
  cache.held(caller("shop", {"Orders.send"}));

  EXPECT_FALSE(cache.held(caller("other", {}))->owns("Orders.send"));
}

TEST(RoleCache, IsBounded) {
  ManualClock clock;
  RoleCache cache(clock, {.capacity = 1});
  cache.held(caller("shop", {"Orders.send"}));

  cache.held(caller("other", {}));

  EXPECT_FALSE(cache.held(caller("shop", {}))->owns("Orders.send"));
}

}  // namespace
}  // namespace iflowsim
