#include <atomic>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/expression/expression_testing.h"

namespace iflowsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kOrder =
    "<o:Order xmlns:o='urn:o' xmlns:u='urn:unused'><Id a='1'>7</Id><Item><Price>3.5</Price></Item>"
    "<Item><Price>4</Price></Item><Empty/><o:Sub>s</o:Sub></o:Order>";

struct Case {
  const char* text;
  const char* result;
};

class XPath : public ::testing::TestWithParam<Case>, protected ExpressionTesting {
 protected:
  void SetUp() override {
    scope().namespaces = {{"p", "urn:o"}, {"q", "urn:q"}};
    exchange().headers().set("limit", Value("3.7"));
    exchange().properties().set("limit", Value("99"));
    exchange().properties().set("flag", Value(true));
    exchange().properties().set("five", Value(5));
    body(kOrder);
  }
};

TEST_P(XPath, GivesItsText) {
  EXPECT_EQ(xpath(GetParam().text).toText(), GetParam().result);
}

// P-EXPR-020, P-EXPR-021
INSTANTIATE_TEST_SUITE_P(
    Text, XPath,
    ::testing::Values(Case{"/p:Order/Id", "7"}, Case{"/p:Order/Id/text()", "7"}, Case{"//Price", "3.5"},
                      Case{"//Id/@a", "1"}, Case{"//p:Sub", "s"}, Case{"//Sub", ""}, Case{"//q:Sub", ""},
                      Case{"count(//Item)", "2"}, Case{"sum(//Price)", "7.5"}, Case{"number('x')", "NaN"},
                      Case{"-1 div 0", "-Infinity"}, Case{"boolean(//Empty)", "true"}, Case{"concat('a', //Id)", "a7"},
                      Case{"/p:Order/Id/", "7"}, Case{" /p:Order/Id// ", "7"}, Case{"local-name(/*)", "Order"},
                      Case{"namespace-uri(/*)", "urn:o"}, Case{"//Absent", ""},
                      Case{"//*[local-name()='Sub']/text()", "s"}, Case{"//Item[Price > $limit]/Price", "4"},
                      Case{"string($limit)", "3.7"}, Case{"$five + 1", "6"}, Case{"$flag", "true"},
                      Case{"string($nothing)", ""}, Case{"normalize-space((//Id[1] | //Empty[1])/text())", "7"},
                      Case{"//Item[last()]/Price", "4"}));

// P-EXPR-024
TEST_F(XPath, GivesTypedValues) {
  EXPECT_EQ(xpath("count(//Item)"), Value(2));
  EXPECT_EQ(xpath("sum(//Price)"), Value(7.5));
  EXPECT_EQ(xpath("true()"), Value(true));
  EXPECT_EQ(xpath("'x'"), Value("x"));
  EXPECT_EQ(xpath("//Id").className(), "org.w3c.dom.NodeList");
}

std::string xmlOf(const Value& value) {
  const auto* object = value.as<std::shared_ptr<const OpaqueValue>>();
  return dynamic_cast<const XmlNodes&>(**object).toXml();
}

TEST_F(XPath, WritesNodesOneAfterTheOtherWithTheNamespacesTheyNeed) {
  EXPECT_EQ(xmlOf(xpath("//Item")), "<Item><Price>3.5</Price></Item><Item><Price>4</Price></Item>");
  EXPECT_EQ(xmlOf(xpath("//p:Sub")), "<o:Sub xmlns:o=\"urn:o\">s</o:Sub>");
  EXPECT_EQ(xmlOf(xpath("//Price/text()")), "3.54");
  EXPECT_EQ(xmlOf(xpath("//Id/@a")), "1");
  EXPECT_THAT(xmlOf(xpath("/")), HasSubstr("<o:Order"));
  EXPECT_EQ(xmlOf(xpath("//Absent")), "");
}

TEST_F(XPath, TellsTheTextOfEachNode) {
  const Value prices = xpath("//Price");

  const auto* object = prices.as<std::shared_ptr<const OpaqueValue>>();
  EXPECT_THAT(dynamic_cast<const XmlNodes&>(**object).texts(), ElementsAre("3.5", "4"));
}

TEST_F(XPath, KeepsNodesWhenTheBodyIsReplaced) {
  const Value nodes = xpath("//Item");

  body("<other/>");

  EXPECT_EQ(nodes.toText(), "3.5");
}

TEST_F(XPath, TakesNodesFromAVariable) {
  exchange().properties().set("items", xpath("//Item"));

  EXPECT_EQ(xpath("count($items)"), Value(2));
  EXPECT_EQ(xpath("$items[2]/Price").toText(), "4");
}

// P-EXPR-025
TEST_F(XPath, AssemblesAnExpressionWithFunctions) {
  exchange().properties().set("path", Value("Item/Price"));

  EXPECT_EQ(xpath("//${property.path}").toText(), "3.5");
}

TEST_F(XPath, FailsWhenAnAssembledExpressionIsNone) {
  exchange().properties().set("path", Value("Item["));

  EXPECT_THROW(xpath("//${property.path}"), FlowError);
}

TEST_F(XPath, IsAConditionByItsBooleanValue) {
  EXPECT_TRUE(xpathHolds("//Id"));
  EXPECT_FALSE(xpathHolds("//Absent"));
  EXPECT_TRUE(xpathHolds("//Id = 7"));
  EXPECT_TRUE(xpathHolds("//Item/Price >3"));
  EXPECT_FALSE(xpathHolds("$nothing = \"0\""));
  EXPECT_TRUE(xpathHolds("count(//Item) >= 1"));
}

