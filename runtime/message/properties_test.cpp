#include "runtime/message/properties.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

std::vector<std::string> namesOf(const Properties& properties) {
  std::vector<std::string> names;
  for (const auto& [name, value] : properties) names.push_back(name);
  return names;
}

TEST(Properties, TellNamesThatDifferInCaseApart) {
  Properties properties;
  properties.set("country", "DE");
  properties.set("Country", "FR");

  EXPECT_EQ(properties.size(), 2U);
  EXPECT_EQ(properties.text("country"), "DE");
  EXPECT_EQ(properties.text("Country"), "FR");
  EXPECT_FALSE(properties.contains("COUNTRY"));
}

TEST(Properties, GiveNullForAnAbsentName) {
  const Properties properties;

  EXPECT_TRUE(properties.get("none").isNull());
  EXPECT_EQ(properties.text("none"), "");
}

TEST(Properties, KeepTheirPlaceWhenTheyAreSetAgain) {
  Properties properties;
  properties.set("b", 1);
  properties.set("a", 2);

  properties.set("b", 3);

  EXPECT_EQ(namesOf(properties), (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(properties.get("b"), Value(3));
}

TEST(Properties, AreRemovedByTheirExactName) {
  Properties properties;
  properties.set("order", 1);

  properties.remove("Order");
  EXPECT_TRUE(properties.contains("order"));
  properties.remove("order");

  EXPECT_FALSE(properties.contains("order"));
}

TEST(Properties, AreRemovedByACondition) {
  Properties properties;
  properties.set("CamelSplitIndex", 1);
  properties.set("order", 2);

  properties.removeIf([](const std::string& name) { return name.starts_with("Camel"); });

  EXPECT_EQ(namesOf(properties), (std::vector<std::string>{"order"}));
}

}  // namespace
}  // namespace iflowsim
