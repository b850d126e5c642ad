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

TEST(MessageId, HasASiblingOfTheSameSecond) {
  const std::string id = makeMessageId(TimePoint{std::chrono::seconds{0x58A0B0C0}});

  const std::string sibling = makeSiblingId(id);

  EXPECT_TRUE(isMessageId(sibling));
  EXPECT_EQ(sibling.substr(0, 8), id.substr(0, 8));
  EXPECT_NE(sibling, id);
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

TEST(ExchangeId, CountsBehindTheDigitsOfThisProgram) {
  const std::string first = makeExchangeId();

  const std::string second = makeExchangeId();

  EXPECT_EQ(second.substr(0, 17), first.substr(0, 17));
  EXPECT_EQ(std::stoull(second.substr(17), nullptr, 16), std::stoull(first.substr(17), nullptr, 16) + 1);
}

TEST(Uuid, IsOfVersionFour) {
  const std::string uuid = makeUuid();

  ASSERT_EQ(uuid.size(), 36U);
  EXPECT_EQ(uuid[14], '4');
  for (const std::size_t place : {8U, 13U, 18U, 23U}) EXPECT_EQ(uuid[place], '-');
}

}  // namespace
}  // namespace iflowsim
