#include "runtime/steps/value_source.h"

#include <gtest/gtest.h>

#include "runtime/message/java_number.h"
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
                                            {"7", "int", 7},
                                            {7, "java.lang.Integer", 7},
                                            {7.9, "java.lang.Integer", 7},
                                            {"7", "java.util.Integer", 7},
                                            {"0.5", "java.lang.Double", 0.5},
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

// P-MODIFIER-007
TEST(ValueSource, KeepsTheClassOfNumbersThatScriptsTellApart) {
  struct Number {
    Value from;
    std::string type;
    std::string class_name;
    std::string text;
  };
  const std::vector<Number> numbers{
      {" -7 ", "java.lang.Long", "java.lang.Long", "-7"},
      {9007199254740993, "Long", "java.lang.Long", "9007199254740993"},
      {7.9, "java.lang.Long", "java.lang.Long", "7"},
      {1e300, "java.lang.Long", "java.lang.Long", "9223372036854775807"},
      {javaNumber("java.lang.Byte", "7"), "java.lang.Long", "java.lang.Long", "7"},
      {"7", "java.lang.Short", "java.lang.Short", "7"},
      {65537, "java.lang.Short", "java.lang.Short", "1"},
      {"7", "java.lang.Byte", "java.lang.Byte", "7"},
      {"0.1", "java.lang.Float", "java.lang.Float", "0.1"},
      {7, "java.lang.Float", "java.lang.Float", "7.0"},
      {"1.50", "java.math.BigDecimal", "java.math.BigDecimal", "1.50"},
      {2.0, "java.math.BigDecimal", "java.math.BigDecimal", "2.0"},
      {"12345678901234567890", "java.math.BigInteger", "java.math.BigInteger", "12345678901234567890"},
      {2.5, "java.math.BigInteger", "java.math.BigInteger", "2"}};

  for (const Number& number : numbers) {
    const Value converted = convertTo(number.from, number.type);
    EXPECT_EQ(converted.className(), number.class_name) << number.from.toText();
    EXPECT_EQ(converted.toText(), number.text) << number.type;
  }
}

TEST(ValueSource, ThrowsForTextThatIsNoNumberOfTheClass) {
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"x", "java.lang.Long"},        {"9223372036854775808", "java.lang.Long"},
      {"32768", "java.lang.Short"},   {"x", "java.lang.Float"},
      {"", "java.math.BigDecimal"},   {"nan", "java.math.BigDecimal"},
      {"1-", "java.math.BigDecimal"}, {"1.5", "java.math.BigInteger"}};

  for (const auto& [text, type] : wrong) {
    EXPECT_EQ(classThrownBy([&, &text = text, &type = type] { convertTo(text, type); }),
              "org.apache.camel.TypeConversionException")
        << text << " as " << type;
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
  row.services.memory.variables.write("orders", "last", "local", now, now + std::chrono::hours{1});
  row.services.memory.variables.write("", "last", "global", now, now + std::chrono::hours{1});

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
  row.services.memory.number_ranges.define({.name = "orders", .minimum = 5});
  const auto source = row.make({.type = "numberRange", .value = "orders", .data_type = {}, .default_value = {}});

  EXPECT_EQ(source->get(row.exchange), Value("5"));
  EXPECT_EQ(source->get(row.exchange), Value("6"));
}

TEST(ValueSource, DrawsTheSameNumberForTheSameKey) {
  Row row;
  row.services.memory.number_ranges.define({.name = "orders", .minimum = 5});
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
