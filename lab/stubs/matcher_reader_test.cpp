#include "lab/stubs/matcher_reader.h"

#include <optional>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace iflowsim {
namespace {

struct Compiled {
  Diagnostics diagnostics;
  ValueMatcherPtr matcher;

  explicit Compiled(const std::string& json) {
    StubProblems problems(diagnostics, "stubs/mappings/a.json", json);
    matcher = readMatcher(nlohmann::json::parse(json), "X-Key", problems);
  }
};

struct Case {
  std::string matcher;
  std::string accepted;
  std::string refused;
};

const std::vector<Case> kCases{
    {R"({"equalTo": "a"})", "a", "A"},
    {R"({"equalTo": "a", "caseInsensitive": true})", "A", "b"},
    {R"({"binaryEqualTo": "YQ=="})", "a", "b"},
    {R"({"contains": "ell"})", "hello", "help"},
    {R"({"doesNotContain": "ell"})", "help", "hello"},
    {R"({"matches": "[a-z]+"})", "abc", "abc1"},
    {R"({"doesNotMatch": "[a-z]+"})", "abc1", "abc"},
    {R"({"absent": false})", "", ""},
    {R"({"and": [{"contains": "a"}, {"contains": "b"}]})", "ab", "a"},
    {R"({"or": [{"equalTo": "a"}, {"equalTo": "b"}]})", "b", "c"},
    {R"({"not": {"equalTo": "a"}})", "b", "a"},
    {R"({"equalToJson": {"a": [1, 2]}})", R"({ "a" : [1,2] })", R"({"a": [2,1]})"},
    {R"({"equalToJson": "{\"a\": 1}"})", R"({"a": 1})", R"({"a": 1, "b": 2})"},
    {R"({"equalToJson": {"a": [1, 2]}, "ignoreArrayOrder": true})", R"({"a": [2,1]})", R"({"a": [2,2]})"},
    {R"({"equalToJson": {"a": [1]}, "ignoreExtraElements": true})", R"({"a": [1, 2], "b": 3})", R"({"b": 3})"},
    {R"({"equalToXml": "<a x='1' y='2'><b>t</b></a>"})", "<a y='2' x='1'>\n <b> t </b><!-- c --></a>", "<a x='1'/>"},
    {R"({"equalToXml": "<a xmlns='u'/>"})", "<p:a xmlns:p='u'/>", "<a/>"},
    {R"({"matchesJsonPath": "$.order.id"})", R"({"order": {"id": 1}})", R"({"order": {"id": null}})"},
    {R"({"matchesJsonPath": "$.items[?(@.qty > 1)]"})", R"({"items": [{"qty": 2}]})", R"({"items": [{"qty": 1}]})"},
    {R"({"matchesJsonPath": {"expression": "$.a", "contains": "x"}})", R"({"a": "axb"})", R"({"a": "ab"})"},
    {R"({"matchesJsonPath": {"expression": "$.a", "absent": true}})", R"({"b": 1})", R"({"a": 1})"},
    {R"({"matchesXPath": "//order[@id='7']"})", "<o><order id='7'/></o>", "<o><order id='8'/></o>"},
    {R"({"matchesXPath": "//p:a", "xPathNamespaces": {"p": "u"}})", "<a xmlns='u'/>", "<a/>"},
    {R"x({"matchesXPath": {"expression": "//a/text()", "equalTo": "x"}})x", "<a>x</a>", "<a>y</a>"},
    {R"({"matchesXPath": "count(//a) = 2"})", "<r><a/><a/></r>", "<a/>"},
};

TEST(ReadMatcher, CompilesEveryMatcherItKnows) {
  for (const Case& expected : kCases) {
    const Compiled compiled(expected.matcher);
    ASSERT_TRUE(compiled.matcher) << expected.matcher << compiled.diagnostics.toText();

    EXPECT_TRUE(compiled.matcher->matches(expected.accepted)) << expected.matcher;
    if (expected.refused != expected.accepted) {
      EXPECT_FALSE(compiled.matcher->matches(expected.refused)) << expected.matcher;
    }
  }
}

TEST(ReadMatcher, JudgesAbsentValues) {
  for (const char* accepted : {R"({"absent": true})", R"({"doesNotMatch": "a"})", R"({"doesNotContain": "a"})"}) {
    EXPECT_TRUE(Compiled(accepted).matcher->matches(std::nullopt)) << accepted;
  }
  for (const char* refused : {R"({"absent": false})", R"({"equalTo": ""})", R"({"matches": ".*"})"}) {
    EXPECT_FALSE(Compiled(refused).matcher->matches(std::nullopt)) << refused;
  }
}

TEST(ReadMatcher, TakesBodiesThatAreNoDocumentsAsDifferent) {
  for (const char* matcher : {R"({"equalToJson": {}})", R"({"matchesJsonPath": "$"})", R"({"equalToXml": "<a/>"})",
                              R"({"matchesXPath": "/a"})"}) {
    EXPECT_FALSE(Compiled(matcher).matcher->matches("neither")) << matcher;
  }
}

struct Wrong {
  std::string matcher;
  std::string finding;
};

TEST(ReadMatcher, SaysWhatIsWrong) {
  for (const Wrong& wrong : std::vector<Wrong>{
           {R"({"equalsTo": "a"})", "STUB-002 stubs/mappings/a.json:1 Stub: 'equalsTo' is unknown"},
           {R"({"equalsTo": "a"})", "Did you mean 'equalTo'?"},
           {R"({"matchesJsonSchema": "{}"})", "STUB-005"},
           {R"({"equalTo": 1})", "STUB-003"},
           {R"({})", "needs exactly one matcher"},
           {R"({"equalTo": "a", "contains": "a"})", "needs exactly one matcher"},
           {R"("a")", "needs exactly one matcher"},
           {R"({"binaryEqualTo": "?"})", "no base64"},
           {R"({"absent": "yes"})", "neither true nor false"},
           {R"({"or": []})", "no list of matchers"},
           {R"({"matches": "(a"})", "STUB-004"},
           {R"({"matchesJsonPath": "order"})", "must begin with $"},
           {R"x({"matchesJsonPath": "$.a.length()"})x", "calls a function"},
           {R"({"matchesJsonPath": 1})", "has no expression"},
           {R"({"matchesXPath": "//"})", "is no XPath 1.0"},
           {R"({"equalToJson": "{"})", "is no JSON"},
           {R"({"equalToJson": {"a": "${json-unit.any-string}"}})", "placeholders"},
           {R"({"equalToXml": "<a>"})", "is no XML"},
       }) {
    const Compiled compiled(wrong.matcher);

    EXPECT_EQ(compiled.matcher, nullptr) << wrong.matcher;
    EXPECT_NE(compiled.diagnostics.toText().find(wrong.finding), std::string::npos) << wrong.matcher << '\n'
                                                                                    << compiled.diagnostics.toText();
  }
}

}  // namespace
}  // namespace iflowsim
