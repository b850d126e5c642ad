#include "security/auth/basic_credentials.h"

#include <gtest/gtest.h>

#include "runtime/base/base64.h"

namespace iflowsim {
namespace {

TEST(BasicCredentials, EndTheUserAtTheFirstColon) {
  const auto credentials = readBasicCredentials("Basic " + base64Encode("alice:a:b"));

  ASSERT_TRUE(credentials);
  EXPECT_EQ(credentials->user, "alice");
  EXPECT_EQ(credentials->password, "a:b");
}

TEST(BasicCredentials, TakeTheSchemeInAnyCase) {
  EXPECT_TRUE(readBasicCredentials("bAsIc " + base64Encode("alice:secret")));
}

TEST(BasicCredentials, AreAbsentInOtherAndMalformedHeaders) {
  for (const std::string& header :
       {std::string(), std::string("Basic"), std::string("Basic "), std::string("Basic !!!"),
        "Bearer " + base64Encode("alice:secret"), "Basic " + base64Encode("alice"), "Basic " + base64Encode(":secret"),
        "Basically " + base64Encode("alice:secret")}) {
    EXPECT_FALSE(readBasicCredentials(header)) << header;
  }
}

}  // namespace
}  // namespace iflowsim
