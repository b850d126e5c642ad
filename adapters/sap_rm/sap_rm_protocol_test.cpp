#include "adapters/sap_rm/sap_rm_protocol.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

std::vector<SoapHeader> idBlock(const std::string& id) {
  return {readSoapHeader("<n:messageId xmlns:n=\"http://www.sap.com/webas/640/soap/features/messageId/\">" + id +
                         "</n:messageId>")};
}

// P-SAPRM-001
TEST(SapRmProtocol, ReadsIdQualityAndQueueFromTheQuery) {
  const auto call =
      readSapRmCall({}, "sap-client=100&MessageId=e0fb%2D1&QualityOfService=ExactlyOnceInOrder&QueueId=Q1");

  ASSERT_TRUE(call.has_value());
  EXPECT_EQ(call->message_id, "e0fb-1");
  EXPECT_EQ(call->quality, "ExactlyOnceInOrder");
  EXPECT_EQ(call->queue, "Q1");
}

// P-SAPRM-001
TEST(SapRmProtocol, ReadsTheIdFromItsHeaderBlockFirst) {
  EXPECT_EQ(readSapRmCall(idBlock("uuid:e0fb-2"), "MessageId=e0fb-1")->message_id, "e0fb-2");
  EXPECT_EQ(readSapRmCall(idBlock(" urn:uuid:e0fb-2 "), "")->message_id, "e0fb-2");
}

// P-SAPRM-002
TEST(SapRmProtocol, InfersTheQualityFromQueueAndId) {
  EXPECT_EQ(readSapRmCall({}, "MessageId=1&QueueId=Q1")->quality, "ExactlyOnceInOrder");
  EXPECT_EQ(readSapRmCall({}, "MessageId=1")->quality, "ExactlyOnce");
  EXPECT_EQ(readSapRmCall(idBlock("1"), "")->quality, "ExactlyOnce");
  EXPECT_EQ(readSapRmCall({}, "")->quality, "");
}

// P-SAPRM-003
TEST(SapRmProtocol, RefusesInOrderWithoutAQueueAndUnknownQualities) {
  const auto without_queue = readSapRmCall({}, "MessageId=1&QualityOfService=ExactlyOnceInOrder");
  const auto unknown = readSapRmCall({}, "QualityOfService=Twice");

  ASSERT_FALSE(without_queue.has_value());
  EXPECT_EQ(without_queue.error().reason,
            "QualityOfService ExactlyOnceInOrder needs a queue. Send the parameter QueueId too.");
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().reason,
            "QualityOfService 'Twice' is not known. Send ExactlyOnce, or ExactlyOnceInOrder with a QueueId.");
}

TEST(SapRmProtocol, SetsOnlyTheHeadersThatTheCallerGave) {
  Headers headers;

  setSapRmHeaders({.message_id = "e0fb-1", .quality = "ExactlyOnce"}, headers);

  EXPECT_EQ(headers.text("SapMessageId"), "e0fb-1");
  EXPECT_EQ(headers.text("SapMessageIdEx"), "e0fb-1");
  EXPECT_EQ(headers.text("SapPlainSoapQoS"), "ExactlyOnce");
  EXPECT_FALSE(headers.contains("SapPlainSoapQueueId"));
}

TEST(SapRmProtocol, TakesTheBlockOfTheIdOutOfTheHeaders) {
  std::vector<SoapHeader> headers = idBlock("1");
  headers.push_back(readSoapHeader("<t:other xmlns:t=\"urn:t\"/>"));

  removeMessageIdBlock(headers);

  ASSERT_EQ(headers.size(), 1U);
  EXPECT_EQ(headers[0].name, "other");
}

// P-SAPRM-010
TEST(SapRmProtocol, WritesItsParametersBehindThoseOfTheAddress) {
  EXPECT_EQ(withSapRmParameters("https://h/a", {.message_id = "e0fb-1"}), "https://h/a?MessageId=e0fb-1");
  EXPECT_EQ(withSapRmParameters("https://h/a?sap-client=100",
                                {.message_id = "e0fb-1", .quality = "ExactlyOnceInOrder", .queue = "Q 1"}),
            "https://h/a?sap-client=100&MessageId=e0fb-1&QualityOfService=ExactlyOnceInOrder&QueueId=Q%201");
}

}  // namespace
}  // namespace iflowsim
