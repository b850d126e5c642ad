#include "runtime/base/ids.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(MessageId, StartsWithTheSecondItWasMadeIn) {
  const TimePoint now{std::chrono::seconds{0x58A0B0C0}};

  const std::string id = makeMessageId(now);

  EXPECT_EQ(id.substr(0, 6), "AFigsM");
  EXPECT_TRUE(isMessageId(id));
}

TEST(MessageId, NeverRepeats) {
  const TimePoint now{};

  EXPECT_NE(makeMessageId(now), makeMessageId(now));
}

TEST(MessageId, RefusesOtherForms) {
  EXPECT_FALSE(isMessageId("short"));
  EXPECT_FALSE(isMessageId("AFigsM+/AAAAAAAAAAAAAAAAAAAA"));
}

TEST(ExchangeId, HasTheFormOfCamel3) {
  const std::string id = makeExchangeId();

  ASSERT_EQ(id.size(), 33U);
  EXPECT_EQ(id[16], '-');
}

TEST(Uuid, IsOfVersionFour) {
  EXPECT_EQ(makeUuid()[14], '4');
}

}  // namespace
}  // namespace iflowsim
