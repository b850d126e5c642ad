#include "iflows/model/row_table.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(RowTable, ReadsCellsByIdAndByPlace) {
  const auto rows =
      readRowTable("<row><cell id='Name'>a</cell><cell id=\"Value\">&lt;b/&gt;</cell></row><row><cell>x</cell></row>");

  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ((*rows)[0].cell("Value"), "<b/>");
  EXPECT_EQ((*rows)[1].cell(0), "x");
  EXPECT_EQ((*rows)[1].cell(7), "");
}

TEST(RowTable, HasNoRowsWhenTheValueIsEmpty) {
  EXPECT_TRUE(readRowTable(" ")->empty());
}

TEST(RowTable, KeepsACellOfOneBlank) {
  const auto rows = readRowTable("<row><cell id='Value'> </cell></row>");

  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->front().cell("Value"), " ");
}

TEST(RowTable, SaysWhenTheTextIsNoXml) {
  EXPECT_EQ(readRowTable("<row><cell>").error().code, "TABLE-001");
}

}  // namespace
}  // namespace iflowsim