TEST_F(XPath, FailsOnABodyThatIsNoXml) {
  body("{}");

  EXPECT_THROW(xpath("//Id"), FlowError);
  EXPECT_THROW(xpathHolds("//Id"), FlowError);
}

TEST_F(XPath, ReportsWhatFailsWhileItRuns) {
  try {
    xpath("count('x')");
    FAIL() << "nothing thrown";
  } catch (const FlowError& error) {
    EXPECT_THAT(error.describe(),
                StartsWith("javax.xml.xpath.XPathExpressionException: The XPath 'count('x')' cannot be evaluated"));
  }
}

TEST_F(XPath, GivesUpOnEndlessWork) {
  std::string text = "<r>";
  for (int i = 0; i < 3000; ++i) text += "<i/>";
  body(text + "</r>");

  EXPECT_THROW(xpath("count(//i[count(//i[count(//i) > 0]) > 0])"), FlowError);
}

class XPathError : public XPath {};

TEST_P(XPathError, NamesCodeAndRemedy) {
  EXPECT_THAT(xpathError(GetParam().text), StartsWith(GetParam().result));
}

// P-EXPR-023
INSTANTIATE_TEST_SUITE_P(
    Syntax, XPathError,
    ::testing::Values(Case{"//Item[", "XPATH-001: The XPath '//Item[' is wrong at position"},
                      Case{"", "XPATH-001: The XPath is empty."}, Case{"//a = 'x", "XPATH-001: "},
                      Case{"//x:Item",
                           "XPATH-003: The XPath '//x:Item' uses the prefix 'x', which has no namespace. Add "
                           "xmlns:x=<namespace>"},
                      Case{"//x:*", "XPATH-003: "}, Case{"//@x:a", "XPATH-003: "},
                      Case{"cont(//a)",
                           "XPATH-004: The XPath 'cont(//a)' calls the function 'cont', which XPath does "
                           "not have. Did you mean 'count'?"}));

class XPathVersion : public XPath {};

// P-EXPR-022
TEST_P(XPathVersion, IsToldByTheFeatureThatNeedsIt) {
  EXPECT_EQ(xpathError(GetParam().text),
            "XPATH-002: The XPath '" + std::string(GetParam().text) + "' uses " + GetParam().result +
                ", which needs XPath 2.0 or later, which this version does not have. Write it with XPath 1.0, or use a "
                "script.");
}

INSTANTIATE_TEST_SUITE_P(Features, XPathVersion,
                         ::testing::Values(Case{"//*:Id", "the wildcard prefix '*:Id'"},
                                           Case{"if (//a) then 1 else 2", "'if (..) then .. else ..'"},
                                           Case{"replace(//a, 'x', 'y')", "the function 'replace'"},
                                           Case{"/a/count(b) = 0", "the function 'count' as a path step"},
                                           Case{"//a[b eq 'c']", "the operator 'eq'"},
                                           Case{"//a ne 'false'", "the operator 'ne'"},
                                           Case{"for $x in //a return $x", "the expression 'for $x ..'"},
                                           Case{"some $x in //a satisfies $x = 1", "the expression 'some $x ..'"},
                                           Case{"(1, 2)", "a sequence '(a, b)'"}, Case{"()", "the empty sequence '()'"},
                                           Case{"'a' || 'b'", "the operator '||'"}, Case{"1 to 3", "the operator 'to'"},
                                           Case{"/a/(b | c)", "a parenthesis as a path step"},
                                           Case{"xs:integer('1')", "the function 'xs:integer'"},
                                           Case{"//a ! name()", "the operator '!'"},
                                           Case{"1 (: one :)", "a comment '(: .. :)'"}));

class XPathOne : public XPath {};

TEST_P(XPathOne, IsNotTakenForALaterVersion) {
  EXPECT_EQ(xpathError(GetParam().text), GetParam().result);
}

INSTANTIATE_TEST_SUITE_P(Lookalikes, XPathOne,
                         ::testing::Values(Case{"//if", ""}, Case{"/eq/to[is = 'x']", ""}, Case{"//replace", ""},
                                           Case{"//p:*", ""}, Case{"a div b * c mod 2", ""}, Case{"div div div", ""},
                                           Case{"//a[. != 'x, (y)']", ""}, Case{"(//a | //b)/c", ""},
                                           Case{"child::p:Order/descendant-or-self::node()", ""},
                                           Case{"/node()/MessageHeader[1 = last()]", ""},
                                           Case{"translate((//a | //b), 'A', 'a')", ""}, Case{"@xml:lang", ""},
                                           Case{"processing-instruction('x')", ""}, Case{"1.5 > .5", ""},
                                           Case{"//root/Records/Status != \"Not Created\"", ""}, Case{"* * *", ""}));

TEST(XPathThreads, ShareOneCompiledExpression) {
  ExpressionTesting testing;
  testing.scope().namespaces = {{"p", "urn:o"}};
  const ExpressionPtr shared =
      testing.language("xpath").compile("count(/p:Order/Item[Price > $limit])", testing.scope()).value();
  std::atomic<int> wrong = 0;

  std::vector<std::thread> threads;
  for (int limit = 0; limit < 4; ++limit) {
    threads.emplace_back([&shared, &wrong, limit] {
      ExpressionTesting mine;
      mine.body(kOrder);
      mine.exchange().headers().set("limit", Value(limit + 1));
      const Value expected(limit + 1 <= 3 ? 2 : 0);
      for (int i = 0; i < 2000; ++i) {
        if (!(shared->evaluate(mine.exchange()) == expected)) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace iflowsim
