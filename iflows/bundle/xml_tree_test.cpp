#include "iflows/bundle/xml_tree.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(XmlTree, ResolvesNamespacesAndKeepsPlaces) {
  const auto root =
      readXml("\xEF\xBB\xBF<p:a xmlns:p='one' xmlns='two'>\r\n<b p:k='v' id='i'/>\r\n<p:c xmlns:p='three'/></p:a>", {});

  ASSERT_TRUE(root) << root.error().message;
  EXPECT_EQ(root->name, "a");
  EXPECT_EQ(root->space, "one");
  ASSERT_EQ(root->children.size(), 2U);
  EXPECT_EQ(root->children[0].space, "two");
  EXPECT_EQ(root->children[0].attribute("k"), "v");
  EXPECT_EQ(root->children[0].place.line, 2);
  EXPECT_EQ(root->children[1].space, "three");
  EXPECT_EQ(root->children[1].place.line, 3);
  EXPECT_EQ(root->child("c"), &root->children[1]);
  EXPECT_EQ(root->child("d"), nullptr);
}

TEST(XmlTree, KeepsTextAsItWasMeant) {
  const auto root = readXml(
      "<a><k> </k><k>&lt;row&gt;&#13;\r\n x &amp;amp; y</k><k><![CDATA[ <b> </b> ]]></k><k>1<!-- c "
      "-->2</k><k>&unknown;</k></a>",
      {});

  ASSERT_TRUE(root) << root.error().message;
  EXPECT_EQ(root->children[0].text, " ");
  EXPECT_EQ(root->children[1].text, "<row>\r\n x &amp; y");
  EXPECT_EQ(root->children[2].text, " <b> </b> ");
  EXPECT_EQ(root->children[3].text, "12");
  EXPECT_EQ(root->children[4].text, "&unknown;");
}

TEST(XmlTree, PassesOnWhatTheScanAndTheParserRefuse) {
  EXPECT_EQ(readXml("<!DOCTYPE a><a/>", {}).error().code, "XML-002");
  EXPECT_EQ(readXml("<a b=c/>", {}).error().code, "XML-001");
  EXPECT_EQ(readXml("<a>&#x110000;</a>", {}).error().code, "XML-001");
}

}  // namespace
}  // namespace iflowsim
