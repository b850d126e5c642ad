#include "runtime/message/xml_element.h"

#include <string>

#include <gtest/gtest.h>
#include <libxml/tree.h>

#include "runtime/message/xml_document.h"

namespace iflowsim {
namespace {

/// The first element inside the root.
std::string firstChild(const std::string& xml) {
  const XmlDocument document = XmlDocument::parse(xml).value();
  return elementText(xmlFirstElementChild(xmlDocGetRootElement(document.native())));
}

TEST(ElementText, DeclaresTheNamespacesOfTheElementsAroundItAfterItsOwn) {
  EXPECT_EQ(firstChild("<e:a xmlns:e='urn:e' xmlns:unused='urn:u'><m:b xmlns:m='urn:m' k='v'><c/></m:b></e:a>"),
            R"(<m:b xmlns:m="urn:m" xmlns:e="urn:e" xmlns:unused="urn:u" k="v"><c/></m:b>)");
}

TEST(ElementText, DeclaresNoPrefixTwice) {
  EXPECT_EQ(firstChild("<p:a xmlns:p='urn:outer'><p:b xmlns:p='urn:inner'/></p:a>"), R"(<p:b xmlns:p="urn:inner"/>)");
}

TEST(ElementText, KeepsTheDefaultNamespaceOfTheElementsAround) {
  EXPECT_EQ(firstChild("<a xmlns='urn:a'><b/></a>"), R"(<b xmlns="urn:a"/>)");
  EXPECT_EQ(firstChild("<a xmlns='urn:a'><b xmlns=''/></a>"), R"(<b xmlns=""/>)");
}

TEST(ElementText, LeavesBlanksAndCharactersAsTheyAre) {
  EXPECT_EQ(firstChild("<a><b>\n  \xC3\xA9 &lt;&amp; <c> </c>\n</b></a>"), "<b>\n  \xC3\xA9 &lt;&amp; <c> </c>\n</b>");
}

TEST(ElementText, EscapesWhatANamespaceNameMayHold) {
  const std::string text = firstChild("<a xmlns:p='urn:&lt;&amp;&quot;'><p:b/></a>");

  EXPECT_EQ(text, "<p:b xmlns:p=\"urn:&lt;&#38;&quot;\"/>");
  EXPECT_TRUE(XmlDocument::parse(text));
}

TEST(ElementText, WritesEveryKindOfNode) {
  EXPECT_EQ(
      firstChild("<a><b k=\"1&lt;&quot;&#10;&#9;'\xC3\xA9\"><!--c--><?pi some?><?bare?>&#13;&gt;<![CDATA[<]]><c/>t"
                 "</b>x</a>"),
      "<b k=\"1&lt;&quot;&#10;&#9;'\xC3\xA9\"><!--c--><?pi some?><?bare?>&#13;&gt;&lt;<c/>t</b>");
}

TEST(ElementText, IsAsDeepAsTheDocument) {
  std::string inner;
  for (int i = 0; i < 500; ++i) inner += "<b>";
  for (int i = 0; i < 500; ++i) inner.append("x</b>");

  EXPECT_EQ(firstChild("<a>" + inner + "</a>"), inner);
}

TEST(ElementText, KeepsReferencesToEntities) {
  const XmlDocument document = XmlDocument::parse("<!DOCTYPE a [<!ENTITY e 'x'>]><a><b k='1&e;'>&e;</b></a>").value();

  EXPECT_EQ(elementText(xmlFirstElementChild(xmlDocGetRootElement(document.native()))), "<b k=\"1&e;\">&e;</b>");
}

TEST(ElementText, LeavesTheDocumentAsItIs) {
  const XmlDocument document = XmlDocument::parse("<a xmlns:p='urn:p'><b/></a>").value();
  const std::string before = document.serialize();

  elementText(xmlFirstElementChild(xmlDocGetRootElement(document.native())));

  EXPECT_EQ(document.serialize(), before);
}

TEST(ContentText, IsWhatStandsBetweenTheTags) {
  const XmlDocument document = XmlDocument::parse("<a>x<b>y</b> &amp;</a>").value();

  EXPECT_EQ(contentText(xmlDocGetRootElement(document.native())), "x<b>y</b> &amp;");
}

TEST(MakeRoot, KeepsTheElementAsItsTextSaysAndFreesTheRest) {
  const auto document = XmlDocument::parse(
      "<?before?><e xmlns='urn:e' xmlns:a='urn:a' xmlns:b='urn:a'><a:x b:n='1'><y "
      "xmlns=''><b:z/></y></a:x><other/></e>");
  xmlNodePtr element = xmlDocGetRootElement(document->native())->children;
  const std::string text = elementText(element);

  makeRoot(element);

  EXPECT_EQ(xmlDocGetRootElement(document->native()), element);
  EXPECT_EQ(element->next, nullptr);
  EXPECT_EQ(element->prev, nullptr);
  EXPECT_EQ(elementText(element), text);
  EXPECT_EQ(text, "<a:x xmlns=\"urn:e\" xmlns:a=\"urn:a\" xmlns:b=\"urn:a\" b:n=\"1\"><y xmlns=\"\"><b:z/></y></a:x>");
}

}  // namespace
}  // namespace iflowsim
