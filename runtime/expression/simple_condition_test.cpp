#include "runtime/expression/simple_condition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/expression/expression_testing.h"

namespace iflowsim {
namespace {

using ::testing::StartsWith;

struct Case {
  const char* text;
  bool holds;
};

class SimpleCondition : public ::testing::TestWithParam<Case>, protected ExpressionTesting {
 protected:
  void SetUp() override {
    exchange().headers().set("code", Value("200"));
    exchange().headers().set("type", Value("application/edi-X12"));
    exchange().headers().set("padded", Value("0200"));
    exchange().headers().set("ratio", Value("10.5"));
    exchange().headers().set("empty", Value(""));
    exchange().properties().set("flag", Value(true));
    exchange().properties().set("off", Value("false"));
    exchange().properties().set("count", Value(3));
    exchange().properties().set("half", Value(0.5));
    exchange().properties().set("id", Value("42"));
    exchange().properties().set("path", Value("/revision/42"));
    exchange().properties().set("map", Value::map({{"a.txt", Value("x")}, {"b.txt", Value("y")}}));
    exchange().properties().set("list", Value::list({Value("p"), Value(7)}));
    exchange().properties().set("none", Value::list({}));
    body("<a/>");
  }
};

TEST_P(SimpleCondition, HoldsOrNot) {
  EXPECT_EQ(simpleHolds(GetParam().text), GetParam().holds) << GetParam().text;
}

// P-EXPR-010
INSTANTIATE_TEST_SUITE_P(
    Equality, SimpleCondition,
    ::testing::Values(Case{"${header.code} = '200'", true}, Case{"${header.code} == '200'", true},
                      Case{"${header.code} = 200", true}, Case{"${header.code} != '200'", false},
                      Case{"${header.padded} = '200'", true}, Case{"${property.half} = '0.50'", true},
                      Case{"${property.count} = '3'", true}, Case{"'3' = ${property.count}", true},
                      Case{"${header.type} = 'APPLICATION/EDI-X12'", false},
                      Case{"${header.type} =~ 'APPLICATION/EDI-X12'", true},
                      Case{"${header.type} !=~ 'APPLICATION/EDI-X12'", false}, Case{"${property.flag} = 'true'", true},
                      Case{"${property.flag} = true", true}, Case{"${property.flag} = 'false'", false},
                      Case{"'/revision/${property.id}' = ${property.path}", true},
                      Case{"${property.path} = \"/revision/42\"", true}, Case{"\"it's\" = 'other'", false}));

// P-EXPR-011
INSTANTIATE_TEST_SUITE_P(
    Missing, SimpleCondition,
    ::testing::Values(Case{"${header.absent} = null", true}, Case{"${header.absent} != null", false},
                      Case{"${header.absent} = ''", false}, Case{"${header.absent} != ''", true},
                      Case{"${header.empty} = ''", true}, Case{"${header.empty} = null", false},
                      Case{"${header.absent} < '3'", false}, Case{"${header.absent} <= '3'", false},
                      Case{"${header.absent} > '3'", false}, Case{"'3' >= ${header.absent}", false},
                      Case{"${header.absent} contains 'x'", false}, Case{"${header.absent} not contains 'x'", true},
                      Case{"${header.absent} regex '.*'", false}, Case{"${header.absent} not regex '.*'", true},
                      Case{"${header.absent} in 'a,b'", false}, Case{"${header.absent} not in 'a,b'", true},
                      Case{"${header.absent.trim().length()} = '0'", false}));

INSTANTIATE_TEST_SUITE_P(Order, SimpleCondition,
                         ::testing::Values(Case{"${header.code} > '99'", true}, Case{"${header.code} < '1000'", true},
                                           Case{"${header.code} >= '200'", true},
                                           Case{"${header.code} <= '199'", false}, Case{"${header.ratio} > '9'", true},
                                           Case{"${property.count} > '10'", false}, Case{"'abc' < 'abd'", true},
                                           Case{"'-5' < '3'", true}, Case{"'1-2' < '1-3'", true}));

INSTANTIATE_TEST_SUITE_P(
    Texts, SimpleCondition,
    ::testing::Values(Case{"${header.type} contains 'edi'", true}, Case{"${header.type} contains 'EDI'", false},
                      Case{"${header.type} not contains 'edi'", false}, Case{"${header.type} !contains 'xml'", true},
                      Case{"${header.type} ~~ 'EDI'", true}, Case{"${header.type} !~~ 'EDI'", false},
                      Case{"${header.type} starts with 'app'", true}, Case{"${header.type} startsWith 'edi'", false},
                      Case{"${header.type} !startsWith 'edi'", true}, Case{"${header.type} ends with 'X12'", true},
                      Case{"${header.type} endsWith 'app'", false}, Case{"${header.type} !endsWith 'app'", true},
                      Case{"${header.code} is 'java.lang.String'", true}, Case{"${header.code} is 'Integer'", false},
                      Case{"${property.count} not is 'String'", true}, Case{"${header.code} range '100..200'", true},
                      Case{"${header.code} not range '100..199'", true}));

// P-EXPR-015
INSTANTIATE_TEST_SUITE_P(
    Regex, SimpleCondition,
    ::testing::Values(Case{"${header.code} regex '2.*'", true}, Case{"${header.code} regex '2'", false},
                      Case{"${header.code} not regex '2'", true}, Case{"${header.code} !regex '2..'", false},
                      Case{"'YES' regex '(?i)(Yes|x|true)'", true},
                      Case{"${header.type.toLowerCase()} regex '^application/.*x12'", true},
                      Case{"'a\nb' regex '(?s)a.b'", true}, Case{"'aa' regex \"a{2}\"", true},
                      Case{"'42' regex ${property.id}", true}, Case{"'a1' regex '[\\dA-Za-z]+'", true}));

INSTANTIATE_TEST_SUITE_P(
    Membership, SimpleCondition,
    ::testing::Values(Case{"${header.code} in '100,200'", true}, Case{"${header.code} in '100,300'", false},
                      Case{"${header.code} not in '100,300'", true}, Case{"${header.code} !in '200'", false},
                      Case{"'a.txt' in ${property.map.keySet()}", true}, Case{"'c.txt' in ${property.map}", false},
                      Case{"'7' in ${property.list}", true}, Case{"${property.list} contains 'p'", true},
                      Case{"'a' in ${property.absent}", false}));

// P-EXPR-012
INSTANTIATE_TEST_SUITE_P(LeftToRight, SimpleCondition,
                         ::testing::Values(Case{"'1' = '1' or '1' = '2' and '1' = '3'", false},
                                           Case{"'1' = '2' and '1' = '1' or '1' = '1'", true},
                                           Case{"'1' = '1' and '2' = '2' and '3' = '4'", false},
                                           Case{"'1' = '2' || '2' = '2'", true}, Case{"'1' = '1' && '2' = '3'", false},
                                           Case{"${property.flag} and ${property.off}", false}));

// P-EXPR-013
INSTANTIATE_TEST_SUITE_P(Alone, SimpleCondition,
                         ::testing::Values(Case{"${property.flag}", true}, Case{"${property.off}", false},
                                           Case{"${header.absent}", false}, Case{"${header.empty}", false},
                                           Case{"${header.type}", true}, Case{"${property.none}", false},
                                           Case{"${property.list}", true}, Case{"true", true}, Case{"'false'", false},
                                           Case{"${property.count}", true}, Case{"${xpath./a}", true},
                                           Case{"${xpath./b}", false}));

// P-EXPR-014
INSTANTIATE_TEST_SUITE_P(Spelling, SimpleCondition,
                         ::testing::Values(Case{"  ${header.code} = '200'  ", true}, Case{"${header.code}='200'", true},
                                           Case{"${header.code}!='200'", false}, Case{"${header.code}  =  '200'", true},
                                           Case{"${header.code} &lt; &apos;300&apos;", true},
                                           Case{"${header.code} &gt;= '200'", true},
                                           Case{"${header.code}='200'and'1'='1'", true}));

TEST(SimpleConditionRun, StopsAsSoonAsTheResultIsKnown) {
  ExpressionTesting testing;

  EXPECT_FALSE(testing.simpleHolds("'1' = '2' and ${mandatoryBodyAs(String)} = 'x'"));
}

TEST(SimpleConditionRun, FailsOnARangeThatIsNone) {
  ExpressionTesting testing;

  EXPECT_THROW(testing.simpleHolds("'1' range 'a to b'"), FlowError);
}

TEST(SimpleConditionRun, FailsOnARegexThatIsNone) {
  ExpressionTesting testing;
  testing.exchange().headers().set("p", Value("(("));

  EXPECT_THROW(testing.simpleHolds("'1' regex ${header.p}"), FlowError);
}

struct ErrorCase {
  const char* text;
  const char* error;
};

class SimpleConditionError : public ::testing::TestWithParam<ErrorCase>, protected ExpressionTesting {};

TEST_P(SimpleConditionError, NamesCodePlaceAndRemedy) {
  EXPECT_THAT(conditionError(GetParam().text), StartsWith(GetParam().error));
}

// P-EXPR-016
INSTANTIATE_TEST_SUITE_P(
    Codes, SimpleConditionError,
    ::testing::Values(
        ErrorCase{"${header.x} = abc",
                  "SIMPLE-004: At position 15: 'abc' is no operand. Put text in straight single quotes"},
        ErrorCase{"${header.x} equals 'a'", "SIMPLE-004: At position 13: 'equals' stands where 'and', 'or' or the end"},
        ErrorCase{"${header.x} =", "SIMPLE-004: At position 14: an operand is missing at the end."},
        ErrorCase{"${header.x} contains \xE2\x80\x98true\xE2\x80\x99",
                  "SIMPLE-004: At position 22: '\xE2\x80\x98true\xE2\x80\x99' is no operand."},
        ErrorCase{"", "SIMPLE-004: At position 1: an operand is missing"},
        ErrorCase{"${header.x} = 'a", "SIMPLE-004: At position 15: the quote ' is not closed."},
        ErrorCase{"(${header.x} = 'a')", "SIMPLE-004: At position 1: '(${header.x}' is no operand."},
        ErrorCase{"${header.x} regex '('", "SIMPLE-006: The regular expression '(' is wrong near position 2:"},
        ErrorCase{"${header.x = 'a'", "SIMPLE-002: "}, ErrorCase{"'${hedder.x}' = '1'", "SIMPLE-001: "}));

}  // namespace
}  // namespace iflowsim
