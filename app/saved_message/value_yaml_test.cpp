#include "app/saved_message/value_yaml.h"

#include <gtest/gtest.h>

#include "runtime/message/java_number.h"

namespace iflowsim {
namespace {

Value read(const std::string& yaml) {
  return valueFrom(YAML::Load(yaml));
}

std::string written(const Value& value) {
  YAML::Emitter out;
  writeValue(out, value);
  return out.c_str();
}

Value again(const Value& value) {
  return read(written(value));
}

TEST(ValueYaml, IsTextWhateverItLooksLike) {
  EXPECT_EQ(read("0012"), Value("0012"));
  EXPECT_EQ(read("true"), Value("true"));
  EXPECT_EQ(read("'null'"), Value("null"));
}

TEST(ValueYaml, IsOfTheTypeThatItsTagSays) {
  EXPECT_EQ(read("!!int 500"), Value(500));
  EXPECT_EQ(read("!!bool true"), Value(true));
  EXPECT_EQ(read("!!float 1.5"), Value(1.5));
  EXPECT_EQ(read("!!timestamp 2026-01-31T12:00:00Z").toText(), "Sat Jan 31 12:00:00 UTC 2026");
  EXPECT_EQ(read("!!binary AAE=").className(), "byte[]");
  EXPECT_EQ(read("!java.math.BigDecimal 12.50").className(), "java.math.BigDecimal");
  EXPECT_EQ(read("!java.math.BigDecimal 12.50").toText(), "12.50");
}

TEST(ValueYaml, IsNullWhenItIsLeftEmpty) {
  EXPECT_TRUE(read("").isNull());
  EXPECT_TRUE(read("~").isNull());
}

TEST(ValueYaml, MakesListsAndMaps) {
  const Value value = read("{codes: [a, !!int 2]}");

  EXPECT_EQ(value.toText(), "{codes=a,2}");
  EXPECT_EQ(value.className(), "java.util.LinkedHashMap");
}

TEST(ValueYaml, MakesAnExceptionWithItsDetailsAndCause) {
  const Value value = read(
      "!exception {class: a.B, message: broken, statusCode: 500, cause: {class: java.io.IOException, message: gone}}");

  const auto* error = value.as<std::shared_ptr<const FlowError>>();
  ASSERT_NE(error, nullptr);
  EXPECT_EQ((*error)->describe(), "a.B: broken, cause: java.io.IOException: gone");
  EXPECT_EQ((*error)->detail("statusCode"), "500");
}

TEST(ValueYaml, SaysWhatIsWrongWithAValue) {
  EXPECT_THROW(read("!!int many"), YAML::Exception);
  EXPECT_THROW(read("!!timestamp yesterday"), YAML::Exception);
  EXPECT_THROW(read("!!binary '%'"), YAML::Exception);
  EXPECT_THROW(read("!!odd x"), YAML::Exception);
  EXPECT_THROW(read("!exception broken"), YAML::Exception);
  EXPECT_THROW(read("!exception {message: broken}"), YAML::Exception);
}

TEST(ValueYaml, ComesBackAsItWasWritten) {
  const auto bytes = std::make_shared<const std::string>(std::string("\0\xff", 2));
  for (const Value& value :
       {Value(), Value(""), Value("~"), Value("null"), Value("true"), Value("12"), Value("a: b # c\n\tlast line \n"),
        Value("\xc3\xa4\xe2\x82\xac"), Value(12), Value(std::int64_t{1} << 40), Value(2.0), Value(false), Value(bytes),
        Value(TimePoint(std::chrono::milliseconds(1'767'225'600'123))),
        Value::list({Value("a"), Value(1), Value::list({})}), Value::map({{"k 1", Value("v")}, {"", Value()}})}) {
    EXPECT_EQ(again(value), value) << written(value);
  }
}

TEST(ValueYaml, KeepsExceptionsWhenWritten) {
  const auto cause = std::make_shared<const FlowError>("java.net.ConnectException", "refused");
  const auto error = std::make_shared<const FlowError>(
      "org.apache.camel.component.ahc.AhcOperationFailedException", "failed", cause,
      FlowError::Details{{"statusCode", "503"}, {"responseBody", "{\"error\": \"busy\"}"}});

  const Value value = again(error);

  const auto* read = value.as<std::shared_ptr<const FlowError>>();
  ASSERT_NE(read, nullptr);
  EXPECT_EQ((*read)->describe(), error->describe());
  EXPECT_EQ((*read)->detail("responseBody"), "{\"error\": \"busy\"}");
}

TEST(ValueYaml, KeepsTheClassOfANumberWhenWritten) {
  const Value value = javaNumber("java.lang.Long", "7");

  EXPECT_EQ(again(value).className(), "java.lang.Long");
  EXPECT_EQ(again(value).toText(), "7");
}

TEST(ValueYaml, MakesTextOfObjectsWhenWritten) {
  class Closure final : public OpaqueValue {
    std::string className() const override { return "x1$_run_closure1"; }
    std::string toText() const override { return "x1@5"; }
  };

  EXPECT_EQ(written(std::shared_ptr<const OpaqueValue>(std::make_shared<const Closure>())), "!x1$_run_closure1 x1@5");
  EXPECT_EQ(again(std::shared_ptr<const OpaqueValue>(std::make_shared<const Closure>())), Value("x1@5"));
}

}  // namespace
}  // namespace iflowsim
