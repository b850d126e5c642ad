#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/expression/expression_testing.h"

namespace iflowsim {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class SimpleTemplate : public ::testing::Test, protected ExpressionTesting {
 protected:
  void SetUp() override {
    exchange().headers().set("Country", Value("DE"));
    exchange().headers().set("files", Value::list({Value("a"), Value("b"), Value("c")}));
    exchange().properties().set("key", Value("Country"));
    exchange().properties().set("X_Country", Value("nested"));
    exchange().properties().set("http.StatusCode", Value("404"));
    exchange().properties().set("count", Value(3));
    body("<Order/>");
  }
};

TEST_F(SimpleTemplate, JoinsTextAndFunctions) {
  EXPECT_EQ(simple("a ${header.Country}-${property.count} {b}"), Value("a DE-3 {b}"));
}

// P-EXPR-001
TEST_F(SimpleTemplate, KeepsTheTypeOfALoneFunction) {
  EXPECT_EQ(simple("${property.count}"), Value(3));
  EXPECT_TRUE(simple("${property.absent}").isNull());
  EXPECT_TRUE(simple("${null}").isNull());
}

TEST_F(SimpleTemplate, RendersMissingValuesAsNothing) {
  EXPECT_EQ(simple("[${header.absent}${property.absent}${null}]"), Value("[]"));
}

TEST_F(SimpleTemplate, IsTextWithoutFunctions) {
  EXPECT_EQ(simple("plain {x}"), Value("plain {x}"));
  EXPECT_EQ(simple(""), Value(""));
}

// P-EXPR-002
TEST_F(SimpleTemplate, ResolvesEscapesInLiteralText) {
  EXPECT_EQ(simple("a\\nb\\tc\\r\\}\\d"), Value("a\nb\tc\r}\\d"));
}

TEST_F(SimpleTemplate, AssemblesNestedFunctions) {
  EXPECT_EQ(simple("${property.X_${property.key}}"), Value("nested"));
  EXPECT_EQ(simple("${header.${property.key}}!"), Value("DE!"));
}

TEST_F(SimpleTemplate, FailsWhenAnAssembledFunctionIsNone) {
  exchange().properties().set("broken", Value("x.fly()"));

  EXPECT_THROW(simple("${property.${property.broken}}"), FlowError);
}

struct Case {
  const char* text;
  const char* result;
};

class SimpleFunction : public ::testing::TestWithParam<Case>, protected ExpressionTesting {
 protected:
  void SetUp() override {
    exchange().headers().set("Country", Value("DE"));
    exchange().headers().set("a.b", Value("dotted"));
    exchange().headers().set("n", Value("42"));
    exchange().headers().set("CamelFileName", Value("in/orders.tar.gz"));
    exchange().properties().set("http.StatusCode", Value("404"));
    exchange().properties().set("when", Value(TimePoint(std::chrono::milliseconds(0))));
    exchange().properties().set("Last-Run", Value("86400000"));
    body("<Order><Id>7</Id></Order>");
    exchange().setException(std::make_shared<const FlowError>(
        "java.lang.IllegalStateException", "outer", std::make_shared<const FlowError>("java.io.IOException", "inner"),
        FlowError::Details{{"statusCode", "503"}}));
  }
};

TEST_P(SimpleFunction, GivesItsText) {
  EXPECT_EQ(simple(GetParam().text).toText(), GetParam().result);
}

// P-EXPR-007, P-EXPR-018
INSTANTIATE_TEST_SUITE_P(
    Message, SimpleFunction,
    ::testing::Values(Case{"${header.Country}", "DE"}, Case{"${headers.country}", "DE"},
                      Case{"${in.header.Country}", "DE"}, Case{"${in.headers.Country}", "DE"},
                      Case{"${header:Country}", "DE"}, Case{"${header[Country]}", "DE"},
                      Case{"${headers['Country']}", "DE"}, Case{"${header?.Country}", "DE"},
                      Case{"${header.a.b}", "dotted"}, Case{"${header[a.b].trim()}", "dotted"},
                      Case{"${property.http.StatusCode}", "404"}, Case{"${exchangeProperty.http.StatusCode}", "404"},
                      Case{"${exchangeProperty[http.StatusCode]}", "404"}, Case{"${headers.size}", "4"},
                      Case{"${headerAs(n, Integer)}", "42"}, Case{"${headerAs('Country', String)}", "DE"},
                      Case{"${headerAs(Country, Integer)}", ""}, Case{"${camelId}", "orders"},
                      Case{"${camelContext.name}", "orders"}, Case{"${sys.user.home}", ""}, Case{"${sysenv.PATH}", ""},
                      Case{"${body}", "<Order><Id>7</Id></Order>"}, Case{"${in.body}", "<Order><Id>7</Id></Order>"},
                      Case{"${bodyAs(String)}", "<Order><Id>7</Id></Order>"},
                      Case{"${mandatoryBodyAs(String)}", "<Order><Id>7</Id></Order>"}, Case{"${in.body.length}", "25"},
                      Case{"${body.length()}", "25"}, Case{"${bodyAs(String).length()}", "25"},
                      Case{"${xpath./Order/Id/text()}", "7"}, Case{"${xpath(/Order/Id)}", "7"}));

// P-EXPR-019
INSTANTIATE_TEST_SUITE_P(Exception, SimpleFunction,
                         ::testing::Values(Case{"${exception.message}", "outer"},
                                           Case{"${exception.getMessage()}", "outer"},
                                           Case{"${exception.cause.message}", "inner"},
                                           Case{"${exception.class}", "java.lang.IllegalStateException"},
                                           Case{"${exception.getClass().getName()}", "java.lang.IllegalStateException"},
                                           Case{"${exception.class.simpleName}", "IllegalStateException"},
                                           Case{"${exception.statusCode}", "503"},
                                           Case{"${exception.responseBody}", ""},
                                           Case{"${exception.stacktrace}",
                                                "java.lang.IllegalStateException: outer\nCaused by: "
                                                "java.io.IOException: inner\n"}));

INSTANTIATE_TEST_SUITE_P(File, SimpleFunction,
                         ::testing::Values(Case{"${file:name}", "in/orders.tar.gz"},
                                           Case{"${file:name.noext}", "in/orders"},
                                           Case{"${file:name.noext.single}", "in/orders.tar"},
                                           Case{"${file:name.ext}", "tar.gz"}, Case{"${file:ext}", "tar.gz"},
                                           Case{"${file:name.ext.single}", "gz"},
                                           Case{"${file:onlyname}", "orders.tar.gz"},
                                           Case{"${file:onlyname.noext}", "orders"}, Case{"${file:size}", ""}));

// P-EXPR-003 is the first: UTC unless a zone is named.
INSTANTIATE_TEST_SUITE_P(
    Date, SimpleFunction,
    ::testing::Values(Case{"${date:now:yyyy-MM-dd-HH:mm:sssZ}", "2017-08-24-02:43:038+0000"},
                      Case{"${date:now:yyyy-MM-dd'T'HH:mm:ss.SSSXXX}", "2017-08-24T02:43:38.007Z"},
                      Case{"${date:now+2h30m:HH:mm}", "05:13"}, Case{"${date:now-1d:yyyyMMdd}", "20170823"},
                      Case{"${date:now-2h+30m:HH:mm}", "01:13"}, Case{"${date:now}", "Thu Aug 24 02:43:38 UTC 2017"},
                      Case{"${date:property.when:yyyy}", "1970"}, Case{"${date:property.when+1d:dd}", "02"},
                      Case{"${date:exchangeProperty.Last-Run:yyyy-MM-dd}", "1970-01-02"},
                      Case{"${date:header.absent:yyyy}", ""},
                      Case{"${date-with-timezone:now+2h30m:IST:yyyy-MM-dd'T'HH:mm:ss.SSSZ}",
                           "2017-08-24T10:43:38.007+0530"},
                      Case{"${date-with-timezone:now:Europe/Berlin:HH:mm z}", "04:43 CEST"},
                      Case{"${date-with-timezone:now:GMT+05:30:HH:mm}", "08:13"}));

class SimpleMethod : public ::testing::TestWithParam<Case>, protected ExpressionTesting {
 protected:
  void SetUp() override {
    exchange().headers().set("h", Value(" Ab,c,,d "));
    exchange().headers().set("u", Value("Gr\xC3\xBC\xC3\x9F"
                                        "e"));
    exchange().headers().set("list", Value::list({Value("x"), Value("y"), Value("z")}));
    exchange().headers().set("map", Value::map({{"k", Value("v")}, {"a.b", Value("w")}}));
    exchange().properties().set("y", Value("c"));
  }
};

TEST_P(SimpleMethod, GivesItsText) {
  EXPECT_EQ(simple(GetParam().text).toText(), GetParam().result);
}

INSTANTIATE_TEST_SUITE_P(
    Text, SimpleMethod,
    ::testing::Values(Case{"${header.h.trim()}", "Ab,c,,d"}, Case{"${header.h.trim().length()}", "7"},
                      Case{"${header.h.length}", "9"}, Case{"${header.h.size()}", "9"},
                      Case{"${header.h.toUpperCase()}", " AB,C,,D "},
                      Case{"${header.h.toLowerCase().trim()}", "ab,c,,d"}, Case{"${header.h.substring(1,3)}", "Ab"},
                      Case{"${header.h.substring(4)}", "c,,d "}, Case{"${header.h.split(',')[1]}", "c"},
                      Case{"${header.h.split(',').size()}", "4"}, Case{"${header.h.replace(',', ';')}", " Ab;c;;d "},
                      Case{"${header.h.replaceAll('[,]+', '-')}", " Ab-c-d "},
                      Case{"${header.h.replaceAll('(A)(b)', '$2$1')}", " bA,c,,d "},
                      Case{"${header.h.replaceFirst(',', '-')}", " Ab-c,,d "},
                      Case{"${header.h.contains('c,')}", "true"}, Case{"${header.h.contains(${property.y})}", "true"},
                      Case{"${header.h.replace('${property.y}', 'X')}", " Ab,X,,d "},
                      Case{"${header.h.indexOf('c')}", "4"}, Case{"${header.h.lastIndexOf(',')}", "6"},
                      Case{"${header.h.startsWith(' A')}", "true"}, Case{"${header.h.endsWith('d')}", "false"},
                      Case{"${header.h.equals(' Ab,c,,d ')}", "true"},
                      Case{"${header.h.equalsIgnoreCase(' aB,C,,d ')}", "true"}, Case{"${header.h.isEmpty()}", "false"},
                      Case{"${header.h.concat('!')}", " Ab,c,,d !"}, Case{"${header.h.charAt(1)}", "A"},
                      Case{"${header.h.toString().trim()}", "Ab,c,,d"}, Case{"${header.u.length()}", "5"},
                      Case{"${header.u.substring(2,4)}", "\xC3\xBC\xC3\x9F"}, Case{"${header.u.indexOf('e')}", "4"}));

// P-EXPR-009
INSTANTIATE_TEST_SUITE_P(
    Collections, SimpleMethod,
    ::testing::Values(Case{"${header.list[0]}", "x"}, Case{"${header.list[last]}", "z"},
                      Case{"${header.list[last-1]}", "y"}, Case{"${header.list?[7]}", ""},
                      Case{"${header.list.size()}", "3"}, Case{"${header.list.get(1)}", "y"},
                      Case{"${header.list.contains('z')}", "true"}, Case{"${header.map.keySet()}", "k,a.b"},
                      Case{"${header.map.values()}", "v,w"}, Case{"${header.map.get('k')}", "v"},
                      Case{"${header.map[k]}", "v"}, Case{"${header.map['a.b']}", "w"},
                      Case{"${header.map.containsKey('q')}", "false"}, Case{"${header.map.isEmpty()}", "false"},
                      Case{"${header.map.size()}", "2"}, Case{"${header.absent.trim().length()}", ""},
                      Case{"${header.absent?.trim()}", ""}, Case{"${header.h[0].trim()}", "Ab,c,,d"}));

class SimpleRunError : public SimpleMethod {};

TEST_P(SimpleRunError, EndsTheMessage) {
  try {
    simple(GetParam().text);
    FAIL() << "nothing thrown";
  } catch (const FlowError& error) {
    EXPECT_THAT(error.describe(), HasSubstr(GetParam().result));
  }
}

// P-EXPR-008
INSTANTIATE_TEST_SUITE_P(
    Methods, SimpleRunError,
    ::testing::Values(Case{"${header.list[3]}", "java.lang.IndexOutOfBoundsException"},
                      Case{"${header.list.get(3)}", "Index: 3, Size: 3"},
                      Case{"${header.h.substring(5,99)}", "begin 5, end 99, length 9"},
                      Case{"${header.h.charAt(99)}", "index 99, length 9"},
                      Case{"${header.h.keySet()}", "Method with name: keySet not found on bean"},
                      Case{"${header.h.StatusCode}", "MethodNotFoundException"},
                      Case{"${header.h.replaceAll('(', '')}", "PatternSyntaxException"},
                      Case{"${header.h.replaceAll('c', '$1')}", "No group 1"},
                      Case{"${header.h.getMessage()}", "Method with name: getMessage not found"},
                      Case{"${mandatoryBodyAs(String)}", "org.apache.camel.InvalidPayloadException"},
                      Case{"${date:header.h:yyyy}", "Cannot find Date/long object at command: header.h"}));

class SimpleCompileError : public ::testing::TestWithParam<Case>, protected ExpressionTesting {};

TEST_P(SimpleCompileError, NamesCodePlaceAndRemedy) {
  EXPECT_THAT(simpleError(GetParam().text), StartsWith(GetParam().result));
}

// P-EXPR-017
INSTANTIATE_TEST_SUITE_P(
    Codes, SimpleCompileError,
    ::testing::Values(
        Case{"ab ${propery.x}",
             "SIMPLE-001: At position 4: There is no function 'propery.x'. Did you mean 'property'?"},
        Case{"${bodyy}", "SIMPLE-001: At position 1: There is no function 'bodyy'. Did you mean 'body'?"},
        Case{"${zzzzzz:1}", "SIMPLE-001: At position 1: There is no function 'zzzzzz:1'. Use one such as header.x"},
        Case{"${}", "SIMPLE-001: "}, Case{"${file:nam}", "SIMPLE-001: At position 1: There is no function 'file:nam'."},
        Case{"${x${header.a}}", "SIMPLE-001: "},
        Case{"a ${header.x", "SIMPLE-002: At position 3: '${header.x' has no closing '}'."},
        Case{"${header.x.trimm()}", "SIMPLE-003: At position 1: There is no method 'trimm'. Did you mean 'trim'?"},
        Case{"${body.fly}", "SIMPLE-003: At position 1: There is no method 'fly'."},
        Case{"${header.x.substring()}",
             "SIMPLE-003: At position 1: The method 'substring' takes 1 to 2 arguments, not 0."},
        Case{"${header.x.trim(}", "SIMPLE-005: "}, Case{"${header}", "SIMPLE-005: "},
        Case{"${header[x}", "SIMPLE-005: "}, Case{"${bodyAs(String}", "SIMPLE-005: "},
        Case{"${headerAs(x)}", "SIMPLE-005: "},
        Case{"${headerAs(x, Colour)}", "SIMPLE-005: At position 1: headerAs knows no type 'Colour'."},
        Case{"${date:now:yyyy-MM-ddThh}",
             "SIMPLE-005: At position 1: The date pattern 'yyyy-MM-ddThh' has the letter 'T'"},
        Case{"${date:now:yyyy'}",
             "SIMPLE-005: At position 1: The date pattern 'yyyy'' has a quote that is not closed."},
        Case{"${date:then:yyyy}", "SIMPLE-005: At position 1: A date cannot be taken from 'then'."},
        Case{"${date:now+3x:yyyy}", "SIMPLE-005: At position 1: The offset '+3x' has no unit 'x'."},
        Case{"${date-with-timezone:now:UTC}", "SIMPLE-005: "}, Case{"${random(5,2)}", "SIMPLE-005: "},
        Case{"${bean:calc.add}", "SIMPLE-007: "}, Case{"${xpath.//p:x}", "XPATH-003: "}));

TEST(SimpleException, FallsBackToTheCaughtPropertyAndIsNullWithoutOne) {
  ExpressionTesting testing;

  EXPECT_TRUE(testing.simple("${exception.message}").isNull());
  EXPECT_TRUE(testing.simple("${exception.stacktrace}").isNull());
  testing.exchange().properties().set("CamelExceptionCaught",
                                      Value(std::make_shared<const FlowError>("java.lang.Exception", "kept")));

  EXPECT_EQ(testing.simple("${exception.message}"), Value("kept"));
}

TEST(SimpleRandom, StaysInItsRange) {
  ExpressionTesting testing;

  for (int i = 0; i < 50; ++i) {
    const std::int64_t number = *testing.simple("${random(3,5)}").as<std::int64_t>();
    EXPECT_TRUE(number == 3 || number == 4) << number;
  }
  EXPECT_EQ(testing.simple("${random(1)}"), Value(0));
}

// P-EXPR-004
TEST(SimpleIds, AreThoseOfTheExchange) {
  ExpressionTesting testing;

  EXPECT_EQ(testing.simple("${exchangeId}"), Value(testing.exchange().id()));
  EXPECT_EQ(testing.simple("${id}"), Value(testing.exchange().id()));
}

}  // namespace
}  // namespace iflowsim
