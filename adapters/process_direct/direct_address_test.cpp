#include "adapters/process_direct/direct_address.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

// P-PDIR-001
TEST(DirectAddress, MayLeaveOutTheLeadingSlash) {
  EXPECT_EQ(parseDirectAddress("/orders").value(), "/orders");
  EXPECT_EQ(parseDirectAddress("orders").value(), "/orders");
}

// P-PDIR-002
TEST(DirectAddress, MayHoldLettersDigitsUnderscoresHyphensAndSlashes) {
  EXPECT_EQ(parseDirectAddress("/tpm/pre-processing/_base_/01a").value(), "/tpm/pre-processing/_base_/01a");
}

TEST(DirectAddress, IsRefusedWhenEmpty) {
  for (const char* text : {"", "/", "  "}) {
    const auto address = parseDirectAddress(text);

    ASSERT_FALSE(address.has_value());
    EXPECT_EQ(address.error().code, "DIRECT-001");
    EXPECT_EQ(address.error().text, "The channel has no address.");
  }
}

// P-PDIR-002
TEST(DirectAddress, IsRefusedWithAnotherCharacter) {
  const auto address = parseDirectAddress("<Process Direct address>");

  ASSERT_FALSE(address.has_value());
  EXPECT_EQ(address.error().code, "DIRECT-002");
  EXPECT_EQ(address.error().text,
            "Address '<Process Direct address>' contains '<', which is not allowed in an address.");
}

}  // namespace
}  // namespace iflowsim
