#include "adapters/idoc/idoc_assigns.h"

#include <gtest/gtest.h>
#include <libxml/tree.h>

#include "runtime/message/xml_document.h"

namespace iflowsim {
namespace {

std::optional<IdocResponse> readText(const std::string& xml) {
  const auto document = XmlDocument::parse(xml);
  return readIdocResponse(xmlDocGetRootElement(document.value().native()));
}

// P-IDOC-008
TEST(IdocResponse, IsWrittenAsObserved) {
  EXPECT_EQ(
      writeIdocResponse({"EXCHANGE_RATE01", {{"0000000000160815", "0000000000160816"}}}, kIdocNamespace),
      R"(<EXCHANGE_RATE01Response xmlns="urn:sap-com:document:sap:idoc:soap:messages"><IdocAssign>)"
      "<TransferId>0000000000160815</TransferId><DbId>0000000000160816</DbId></IdocAssign></EXCHANGE_RATE01Response>");
}

TEST(IdocResponse, EscapesWhatItIsGiven) {
  EXPECT_EQ(writeIdocResponse({"O", {{"<1>", "&"}}}, "urn:a&b"),
            "<OResponse xmlns=\"urn:a&amp;b\"><IdocAssign><TransferId>&lt;1&gt;</TransferId><DbId>&amp;</DbId>"
            "</IdocAssign></OResponse>");
}

// P-IDOC-027
TEST(IdocResponse, IsReadWithAllItsAssigns) {
  const auto response = readText(
      "<n:ORDERS05Response xmlns:n='urn:n'><n:IdocAssign><n:TransferId> 1 </n:TransferId><n:DbId>2</n:DbId>"
      "</n:IdocAssign><IdocAssign><TransferId>3</TransferId></IdocAssign><other/></n:ORDERS05Response>");

  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->type, "ORDERS05");
  ASSERT_EQ(response->assigns.size(), 2U);
  EXPECT_EQ(response->assigns[0].transfer_id, "1");
  EXPECT_EQ(response->assigns[0].db_id, "2");
  EXPECT_EQ(response->assigns[1].transfer_id, "3");
  EXPECT_EQ(response->assigns[1].db_id, "");
}

TEST(IdocResponse, IsNoOtherElement) {
  EXPECT_FALSE(readText("<ORDERS05/>").has_value());
}

}  // namespace
}  // namespace iflowsim
