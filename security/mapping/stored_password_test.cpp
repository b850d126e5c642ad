#include "security/mapping/stored_password.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(StoredPassword, FromAHashMatchesOnlyThatPassword) {
  const auto password = StoredPassword::fromHash(hashPassword("open sesame"));

  ASSERT_TRUE(password);
  EXPECT_TRUE(password->matches("open sesame"));
  EXPECT_FALSE(password->matches("open Sesame"));
  EXPECT_FALSE(password->matches(""));
}

TEST(StoredPassword, FromClearTextMatchesOnlyThatPassword) {
  const auto password = StoredPassword::fromClear("open sesame");

  EXPECT_TRUE(password.matches("open sesame"));
  EXPECT_FALSE(password.matches("open sesame "));
  EXPECT_FALSE(password.matches(""));
}

TEST(StoredPassword, MatchesNothingWhenThereIsNone) {
  EXPECT_FALSE(StoredPassword().matches(""));
  EXPECT_FALSE(StoredPassword().matches("guess"));
}

TEST(StoredPassword, RefusesATextThatIsNoArgon2idHash) {
  for (const char* text : {"", "secret", "$2b$12$abcdefghijklmnopqrstuv", "$argon2id$", "$argon2id$v=19$m=1"}) {
    const auto password = StoredPassword::fromHash(text);

    ASSERT_FALSE(password) << text;
    EXPECT_EQ(password.error().code, "PASSWORD-001");
  }
}

TEST(HashPassword, SaltsEveryHash) {
  EXPECT_NE(hashPassword("same"), hashPassword("same"));
}

}  // namespace
}  // namespace iflowsim
