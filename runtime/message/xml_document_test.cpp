#include "runtime/message/xml_document.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

constexpr const char* kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string nested(int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += "<a>";
  for (int i = 0; i < depth; ++i) text += "</a>";
  return text;
}

TEST(XmlDocument, IsWrittenAsUtf8WithADeclaration) {
  const auto document = XmlDocument::parse("<a b='1'>x</a>");

  ASSERT_TRUE(document);
  EXPECT_EQ(document->serialize(), std::string(kDeclaration) + "<a b=\"1\">x</a>");
}

TEST(XmlDocument, ReadsTheEncodingOfItsDeclaration) {
  const auto document = XmlDocument::parse("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>");

  ASSERT_TRUE(document);
  EXPECT_EQ(document->serialize(), std::string(kDeclaration) + "<a>\xC3\xA9</a>");
}

TEST(XmlDocument, ReadsEncodingsOfTwoBytes) {
  std::string bytes;
  for (const char c : std::string("<?xml version='1.0' encoding='UTF-16'?><a>x</a>")) bytes.append({c, '\0'});

  const auto document = XmlDocument::parse(bytes);

  ASSERT_TRUE(document);
  EXPECT_EQ(document->serialize(), std::string(kDeclaration) + "<a>x</a>");
}

TEST(XmlDocument, ReportsTheColumnOfAnEndThatCameTooEarly) {
  const auto document = XmlDocument::parse("<a><b>x</b>");

  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().text.find("lineNumber: 1; columnNumber: 12; "), 0U) << document.error().text;
}

TEST(XmlDocument, ReportsLineAndColumnOfWhatIsNotWellFormed) {
  const auto document = XmlDocument::parse("<a>\n  <b>\n</a>");

  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, "XML-001");
  EXPECT_EQ(document.error().text.find("lineNumber: 3; columnNumber: "), 0U) << document.error().text;
}

TEST(XmlDocument, KeepsWhatFollowsItsRoot) {
  const auto document = XmlDocument::parse("<a/><!--own--><?p i?>\n");

  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->serialize(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a/>\n<!--own-->\n<?p i?>");
}

TEST(XmlDocument, IsNotEndedByAnythingButItsOwnText) {
  for (const char* text : {"<a", "<a>", "<a><b/>", "<a/><", "<a/><!", "<a/><!-", "<a/><!--", "<a/><!-- x",
                           "<a/><!-- x -", "<a/><!-- x --", "<a/><?p", "<a/>x", "<a><![CDATA[x", "<a><!-- </a>"}) {
    EXPECT_FALSE(XmlDocument::parse(text).has_value()) << text;
  }
}

TEST(XmlDocument, SaysThatAnEmptyTextEndsTooEarly) {
  const auto document = XmlDocument::parse("");

  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, "XML-001");
  EXPECT_EQ(document.error().text, "Premature end of file.");
}

TEST(XmlDocument, RefusesDeeperNestingThanTheLimit) {
  EXPECT_TRUE(XmlDocument::parse(nested(3), {.max_depth = 3}));

  const auto document = XmlDocument::parse(nested(4), {.max_depth = 3});

  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, "XML-003");
  EXPECT_EQ(document.error().text, "The document is nested deeper than 3 elements.");
}

TEST(XmlDocument, IsNestedUpTo512ElementsDeep) {
  EXPECT_TRUE(XmlDocument::parse(nested(512)));
  EXPECT_EQ(XmlDocument::parse(nested(513)).error().text, "The document is nested deeper than 512 elements.");
  EXPECT_EQ(XmlDocument::parse(nested(100'000)).error().code, "XML-003");
}

TEST(XmlDocument, HoldsTextsOfMoreThanTenMegabytes) {
  EXPECT_TRUE(XmlDocument::parse("<a>" + std::string(11'000'000, 'x') + "</a>"));
}

TEST(XmlDocument, RefusesADoctypeWhereItIsNotAllowed) {
  const auto document = XmlDocument::parse("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", {.doctype = false});

  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, "XML-004");
  EXPECT_EQ(document.error().text, "The document has a DOCTYPE, which is not allowed here.");
  EXPECT_TRUE(XmlDocument::parse("<a/>", {.doctype = false}));
}

TEST(XmlDocument, BoundsTheAmplificationOfEntities) {
  std::string text = "<!DOCTYPE a [<!ENTITY e0 'xxxxxxxxxxxxxxxx'>";
  for (int i = 1; i < 10; ++i) {
    text += "<!ENTITY e" + std::to_string(i) + " '";
    for (int k = 0; k < 16; ++k) text += "&e" + std::to_string(i - 1) + ";";
    text += "'>";
  }

  EXPECT_FALSE(XmlDocument::parse(text + "]><a k='&e9;'/>"));
}

TEST(XmlDocument, ReadsAGoodDocumentAfterABadOne) {
  ASSERT_FALSE(XmlDocument::parse(nested(4), {.max_depth = 3}));
  ASSERT_FALSE(XmlDocument::parse("<a>"));

  EXPECT_TRUE(XmlDocument::parse("<a/>"));
}

TEST(XmlDocument, NeverLoadsExternalEntities) {
  const testing::TemporaryFolder folder;
  const auto secret = folder.write("secret.txt", "the secret");

  const auto document =
      XmlDocument::parse("<!DOCTYPE a [<!ENTITY x SYSTEM \"file://" + secret.string() + "\">]><a>&x;</a>");

  if (document) {
    EXPECT_EQ(document->serialize().find("the secret"), std::string::npos);
  }
}

TEST(XmlDocument, IsSharedByItsCopies) {
  const XmlDocument document = XmlDocument::parse("<a/>").value();
  const XmlDocument copy = document;

  EXPECT_EQ(copy.native(), document.native());
}

TEST(XmlDocument, StaysReadableWhenItsThreadHasMetManyOtherNames) {
  const auto first = XmlDocument::parse("<first><inner>text</inner></first>");
  ASSERT_TRUE(first);

  for (int i = 0; i < 10'000; ++i) {
    const std::string name = "n" + std::to_string(i);
    ASSERT_TRUE(XmlDocument::parse("<" + name + "/>"));
  }

  EXPECT_EQ(first->serialize(), std::string(kDeclaration) + "<first><inner>text</inner></first>");
}

}  // namespace
}  // namespace iflowsim
