#include "adapters/shared/wss/time_stamp.h"

#include <gtest/gtest.h>

#include "adapters/shared/wss/wss_testkit.h"

namespace iflowsim {
namespace {

using namespace wss;
using namespace std::chrono_literals;

const std::string kStart = "Client: WS-Security: ";

/// Alice's message, opened after that time.
std::string openedAfter(std::chrono::milliseconds time) {
  Partners partners;
  const std::string message = protectMessage(orderEnvelope(), signedBy(), partners.alice, partners.clock);
  partners.clock.advance(time);
  return opened(message, partners);
}

// P-WSS-004
TEST(TimeStamp, HoldsForFiveMinutes) {
  EXPECT_TRUE(openedAfter(299s).starts_with("signer: "));
  EXPECT_EQ(openedAfter(300s), kStart +
                                   "the message has expired, 2024-01-01T00:05:00Z (the time of the tenant is "
                                   "2024-01-01T00:05:00Z). Send the message anew.");
}

TEST(TimeStamp, MayBeAMinuteAhead) {
  EXPECT_TRUE(openedAfter(-60s).starts_with("signer: "));
  EXPECT_EQ(openedAfter(-61s), kStart +
                                   "the time stamp is from the future, created 2024-01-01T00:00:00Z (the time of "
                                   "the tenant is 2023-12-31T23:58:59Z). Set the clock of the sender.");
}

TEST(TimeStamp, MayBeOldWhenItIsNotChecked) {
  Partners partners;
  const std::string message = protectMessage(orderEnvelope(), signedBy(), partners.alice, partners.clock);
  partners.clock.advance(1h);

  EXPECT_TRUE(opened(message, partners, {.check_time_stamp = false}).starts_with("signer: "));
}

TEST(TimeStamp, HasToBeThere) {
  const Partners partners;
  WssProtection protection = signedBy();
  protection.time_stamp = false;

  const std::string message = protectMessage(orderEnvelope(), protection, partners.alice, partners.clock);

  EXPECT_EQ(opened(message, partners), kStart + "the Security header has no Timestamp. Send one.");
  EXPECT_TRUE(opened(message, partners, {.check_time_stamp = false}).starts_with("signer: "));
}

/// An unsigned message with that content of its Timestamp.
std::string openedWith(const std::string& content) {
  const Partners partners;
  const std::string message = protectMessage(orderEnvelope(), {}, partners.alice, partners.clock);
  return opened(replaced(message, between(message, "<wsu:Created>", "</wsu:Expires>"), content), partners,
                {.signature = false});
}

TEST(TimeStamp, NeedsNoEnd) {
  EXPECT_TRUE(openedWith("<wsu:Created>2024-01-01T01:00:00.123456+01:00</wsu:Created>").starts_with("signer: ;"));
}

TEST(TimeStamp, IsOldAfterFiveMinutesWhateverItsEnd) {
  EXPECT_EQ(
      openedWith("<wsu:Created>2023-12-31T23:54:59Z</wsu:Created><wsu:Expires>2025-01-01T00:00:00Z</wsu:Expires>"),
      kStart +
          "the time stamp is older than five minutes, created 2023-12-31T23:54:59Z (the time of the tenant is "
          "2024-01-01T00:00:00Z). Send the message anew.");
}

TEST(TimeStamp, NeedsATimeThatCanBeRead) {
  EXPECT_EQ(openedWith(""), kStart + "the element 'Timestamp' has no 'Created'. Add it.");
  EXPECT_EQ(openedWith("<wsu:Created>today</wsu:Created>"),
            kStart + "the time 'today' in the element 'Created' cannot be read. Write it as '2026-11-28T08:00:00Z'.");
}

}  // namespace
}  // namespace iflowsim
