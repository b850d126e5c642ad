#include "runtime/steps/value_source.h"

#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "tests/support/fake_build_context.h"

namespace iflowsim {
namespace {

Value bytes(const std::string& text) {
  return std::make_shared<const std::string>(text);
}

struct Conversion {
  Value from;
  std::string type;
  Value to;
};

/// A node whose rows are built, a message they read, and the stores behind both.
struct Row {
  std::shared_ptr<const ValueSource> make(const ValueSourceSpec& spec) {
    node.id = "CallActivity_1";
    return makeValueSource(context, node, spec);
  }
  Value get(const ValueSourceSpec& spec) {
    const auto source = make(spec);
    return source ? source->get(exchange) : Value("the row was not built");
  }

  FakeServices services;
  FakeBuildContext context{services};
  Node node;
  Run run{{.message_id = "M", .flow_id = "orders"}, LogLevel::Info, services.clock};
  Exchange exchange{run};
};

std::string classThrownBy(const std::function<void()>& action) {
  try {
    action();
    return "nothing was thrown";
  } catch (const FlowError& error) {
    return error.className();
  }
}

TEST(ValueSource, ConvertsToTheJavaTypeOfTheRow) {
  const Value list = Value::list({"a"});
  const std::vector<Conversion> conversions{{"7", "", "7"},
                                            {"7", "java.lang.String", "7"},
                                            {7, "java.lang.String", "7"},
                                            {" 7 ", "java.lang.Integer", 7},
                                            {"-7", "java.lang.Long", -7},
                                            {"7", "int", 7},
                                            {7, "java.lang.Integer", 7},
                                            {7.9, "java.lang.Integer", 7},
                                            {"7", "java.util.Integer", 7},
                                            {"0.5", "java.lang.Double", 0.5},
                                            {7, "java.lang.Float", 7.0},
                                            {0.5, "double", 0.5},
                                            {"TRUE", "java.lang.Boolean", true},
                                            {"yes", "java.lang.Boolean", false},
                                            {true, "boolean", true},
                                            {"raw", "byte[]", bytes("raw")},
                                            {list, "org.w3c.dom.NodeList", list},
                                            {list, "java.lang.Object", list},
                                            {7, "com.demo.Unheard", "7"},
                                            {Value(), "java.lang.Integer", Value()},
                                            {Value(), "java.lang.String", Value()}};

  for (const Conversion& conversion : conversions) {
    const Value converted = convertTo(conversion.from, conversion.type);
    EXPECT_EQ(converted, conversion.to) << conversion.from.toText() << " as " << conversion.type << " is "
                                        << converted.className() << ' ' << converted.toText();
  }
}

TEST(ValueSource, ThrowsForTextThatIsNoNumber) {
  for (const std::string text : {"", "seven", "7x", "0.5"}) {
    EXPECT_EQ(classThrownBy([&] { convertTo(text, "java.lang.Integer"); }), "org.apache.camel.TypeConversionException")
        << text;
  }
}

TEST(ValueSource, SaysWhatCouldNotBeConverted) {
  try {
    convertTo("seven", "java.lang.Integer");
    ADD_FAILURE() << "no exception";
  } catch (const FlowError& error) {
    EXPECT_EQ(error.message(),
              "Error during type conversion from type: java.lang.String to the required type: java.lang.Integer with "
              "value seven");
  }
}

TEST(ValueSource, GivesAConstantAsItsType) {
  Row row;

  EXPECT_EQ(row.get({.type = "constant", .value = "${header.a}", .data_type = {}, .default_value = {}}),
            Value("${header.a}"));
  EXPECT_EQ(row.get({.type = "constant", .value = "7", .data_type = "java.lang.Integer", .default_value = {}}),
            Value(7));
}

TEST(ValueSource, EvaluatesAnExpressionOnTheMessage) {
  Row row;
  row.exchange.headers().set("order", "7");

  EXPECT_EQ(
      row.get(
          {.type = "expression", .value = "${header.order}", .data_type = "java.lang.Integer", .default_value = {}}),
      Value(7));
}

TEST(ValueSource, CopiesAHeaderOrPropertyWithItsType) {
  Row row;
  row.exchange.headers().set("order", 7);
  row.exchange.properties().set("order", true);

  EXPECT_EQ(row.get({.type = "header", .value = "order", .data_type = {}, .default_value = {}}), Value(7));
  EXPECT_EQ(row.get({.type = "property", .value = "order", .data_type = {}, .default_value = {}}), Value(true));
}

TEST(ValueSource, TellsLocalVariablesFromGlobalOnes) {
  Row row;
  const TimePoint now = row.services.clock.now();
  row.services.variables.write("orders", "last", "local", now, now + std::chrono::hours{1});
  row.services.variables.write("", "last", "global", now, now + std::chrono::hours{1});

  EXPECT_EQ(row.get({.type = "persisted variables", .value = "last", .data_type = {}, .default_value = {}}),
            Value("local"));
  EXPECT_EQ(row.get({.type = "global persisted variables", .value = "last", .data_type = {}, .default_value = {}}),
            Value("global"));
}

TEST(ValueSource, GivesTheDefaultOfAVariableThatDoesNotExist) {
  Row row;

  EXPECT_EQ(
      row.get({.type = "persisted variables", .value = "last", .data_type = "java.lang.Integer", .default_value = "3"}),
      Value(3));
}

TEST(ValueSource, ThrowsForAVariableThatDoesNotExistAndHasNoDefault) {
  Row row;
  const auto source =
      row.make({.type = "global persisted variables", .value = "last", .data_type = {}, .default_value = {}});

  EXPECT_EQ(classThrownBy([&] { source->get(row.exchange); }), "com.sap.esb.datastore.MessageNotFoundException");
}

TEST(ValueSource, DrawsTheNextNumberOfARange) {
  Row row;
  row.services.number_ranges.define({.name = "orders", .minimum = 5});
  const auto source = row.make({.type = "numberRange", .value = "orders", .data_type = {}, .default_value = {}});

  EXPECT_EQ(source->get(row.exchange), Value("5"));
  EXPECT_EQ(source->get(row.exchange), Value("6"));
}

TEST(ValueSource, DrawsTheSameNumberForTheSameKey) {
  Row row;
  row.services.number_ranges.define({.name = "orders", .minimum = 5});
  const auto source = row.make({.type = "numberRange", .value = "orders:A", .data_type = {}, .default_value = {}});

  EXPECT_EQ(source->get(row.exchange), Value("5"));
  EXPECT_EQ(source->get(row.exchange), Value("5"));
}

TEST(ValueSource, ThrowsForANumberRangeThatDoesNotExist) {
  Row row;
  const auto source = row.make({.type = "numberRange", .value = "none", .data_type = {}, .default_value = {}});

  EXPECT_EQ(classThrownBy([&] { source->get(row.exchange); }), "com.sap.it.nrs.NumberRangeException");
}

TEST(ValueSource, MayBlockOnlyWhenItWaitsForAStore) {
  Row row;

  EXPECT_FALSE(row.make({.type = "header", .value = "a", .data_type = {}, .default_value = {}})->mayBlock());
  EXPECT_TRUE(
      row.make({.type = "persisted variables", .value = "a", .data_type = {}, .default_value = {}})->mayBlock());
  EXPECT_TRUE(row.make({.type = "numberRange", .value = "a", .data_type = {}, .default_value = {}})->mayBlock());
}

TEST(ValueSource, ReportsATypeThatIsNotKnown) {
  Row row;

  EXPECT_EQ(row.make({.type = "guess", .value = "a", .data_type = {}, .default_value = {}}), nullptr);

  ASSERT_EQ(row.context.diagnostics.size(), 1U);
  EXPECT_EQ(row.context.diagnostics.items().front().code, "VALUE-001");
  EXPECT_EQ(row.context.diagnostics.items().front().message, "The source type 'guess' is not known.");
}

TEST(ValueSource, ReportsAnExpressionThatIsWrong) {
  Row row;

  EXPECT_EQ(row.make({.type = "expression", .value = "${body", .data_type = {}, .default_value = {}}), nullptr);

  ASSERT_EQ(row.context.diagnostics.size(), 1U);
  EXPECT_EQ(row.context.diagnostics.items().front().code, "SIMPLE-001");
  EXPECT_EQ(row.context.diagnostics.items().front().element_id, "CallActivity_1");
}

}  // namespace
}  // namespace iflowsim
