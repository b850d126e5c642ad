#include "runtime/spi/http_token.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(HttpToken, IsOfLettersDigitsAndFewMarks) {
  EXPECT_TRUE(isHttpToken("Content-Type"));
  EXPECT_TRUE(isHttpToken("x!#$%&'*+-.^_`|~9"));
  for (const char* text : {"", "Bad Name", "Bad:Name", "B\xC3\xA4", "Bad\n"}) EXPECT_FALSE(isHttpToken(text)) << text;
}

}  // namespace
}  // namespace iflowsim
