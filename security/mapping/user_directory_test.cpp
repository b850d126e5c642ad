#include "security/mapping/user_directory.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

// P-AUTH-001
TEST(SatisfiesRole, ComparesTheDefaultRoleWithoutRegardToCase) {
  EXPECT_TRUE(satisfiesRole("ESBmessaging.send", "ESBMessaging.send"));
  EXPECT_TRUE(satisfiesRole("ESBMessaging.send", "esbmessaging.SEND"));
}

// P-AUTH-002
TEST(SatisfiesRole, ComparesOtherRolesExactly) {
  EXPECT_TRUE(satisfiesRole("Orders.send", "Orders.send"));
  EXPECT_FALSE(satisfiesRole("orders.send", "Orders.send"));
}

// P-AUTH-003
TEST(SatisfiesRole, KeepsTheDefaultRoleAndCustomRolesApart) {
  EXPECT_FALSE(satisfiesRole("ESBMessaging.send", "Orders.send"));
  EXPECT_FALSE(satisfiesRole("Orders.send", "ESBMessaging.send"));
}

TEST(UserDirectory, FindsUsersByExactName) {
  const UserDirectory directory({User{.name = "alice"}, User{.name = "bob"}});

  ASSERT_NE(directory.find("alice"), nullptr);
  EXPECT_EQ(directory.find("alice")->name, "alice");
  EXPECT_EQ(directory.find("Alice"), nullptr);
  EXPECT_EQ(directory.find(""), nullptr);
}

}  // namespace
}  // namespace iflowsim
