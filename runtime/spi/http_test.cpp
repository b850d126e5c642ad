#include "runtime/spi/http.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(HttpHeaders, FindNamesWithoutRegardToCase) {
  HttpHeaders headers{{"Content-Type", "text/plain"}};

  EXPECT_EQ(headers.get("content-type"), "text/plain");
  EXPECT_EQ(headers.find("accept"), nullptr);
}

TEST(HostName, IsWithoutPortAndBrackets) {
  EXPECT_EQ(hostName("localhost:8443"), "localhost");
  EXPECT_EQ(hostName("localhost"), "localhost");
  EXPECT_EQ(hostName("[::1]:8443"), "::1");
  EXPECT_EQ(hostName("[::1]"), "::1");
  EXPECT_EQ(hostName(""), "");
}

TEST(HostName, IsTheWholeTextWhereBracketsAreMisused) {
  EXPECT_EQ(hostName("[::1].evil.example"), "[::1].evil.example");
  EXPECT_EQ(hostName("[::1"), "[::1");
}

TEST(Loopback, IsEveryAddressOfThisMachine) {
  for (const char* own : {"127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"}) EXPECT_TRUE(isLoopback(own)) << own;
  for (const char* other : {"192.0.2.7", "::2", "", "localhost"}) EXPECT_FALSE(isLoopback(other)) << other;
}

TEST(PercentDecode, KeepsMalformedEscapes) {
  EXPECT_EQ(percentDecode("a%20b%2"), "a b%2");
  EXPECT_EQ(percentDecode("%41%zz"), "A%zz");
  EXPECT_EQ(percentDecode("a+b", true), "a b");
}

TEST(PercentEncode, IsUndoneByDecoding) {
  EXPECT_EQ(percentEncode("a b/ü", "/"), "a%20b/%C3%BC");
  EXPECT_EQ(percentDecode(percentEncode("a b&c=%")), "a b&c=%");
}

}  // namespace
}  // namespace iflowsim
