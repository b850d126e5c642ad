#include "adapters/idoc/archive_key.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

// P-IDOC-006
TEST(ArchiveKey, HoldsTheMessageId) {
  const ArchiveKey key = readArchiveKey(" urn:sap.com:msgid=00163E0B1B3C1EDA9B8E0123456789AB ");

  EXPECT_EQ(key.message_id, "00163E0B1B3C1EDA9B8E0123456789AB");
  EXPECT_EQ(key.queue, "");
}

// P-IDOC-007
TEST(ArchiveKey, HoldsTheQueueOfMessagesInOrder) {
  for (const char* text : {"urn:sap.com:msgid=1&urn:sap.com:queueid=ORDERS", "URN:SAP.COM:MSGID=1;queueId=ORDERS"}) {
    const ArchiveKey key = readArchiveKey(text);

    EXPECT_EQ(key.message_id, "1") << text;
    EXPECT_EQ(key.queue, "ORDERS") << text;
  }
}

TEST(ArchiveKey, IsEmptyInTextsOfAnotherForm) {
  for (const char* text : {"", "0000000012345", "msgid", "urn:other:msgid=1"}) {
    EXPECT_EQ(readArchiveKey(text).message_id, "") << text;
  }
}

TEST(ArchiveKey, IsReadAsItIsWritten) {
  EXPECT_EQ(writeArchiveKey("4711"), "urn:sap.com:msgid=4711");
  EXPECT_EQ(readArchiveKey(writeArchiveKey("4711")).message_id, "4711");
}

}  // namespace
}  // namespace iflowsim
