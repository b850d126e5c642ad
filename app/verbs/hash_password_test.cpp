#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/verbs/verbs_testkit.h"
#include "security/mapping/stored_password.h"

namespace iflowsim {
namespace {

TEST(HashPasswordVerb, PrintsAHashThatMatchesTheFirstLine) {
  const Ran ran = runVerb({"hash-password"}, "open sesame\nignored");

  ASSERT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out.find("sesame"), std::string::npos);
  const auto stored = StoredPassword::fromHash(ran.out.substr(0, ran.out.size() - 1));
  ASSERT_TRUE(stored);
  EXPECT_TRUE(stored->matches("open sesame"));
}

TEST(HashPasswordVerb, PrintsJson) {
  const auto json = nlohmann::json::parse(runVerb({"hash-password", "--json"}, "x\n").out);

  EXPECT_TRUE(json["password_hash"].get<std::string>().starts_with("$argon2id$"));
}

TEST(HashPasswordVerb, RefusesAnEmptyPassword) {
  const Ran ran = runVerb({"hash-password"}, "\n");

  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(ran.err.starts_with("error PASSWORD-002 "));
}

TEST(HashPasswordVerb, TakesNoPasswordAsArgument) {
  EXPECT_EQ(runVerb({"hash-password", "secret"}).code, 2);
}

}  // namespace
}  // namespace iflowsim
