#include "security/front/address_list.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(AddressList, HoldsAddressesAndNetworks) {
  const auto list = AddressList::parse({"192.0.2.7", "10.0.0.0/8", "172.16.0.0/12", "::1", "fd00::/7"});
  ASSERT_TRUE(list);

  for (const char* inside :
       {"192.0.2.7", "10.255.0.1", "172.31.255.255", "::1", "fc00::1", "fdff::2", "::ffff:192.0.2.7"}) {
    EXPECT_TRUE(list->contains(inside)) << inside;
  }
  for (const char* outside : {"192.0.2.8", "11.0.0.1", "172.32.0.0", "::2", "fe00::1", "", "localhost", "10.0.0"}) {
    EXPECT_FALSE(list->contains(outside)) << outside;
  }
}

TEST(AddressList, HoldsEverythingOfAFamilyForANetworkOfNoBits) {
  const auto list = AddressList::parse({"0.0.0.0/0"});

  EXPECT_TRUE(list->contains("203.0.113.1"));
  EXPECT_FALSE(list->contains("2001:db8::1"));
}

TEST(AddressList, HoldsNothingWhenEmpty) {
  EXPECT_FALSE(AddressList().contains("127.0.0.1"));
  EXPECT_FALSE(AddressList::parse({})->contains("127.0.0.1"));
}

TEST(AddressList, NamesAnEntryThatIsNoAddress) {
  for (const char* wrong : {"proxy.example.org", "10.0.0.0/33", "10.0.0.0/", "::1/129", "10.0.0.0/-1", ""}) {
    const auto list = AddressList::parse({"127.0.0.1", wrong});

    ASSERT_FALSE(list) << wrong;
    EXPECT_EQ(list.error().code, "FRONT-003");
    EXPECT_NE(list.error().text.find("'" + std::string(wrong) + "'"), std::string::npos);
  }
}

}  // namespace
}  // namespace iflowsim
