#include "lab/stubs/stub_cookies.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

CookieJar jarOf(const std::string& set_cookie, const std::string& host = "api.host.example") {
  CookieJar jar;
  keepCookies(jar, {{"Set-Cookie", set_cookie}}, host);
  return jar;
}

TEST(StubCookies, AreSentToTheHostAndBelowThePath) {
  const CookieJar jar = jarOf("a=1; Path=/sap");

  EXPECT_EQ(cookieHeader(jar, "api.host.example", "/sap/x"), "a=1");
  EXPECT_EQ(cookieHeader(jar, "api.host.example", "/sapphire"), "");
  EXPECT_EQ(cookieHeader(jar, "host.example", "/sap"), "");
}

TEST(StubCookies, AreSentToTheDomainTheyName) {
  const CookieJar jar = jarOf("a=1; Domain=host.example");

  EXPECT_EQ(cookieHeader(jar, "other.host.example", "/"), "a=1");
  EXPECT_EQ(cookieHeader(jar, "nothost.example", "/"), "");
}

TEST(StubCookies, ReplaceOneAnotherAndExpire) {
  CookieJar jar = jarOf("a=1");
  keepCookies(jar, {{"set-cookie", "a=2"}, {"Set-Cookie", "b=3"}}, "api.host.example");
  EXPECT_EQ(cookieHeader(jar, "api.host.example", "/"), "a=2; b=3");

  keepCookies(jar, {{"Set-Cookie", "a=; Max-Age=0"}}, "api.host.example");

  EXPECT_EQ(cookieHeader(jar, "api.host.example", "/"), "b=3");
}

TEST(StubCookies, UnderstandLinesOfRealCalls) {
  const CookieJar jar{{"#HttpOnly_api.host.example\tFALSE\t/\tTRUE\t0\ta\t1"}};

  EXPECT_EQ(cookieHeader(jar, "api.host.example", "/"), "a=1");
}

}  // namespace
}  // namespace iflowsim
