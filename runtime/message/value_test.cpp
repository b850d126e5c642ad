#include "runtime/message/value.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

class Greeting final : public OpaqueValue {
 public:
  std::string className() const override { return "com.demo.Greeting"; }
  std::string toText() const override { return "hello"; }
};

Value bytes(const std::string& text) {
  return std::make_shared<const std::string>(text);
}

Value error(const std::string& text) {
  return std::make_shared<const FlowError>("java.lang.IllegalStateException", text);
}

struct Rendering {
  Value value;
  std::string text;
  std::string class_name;
};

TEST(Value, IsRenderedAndNamedAsInTheProduct) {
  const TimePoint new_year{std::chrono::seconds{1'704'067'200}};
  const std::vector<Rendering> renderings{
      {Value(), "", "null"},
      {"text", "text", "java.lang.String"},
      {true, "true", "java.lang.Boolean"},
      {false, "false", "java.lang.Boolean"},
      {7, "7", "java.lang.Integer"},
      {std::int64_t{2'147'483'648}, "2147483648", "java.lang.Long"},
      {std::int64_t{-2'147'483'649}, "-2147483649", "java.lang.Long"},
      {0.5, "0.5", "java.lang.Double"},
      {3.0, "3.0", "java.lang.Double"},
      {new_year, "Mon Jan 01 00:00:00 UTC 2024", "java.util.Date"},
      {bytes("raw"), "raw", "byte[]"},
      {error("wrong"), "java.lang.IllegalStateException: wrong", "java.lang.IllegalStateException"},
      {Value(std::make_shared<const Greeting>()), "hello", "com.demo.Greeting"},
      {Value::list({"a", 1, Value()}), "a,1,", "java.util.ArrayList"},
      {Value::map({{"a", 1}, {"b", "x"}}), "{a=1, b=x}", "java.util.LinkedHashMap"},
      {Value::map({}), "{}", "java.util.LinkedHashMap"}};

  for (const Rendering& rendering : renderings) {
    EXPECT_EQ(rendering.value.toText(), rendering.text);
    EXPECT_EQ(rendering.value.className(), rendering.class_name) << rendering.text;
  }
}

TEST(Value, IsNullOnlyWithoutContent) {
  EXPECT_TRUE(Value().isNull());
  EXPECT_FALSE(Value("").isNull());
}

TEST(Value, GivesItsContentOnlyAsTheTypeItHas) {
  const Value value(7);

  ASSERT_NE(value.as<std::int64_t>(), nullptr);
  EXPECT_EQ(*value.as<std::int64_t>(), 7);
  EXPECT_EQ(value.as<std::string>(), nullptr);
}

TEST(Value, DiffersFromTheSameTextInAnotherType) {
  EXPECT_NE(Value("7"), Value(7));
  EXPECT_NE(Value(""), Value());
}

TEST(Value, ComparesListsMapsAndBytesByContent) {
  EXPECT_EQ(Value::list({"a", Value::list({1})}), Value::list({"a", Value::list({1})}));
  EXPECT_NE(Value::list({"a"}), Value::list({"b"}));
  EXPECT_EQ(Value::map({{"a", 1}}), Value::map({{"a", 1}}));
  EXPECT_NE(Value::map({{"a", 1}}), Value::map({{"a", 2}}));
  EXPECT_EQ(bytes("x"), bytes("x"));
  EXPECT_NE(bytes("x"), bytes("y"));
}

TEST(Value, ComparesObjectsByIdentity) {
  const auto greeting = std::make_shared<const Greeting>();

  EXPECT_EQ(Value(greeting), Value(greeting));
  EXPECT_NE(Value(greeting), Value(std::make_shared<const Greeting>()));
}

}  // namespace
}  // namespace iflowsim
