#include "lab/stubs/json_path.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace iflowsim {
namespace {

const nlohmann::json kDocument = nlohmann::json::parse(R"({
  "order": {"id": 7, "a b": "x", "items": [{"sku": "A", "qty": 1}, {"sku": "B", "qty": 3}]},
  "flag": true})");

std::string found(const std::string& path) {
  const Result<JsonPath> compiled = JsonPath::compile(path);
  if (!compiled) return compiled.error().text;
  nlohmann::json values = nlohmann::json::array();
  for (const nlohmann::json* value : compiled->find(kDocument)) values.push_back(*value);
  return values.dump();
}

TEST(JsonPath, FollowsNamesIndexesAndWildcards) {
  EXPECT_EQ(found("$.order.id"), "[7]");
  EXPECT_EQ(found("$['order']['a b']"), R"(["x"])");
  EXPECT_EQ(found("$.order.items[0].sku"), R"(["A"])");
  EXPECT_EQ(found("$.order.items[-1].sku"), R"(["B"])");
  EXPECT_EQ(found("$.order.items[*].sku"), R"(["A","B"])");
  EXPECT_EQ(found("$..sku"), R"(["A","B"])");
  EXPECT_EQ(found("$.*.id"), "[7]");
}

TEST(JsonPath, FindsNothingWhereNothingIs) {
  EXPECT_EQ(found("$.order.items[5]"), "[]");
  EXPECT_EQ(found("$.flag.x"), "[]");
  EXPECT_EQ(found("$.order[0]"), "[]");
}

TEST(JsonPath, FiltersByOneComparison) {
  EXPECT_EQ(found("$.order.items[?(@.qty >= 3)].sku"), R"(["B"])");
  EXPECT_EQ(found("$.order.items[?(@.sku == 'A')].qty"), "[1]");
  EXPECT_EQ(found("$.order.items[?(@.sku != 'A')].qty"), "[3]");
  EXPECT_EQ(found("$.order.items[?(@.sku < 2)].qty"), "[]");
  EXPECT_EQ(found("$.order.items[?(@.none)].qty"), "[]");
}

TEST(JsonPath, SaysWhatItCannotRead) {
  EXPECT_NE(found("$.a[").find("no closing bracket"), std::string::npos);
  EXPECT_NE(found("$.a[1:2]").find("'1:2' in brackets"), std::string::npos);
  EXPECT_NE(found("$.").find("empty name"), std::string::npos);
  EXPECT_NE(found("$x").find("something else than"), std::string::npos);
  EXPECT_NE(found("$.a[?(@.b == c)]").find("no literal"), std::string::npos);
  EXPECT_NE(found("$.a[?(@.b").find("without end"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
