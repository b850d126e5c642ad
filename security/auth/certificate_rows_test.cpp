#include "security/auth/certificate_rows.h"

#include <gtest/gtest.h>

#include "security/auth/inbound_testkit.h"

namespace iflowsim {
namespace {

bool matches(const std::string& subject, const std::string& issuer) {
  return matchesRow(*makeClient("good"), {{"CN=else", "CN=else"}, {subject, issuer}}, false);
}

constexpr const char* kName = "CN=good, O=Company, C=DE";

TEST(CertificateRows, MatchAnyRow) {
  EXPECT_TRUE(matches(kName, kName));
}

// P-AUTH-038
TEST(CertificateRows, IgnoreBlanksAroundSeparatorsAndTheCaseOfTypes) {
  EXPECT_TRUE(matches("cn=good,o=Company,c=DE", "CN = good ,  O=Company,C=DE"));
}

// P-AUTH-039
TEST(CertificateRows, CompareValuesExactly) {
  EXPECT_FALSE(matches("CN=Good, O=Company, C=DE", kName));
  EXPECT_FALSE(matches("CN=good, C=DE", kName));
  EXPECT_FALSE(matches(kName, "CN=other, O=Company, C=DE"));
}

TEST(CertificateRows, NeverMatchWhatIsNoName) {
  EXPECT_FALSE(matches("", ""));
  EXPECT_FALSE(matches("*", "*"));
  EXPECT_FALSE(matches(std::string("CN=good\0, O=Company, C=DE", 25), kName));
}

}  // namespace
}  // namespace iflowsim
