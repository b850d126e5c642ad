#include "security/auth/token_request.h"

#include <gtest/gtest.h>

#include "runtime/base/base64.h"

namespace iflowsim {
namespace {

constexpr const char* kGrant = "grant_type=client_credentials";

std::string basic(const std::string& text) {
  return "Basic " + base64Encode(text);
}

/// `<grant> <id>:<secret> ...`, or the error.
std::string readingOf(const TokenRequestText& request) {
  const auto grant = readTokenRequest(request);
  if (!grant) return grant.error().code;
  std::string text = grant->grant_type;
  for (const auto& client : grant->clients) text += ' ' + client.id + ':' + client.secret.value_or("(none)");
  return text;
}

// P-TOKEN-002
TEST(TokenRequest, IsReadInEveryShapeThatClientsSend) {
  EXPECT_EQ(readingOf({.query = {}, .body = kGrant, .authorization = basic("id:secret")}),
            "client_credentials id:secret");
  EXPECT_EQ(readingOf({.query = kGrant, .body = {}, .authorization = basic("id:secret")}),
            "client_credentials id:secret");
  const std::string all = std::string(kGrant) + "&client_id=id&client_secret=secret";
  EXPECT_EQ(readingOf({.query = all, .body = {}, .authorization = {}}), "client_credentials id:secret");
  EXPECT_EQ(readingOf({.query = {}, .body = all, .authorization = {}}), "client_credentials id:secret");
  EXPECT_EQ(readingOf({.query = {}, .body = std::string(kGrant) + "&client_id=id", .authorization = {}}),
            "client_credentials id:(none)");
}

// P-TOKEN-003
TEST(TokenRequest, TakesBasicCredentialsRawAndFormEncoded) {
  EXPECT_EQ(readingOf({.query = kGrant, .body = {}, .authorization = basic("sb-x%21b1:sec%241%3D")}),
            "client_credentials sb-x%21b1:sec%241%3D sb-x!b1:sec$1=");
  EXPECT_EQ(readingOf({.query = kGrant, .body = {}, .authorization = basic("sb-x!b1:sec$1=")}),
            "client_credentials sb-x!b1:sec$1=");
}

TEST(TokenRequest, DecodesItsParameters) {
  EXPECT_EQ(readingOf({.query = {}, .body = "client_id=sb-x%21b1%7Cit&client_secret=a+b%2B", .authorization = {}}),
            " sb-x!b1|it:a b+");
}

TEST(TokenRequest, TakesAClientIdThatTheHeaderNamesToo) {
  EXPECT_EQ(readingOf({.query = {}, .body = "client_id=id", .authorization = basic("id:secret")}), " id:secret");
  EXPECT_EQ(readingOf({.query = {}, .body = "client_id=a!b", .authorization = basic("a%21b:s")}), " a%21b:s a!b:s");
}

TEST(TokenRequest, NamesNoClientWithoutOne) {
  EXPECT_EQ(readingOf({.query = kGrant, .body = {}, .authorization = {}}), "client_credentials");
  EXPECT_EQ(readingOf({.query = "client_secret=x", .body = {}, .authorization = {}}), "");
  EXPECT_EQ(readingOf({.query = "client_id=", .body = "&&=&", .authorization = {}}), "");
}

TEST(TokenRequest, IsRefusedWhenItContradictsItself) {
  EXPECT_EQ(readingOf({.query = "client_id=a", .body = "client_id=b", .authorization = {}}), "TOKEN-020");
  EXPECT_EQ(readingOf({.query = "client_id=a&client_id=b", .body = {}, .authorization = {}}), "TOKEN-020");
  EXPECT_EQ(readingOf({.query = "client_id=a", .body = {}, .authorization = basic("b:s")}), "TOKEN-020");
  EXPECT_EQ(readingOf({.query = kGrant, .body = kGrant, .authorization = {}}), "client_credentials");
}

TEST(TokenRequest, IsRefusedWithAHeaderThatIsNotBasic) {
  for (const std::string& header : std::vector<std::string>{"Bearer abc", "Basic", "Basic !",
                                                            "Basic " + base64Encode("id"), basic(":secret"), "x"}) {
    EXPECT_EQ(readingOf({.query = kGrant, .body = {}, .authorization = header}), "TOKEN-021") << header;
  }
}

}  // namespace
}  // namespace iflowsim
