#include "adapters/https/https_address.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

class HttpsAddressGood : public testing::TestWithParam<const char*> {};

// P-HTTPS-004
TEST_P(HttpsAddressGood, IsAccepted) {
  const auto address = parseHttpsAddress(GetParam());

  ASSERT_TRUE(address.has_value()) << address.error().text;
  EXPECT_FALSE(address->wildcard);
  EXPECT_EQ(address->endpoint().path, std::string("/http") + GetParam());
  EXPECT_FALSE(address->endpoint().prefix);
}

INSTANTIATE_TEST_SUITE_P(Addresses, HttpsAddressGood,
                         testing::Values("/orders", "/Orders_1/x.y-z", "/$meta", "/a~b", "/a/~b", "/a/.well", "/9"));

struct BadAddress {
  const char* text;
  const char* code;
  const char* message;
};

class HttpsAddressBad : public testing::TestWithParam<BadAddress> {};

// P-HTTPS-004
TEST_P(HttpsAddressBad, IsRefusedWithTheRuleItBreaks) {
  const auto address = parseHttpsAddress(GetParam().text);

  ASSERT_FALSE(address.has_value());
  EXPECT_EQ(address.error().code, GetParam().code);
  EXPECT_EQ(address.error().text, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Addresses, HttpsAddressBad,
    testing::Values(
        BadAddress{"", "HTTPS-001", "The channel has no address."},
        BadAddress{"orders", "HTTPS-001", "Address 'orders' is not '/' followed by at least one more character."},
        BadAddress{"/", "HTTPS-001", "Address '/' is not '/' followed by at least one more character."},
        BadAddress{"/a b", "HTTPS-002", "Address '/a b' contains ' ', which is not allowed in an address."},
        BadAddress{"/<HTTP Address>", "HTTPS-002",
                   "Address '/<HTTP Address>' contains '<', which is not allowed in an address."},
        BadAddress{"/.a", "HTTPS-003",
                   "Address '/.a' is not allowed: it must not begin with '.', '-' or '~' behind the first '/'."},
        BadAddress{"/-a", "HTTPS-003",
                   "Address '/-a' is not allowed: it must not begin with '.', '-' or '~' behind the first '/'."},
        BadAddress{"/~a", "HTTPS-003",
                   "Address '/~a' is not allowed: it must not begin with '.', '-' or '~' behind the first '/'."},
        BadAddress{"/a$", "HTTPS-003", "Address '/a$' is not allowed: '$' may only follow the first '/' directly."},
        BadAddress{"/a*", "HTTPS-003",
                   "Address '/a*' is not allowed: '*' may only be the last character and must directly follow a '/'."},
        BadAddress{
            "/*/a", "HTTPS-003",
            "Address '/*/a' is not allowed: '*' may only be the last character and must directly follow a '/'."}));

// P-HTTPS-005
TEST(HttpsAddress, ServesEverythingBelowAWildcard) {
  const auto address = parseHttpsAddress("/Customer/*");

  ASSERT_TRUE(address.has_value());
  EXPECT_TRUE(address->wildcard);
  EXPECT_EQ(address->endpoint().path, "/http/Customer");
  EXPECT_TRUE(address->endpoint().prefix);
  EXPECT_FALSE(address->endpoint().shareable);
}

// P-HTTPS-006
TEST(HttpsAddress, GivesTheDynamicRestOfARequestPath) {
  const HttpsAddress address = *parseHttpsAddress("/myEndpoint/*");

  EXPECT_EQ(address.rest("/http/myEndpoint/abc/def"), "abc/def");
  EXPECT_EQ(address.rest("/http/MYENDPOINT/abc%20d/"), "abc%20d/");
  EXPECT_EQ(address.rest("/http/my%45ndpoint/abc"), "abc");
  EXPECT_EQ(address.rest("/http/myEndpoint"), "");
}

}  // namespace
}  // namespace iflowsim
