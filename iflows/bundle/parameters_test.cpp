#include "iflows/bundle/parameters.h"

#include <gtest/gtest.h>

#include "iflows/model/row_table.h"

namespace iflowsim {
namespace {

using Place = ParameterValues::Place;

ExternalParameter bundled(const std::string& name, const std::string& value) {
  return {.name = name, .bundled = value};
}

const Subject kStep{"Content Modifier", "Set", "CallActivity_1", {"o.zip!o.iflw", 7, 3}};

TEST(Parameters, AreReplacedWholeInPartsAndSeveralTimes) {
  const std::vector<ExternalParameter> parameters = {bundled("Host", "example.org"), bundled("Port", "443"),
                                                     bundled("", "empty")};
  ParameterValues values(parameters);

  EXPECT_EQ(values.fill("{{Host}}", Place::Property, kStep), "example.org");
  EXPECT_EQ(values.fill("https://{{Host}}:{{Port}}/{{Host}}?a={b}", Place::Property, kStep),
            "https://example.org:443/example.org?a={b}");
  EXPECT_EQ(values.fill("{{}} {{ open", Place::Property, kStep), "empty {{ open");
}

TEST(Parameters, MayHaveBracesAndBlanksInTheirNames) {
  const std::vector<ExternalParameter> parameters = {bundled("{PW", "x"), bundled("Filter (A/B) <c>", "y")};
  ParameterValues values(parameters);

  EXPECT_EQ(values.fill("{{{PW}}-{{Filter (A/B) <c>}}", Place::Property, kStep), "x-y");
}

TEST(Parameters, AreLiteral) {
  const std::vector<ExternalParameter> parameters = {bundled("a", "{{b}}"), bundled("b", "no")};
  ParameterValues values(parameters);

  EXPECT_EQ(values.fill("{{a}}", Place::Property, kStep), "{{b}}");
}

TEST(Parameters, TakeTheConfiguredValueFirst) {
  const std::vector<ExternalParameter> parameters = {{.name = "a", .bundled = "bundle", .configured = "tenant"},
                                                     {.name = "b", .configured = ""}};
  ParameterValues values(parameters);

  EXPECT_EQ(values.fill("{{a}}{{b}}", Place::Property, kStep), "tenant");
}

TEST(Parameters, ArePastedIntoRowTablesAsTheyAreStored) {  // P-BUNDLE-003
  const std::vector<ExternalParameter> parameters = {
      bundled("p", "a &lt; b"), bundled("Timer", "<row><cell>triggerType</cell><cell>simple</cell></row>")};
  ParameterValues values(parameters);

  const auto table = readRowTable(values.fill("<row><cell id='Value'>{{p}}</cell></row>", Place::Property, kStep));
  const auto schedule = readRowTable(values.fill("{{Timer}}", Place::Property, kStep));

  ASSERT_TRUE(table);
  EXPECT_EQ(table->front().cell("Value"), "a < b");
  ASSERT_TRUE(schedule);
  EXPECT_EQ(schedule->front().cell(1), "simple");
}

TEST(Parameters, AreEscapedForRowTablesThatWouldBreakOtherwise) {  // P-BUNDLE-004
  const std::vector<ExternalParameter> parameters = {bundled("p", "a < b & c")};
  ParameterValues values(parameters);

  const auto table = readRowTable(values.fill("<row><cell id='Value'>{{p}}</cell></row>", Place::Property, kStep));

  ASSERT_TRUE(table);
  EXPECT_EQ(table->front().cell("Value"), "a < b & c");
}

TEST(Parameters, AreUnescapedInConditionsAndRawElsewhere) {  // P-BUNDLE-005
  const std::vector<ExternalParameter> parameters = {bundled("p", "&lt;&amp;")};
  ParameterValues values(parameters);

  EXPECT_EQ(values.fill("${header.a} = '{{p}}'", Place::Condition, kStep), "${header.a} = '<&'");
  EXPECT_EQ(values.fill("{{p}}", Place::Property, kStep), "&lt;&amp;");
  EXPECT_EQ(values.fill("<row>{{p}}", Place::Plain, kStep), "<row>&lt;&amp;");
}

TEST(Parameters, StayAsTheyAreWithoutAValueAndAreWarnedOfOnce) {  // PARAM-001, P-BUNDLE-006
  const std::vector<ExternalParameter> parameters = {{.name = "declared"}};
  ParameterValues values(parameters);
  Diagnostics diagnostics;

  const std::string text = values.fill("{{declared}} {{gone}} {{gone}}", Place::Property, kStep);
  values.report(false, "Orders", diagnostics);

  EXPECT_EQ(text, "{{declared}} {{gone}} {{gone}}");
  ASSERT_EQ(diagnostics.size(), 2U);
  EXPECT_EQ(
      diagnostics.items()[1].toText(),
      "warning PARAM-001 o.zip!o.iflw:7:3 Content Modifier 'Set' (CallActivity_1): The externalised parameter 'gone' "
      "has no value; the text '{{gone}}' stays. Give it a value in parameters/Orders.prop or in the parameters.prop of "
      "the bundle.");
}

TEST(Parameters, WithoutAValueAreErrorsWhenStrict) {
  const std::vector<ExternalParameter> parameters;
  ParameterValues values(parameters);
  Diagnostics diagnostics;

  values.fill("{{gone}}", Place::Property, kStep);
  values.report(true, "Orders", diagnostics);

  EXPECT_TRUE(diagnostics.hasErrors());
}

TEST(Parameters, ThatOnlyTheTenantKnowsAreWarnedOf) {  // PARAM-005
  const std::vector<ExternalParameter> parameters = {bundled("Address", "x"), {.name = "Adress", .configured = "y"}};
  ParameterValues values(parameters);
  Diagnostics diagnostics;

  values.fill("{{Address}}", Place::Property, kStep);
  values.report(false, "Orders", diagnostics);

  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics.items().front().code, "PARAM-005");
  EXPECT_EQ(diagnostics.items().front().remedy, "Did you mean 'Address'?");
}

}  // namespace
}  // namespace iflowsim
