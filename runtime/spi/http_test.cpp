#include "runtime/spi/http.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(HttpHeaders, FindNamesWithoutRegardToCase) {
  HttpHeaders headers{{"Content-Type", "text/plain"}};

  EXPECT_EQ(headers.get("content-type"), "text/plain");
  EXPECT_EQ(headers.find("accept"), nullptr);
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
