#include "values/value_mapping_xml.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

constexpr const char* kCountries = R"(<?xml version="1.0" encoding="UTF-8"?>
<vm version="2.0">
  <group id="1"><entry><agency>ERP</agency><schema>Country</schema><value>DE</value></entry>
    <entry isDefault="true"><agency>Shop</agency><schema>Land</schema><value>Germany &amp; co</value></entry></group>
  <group id="2"><entry><agency>ERP</agency><schema>Country</schema><value> </value></entry></group>
</vm>)";

TEST(ValueMappingXml, HasGroupsOfEntries) {
  const auto groups = readValueMapping(kCountries);

  ASSERT_TRUE(groups) << groups.error().message;
  ASSERT_EQ(groups->size(), 2U);
  ASSERT_EQ((*groups)[0].size(), 2U);
  EXPECT_EQ((*groups)[0][0].term.agency, "ERP");
  EXPECT_EQ((*groups)[0][0].term.identifier, "Country");
  EXPECT_FALSE((*groups)[0][0].is_default);
  EXPECT_EQ((*groups)[0][1].value, "Germany & co");
  EXPECT_TRUE((*groups)[0][1].is_default);
}

TEST(ValueMappingXml, KeepsAValueThatIsOneBlank) {
  const auto groups = readValueMapping(kCountries);

  ASSERT_TRUE(groups);
  EXPECT_EQ(groups->at(1).at(0).value, " ");
}

TEST(ValueMappingXml, NamesTheLineOfAnEntryWithoutSchema) {
  const auto groups = readValueMapping("<vm>\n<group>\n<entry><agency>A</agency><value>1</value></entry></group></vm>");

  ASSERT_FALSE(groups);
  EXPECT_EQ(groups.error().code, "VALUES-008");
  EXPECT_EQ(groups.error().place.line, 3);
  EXPECT_EQ(groups.error().message, "An entry has no schema.");
}

TEST(ValueMappingXml, RefusesOtherXml) {
  const auto groups = readValueMapping("<mapping/>");

  ASSERT_FALSE(groups);
  EXPECT_EQ(groups.error().code, "VALUES-008");
}

TEST(ValueMappingXml, RefusesEntities) {
  const auto groups = readValueMapping("<!DOCTYPE vm [<!ENTITY a 'b'>]><vm>&a;</vm>");

  ASSERT_FALSE(groups);
  EXPECT_EQ(groups.error().code, "XML-002");
}

}  // namespace
}  // namespace iflowsim
