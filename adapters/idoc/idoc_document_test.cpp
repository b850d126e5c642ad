#include "adapters/idoc/idoc_document.h"

#include <gtest/gtest.h>
#include <libxml/tree.h>

#include "adapters/idoc/idoc_testkit.h"
#include "runtime/message/xml_document.h"

namespace iflowsim {
namespace {

tl::expected<IdocDocument, std::string> readText(const std::string& xml) {
  const auto document = XmlDocument::parse(xml);
  return readIdocs(xmlDocGetRootElement(document.value().native()));
}

std::string withKey(const std::string& xml) {
  const auto document = XmlDocument::parse(xml);
  std::string result = withArchiveKey(xmlDocGetRootElement(document.value().native()), "urn:sap.com:msgid=a&b");
  EXPECT_EQ(document->serialize(), XmlDocument::parse(xml)->serialize());
  return result;
}

// P-IDOC-003
TEST(IdocDocument, HasTheTypeOfItsRootAndTheControlRecords) {
  const auto document = readText(orders(idoc("0000000000160815", "<ARCKEY> key </ARCKEY>") + idoc("0000000000160816")));

  ASSERT_TRUE(document.has_value()) << document.error();
  EXPECT_EQ(document->type, "ORDERS05");
  EXPECT_EQ(document->namespace_uri, kMessagesNamespace);
  ASSERT_EQ(document->idocs.size(), 2U);
  EXPECT_EQ(document->idocs[0].transfer_id, "0000000000160815");
  EXPECT_EQ(document->idocs[0].message_type, "ORDERS");
  EXPECT_EQ(document->idocs[0].archive_key, "key");
  EXPECT_EQ(document->idocs[1].transfer_id, "0000000000160816");
  EXPECT_EQ(document->idocs[1].archive_key, "");
}

TEST(IdocDocument, NeedsNoNamespace) {
  const auto document = readText("<ORDERS05>" + idoc("1") + "</ORDERS05>");

  ASSERT_TRUE(document.has_value()) << document.error();
  EXPECT_EQ(document->namespace_uri, "");
}

// P-IDOC-011
TEST(IdocDocument, IsNoneWithoutIdocs) {
  for (const char* xml : {"<order/>", "<order><item/></order>"}) {
    EXPECT_EQ(
        readText(xml).error(),
        "The document 'order' holds no IDoc. Send an element named as the IDoc type with elements IDOC, each with "
        "a control record EDI_DC40.");
  }
}

// P-IDOC-011
TEST(IdocDocument, IsNoneWithoutAControlRecord) {
  EXPECT_EQ(readText("<ORDERS05>" + idoc("1") + "<IDOC BEGIN='1'><E1EDK01/></IDOC></ORDERS05>").error(),
            "IDoc 2 of 'ORDERS05' has no control record. Begin each element IDOC with an element EDI_DC40.");
}

// P-IDOC-010
TEST(IdocDocument, HoldsIdocsOfOneMessageType) {
  EXPECT_EQ(readText(orders(idoc("1") + idoc("2", "", "ORDCHG"))).error(),
            "IDoc 2 has message type 'ORDCHG', the first one 'ORDERS'. Send IDocs of different message types in "
            "messages of their own.");
}

// P-IDOC-023
TEST(ArchiveKeyOfADocument, IsPutBeforeTheFieldBehindIt) {
  EXPECT_EQ(withKey("<O><IDOC><EDI_DC40><DOCNUM>1</DOCNUM><SERIAL>2</SERIAL></EDI_DC40></IDOC></O>"),
            "<O><IDOC><EDI_DC40><DOCNUM>1</DOCNUM><ARCKEY>urn:sap.com:msgid=a&amp;b</ARCKEY><SERIAL>2</SERIAL>"
            "</EDI_DC40></IDOC></O>");
}

// P-IDOC-023
TEST(ArchiveKeyOfADocument, TakesTheNamespaceOfItsRecord) {
  EXPECT_EQ(withKey("<n:O xmlns:n=\"urn:n\"><n:IDOC><n:EDI_DC40><n:DOCNUM>1</n:DOCNUM></n:EDI_DC40></n:IDOC></n:O>"),
            "<n:O xmlns:n=\"urn:n\"><n:IDOC><n:EDI_DC40><n:DOCNUM>1</n:DOCNUM>"
            "<n:ARCKEY>urn:sap.com:msgid=a&amp;b</n:ARCKEY></n:EDI_DC40></n:IDOC></n:O>");
}

// P-IDOC-023
TEST(ArchiveKeyOfADocument, ReplacesTheOneThatIsThere) {
  EXPECT_EQ(withKey("<O a=\"\xC3\xA4\"><IDOC><EDI_DC40><ARCKEY>old</ARCKEY></EDI_DC40></IDOC></O>"),
            "<O a=\"\xC3\xA4\"><IDOC><EDI_DC40><ARCKEY>urn:sap.com:msgid=a&amp;b</ARCKEY></EDI_DC40></IDOC></O>");
}

}  // namespace
}  // namespace iflowsim
