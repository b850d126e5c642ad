#include "security/auth/csrf_guard.h"

#include <gtest/gtest.h>

#include "runtime/base/text.h"
#include "tests/support/manual_clock.h"

namespace iflowsim {
namespace {

HttpRequest request(const std::string& method, const HttpHeaders& headers) {
  return {.method = method, .path = "/http/orders", .headers = headers};
}

/// `a=1; b=2` of the cookies a reply sets.
std::string cookiesOf(const HttpReply& reply) {
  std::vector<std::string> cookies;
  for (const auto& [name, value] : reply.headers) {
    if (name == "Set-Cookie") cookies.push_back(value.substr(0, value.find(';')));
  }
  return join(cookies, "; ");
}

class CsrfGuardTest : public ::testing::Test {
 protected:
  HttpRequest modifying(const HttpReply& fetched) const {
    return request(
        "POST", {{"x-csrf-token", std::string(fetched.headers.get("X-CSRF-Token"))}, {"Cookie", cookiesOf(fetched)}});
  }

  ManualClock clock;
  CsrfGuard guard{clock, {}};
};

// P-CSRF-001
TEST_F(CsrfGuardTest, TakesAReadingCallWithFetchForARequestForAToken) {
  EXPECT_TRUE(CsrfGuard::isFetch(request("GET", {{"X-CSRF-Token", "Fetch"}})));
  EXPECT_TRUE(CsrfGuard::isFetch(request("HEAD", {{"x-csrf-token", "fetch"}})));
  EXPECT_FALSE(CsrfGuard::isFetch(request("POST", {{"X-CSRF-Token", "Fetch"}})));
  EXPECT_FALSE(CsrfGuard::isFetch(request("GET", {})));
}

// P-CSRF-002
TEST_F(CsrfGuardTest, GivesATokenWithThreeCookies) {
  const HttpReply reply = guard.fetched();

  EXPECT_EQ(reply.status, 200);
  EXPECT_GE(reply.headers.get("X-CSRF-Token").size(), 32U);
  EXPECT_EQ(split(cookiesOf(reply), ';').size(), 3U);
}

// P-CSRF-003
TEST_F(CsrfGuardTest, LetsAModifyingCallWithTokenAndCookiesPass) {
  EXPECT_TRUE(guard.lets(modifying(guard.fetched())));
}

TEST_F(CsrfGuardTest, LetsReadingCallsPassWithoutAToken) {
  EXPECT_TRUE(guard.lets(request("GET", {})));
  EXPECT_TRUE(guard.lets(request("HEAD", {})));
}

TEST_F(CsrfGuardTest, RefusesAModifyingCallThatLacksTokenOrCookie) {
  const HttpReply fetched = guard.fetched();

  EXPECT_FALSE(guard.lets(request("POST", {})));
  EXPECT_FALSE(guard.lets(request("PUT", {{"Cookie", cookiesOf(fetched)}})));
  EXPECT_FALSE(guard.lets(request("DELETE", {{"X-CSRF-Token", std::string(fetched.headers.get("X-CSRF-Token"))}})));
}

TEST_F(CsrfGuardTest, RefusesTheTokenOfAnotherSession) {
  const HttpReply mine = guard.fetched();
  const HttpReply other = guard.fetched();

  EXPECT_FALSE(guard.lets(request(
      "POST", {{"X-CSRF-Token", std::string(other.headers.get("X-CSRF-Token"))}, {"Cookie", cookiesOf(mine)}})));
}

// P-CSRF-004
TEST_F(CsrfGuardTest, RefusesATokenAfterItsTime) {
  const HttpReply fetched = guard.fetched();

  clock.advance(std::chrono::minutes(30));

  EXPECT_FALSE(guard.lets(modifying(fetched)));
}

TEST_F(CsrfGuardTest, RefusesASessionWhoseEndWasChangedByTheCaller) {
  const HttpReply fetched = guard.fetched();
  const std::string cookies = cookiesOf(fetched);
  const std::string longer = replaceAll(cookies, ".", ".9");

  EXPECT_FALSE(guard.lets(
      request("POST", {{"X-CSRF-Token", std::string(fetched.headers.get("X-CSRF-Token"))}, {"Cookie", longer}})));
}

TEST_F(CsrfGuardTest, RefusesATokenOfAnotherServer) {
  const CsrfGuard other(clock, {});

  EXPECT_FALSE(guard.lets(modifying(other.fetched())));
}

// P-CSRF-005
TEST_F(CsrfGuardTest, AsksForATokenInThePageOfTheProduct) {
  const HttpReply reply = guard.refusal();

  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(reply.headers.get("X-CSRF-Token"), "required");
  EXPECT_EQ(split(cookiesOf(reply), ';').size(), 3U);
  EXPECT_NE(reply.body.text().find("HTTP Status 403"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
