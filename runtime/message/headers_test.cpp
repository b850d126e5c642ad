#include "runtime/message/headers.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

std::vector<std::string> namesOf(const Headers& headers) {
  std::vector<std::string> names;
  for (const auto& [name, value] : headers) names.push_back(name);
  return names;
}

TEST(Headers, AreFoundWithoutRegardToCase) {
  Headers headers;
  headers.set("Content-Type", "text/xml");

  EXPECT_EQ(headers.text("content-TYPE"), "text/xml");
  EXPECT_TRUE(headers.contains("CONTENT-TYPE"));
}

TEST(Headers, GiveNullForAnAbsentName) {
  const Headers headers;

  EXPECT_TRUE(headers.get("none").isNull());
  EXPECT_EQ(headers.text("none"), "");
  EXPECT_FALSE(headers.contains("none"));
}

TEST(Headers, TellAPresentNullFromAnAbsentName) {
  Headers headers;

  headers.set("Empty", Value());

  EXPECT_TRUE(headers.contains("Empty"));
  EXPECT_TRUE(headers.get("Empty").isNull());
}

TEST(Headers, KeepTheFirstSpellingWhenTheyAreSetAgain) {
  Headers headers;
  headers.set("Country", "DE");

  headers.set("COUNTRY", "FR");

  ASSERT_EQ(headers.size(), 1U);
  EXPECT_EQ(headers.begin()->first, "Country");
  EXPECT_EQ(headers.text("country"), "FR");
}

TEST(Headers, KeepTheOrderOfArrival) {
  Headers headers;
  headers.set("b", 1);
  headers.set("a", 2);
  headers.set("c", 3);

  headers.set("A", 4);

  EXPECT_EQ(namesOf(headers), (std::vector<std::string>{"b", "a", "c"}));
}

TEST(Headers, AppendSetsAnAbsentNameToASingleValue) {
  Headers headers;

  headers.append("Accept", "text/xml");

  EXPECT_EQ(headers.get("Accept"), Value("text/xml"));
}

TEST(Headers, AppendJoinsRepeatedLinesToOneList) {
  Headers headers;
  headers.set("Accept", "text/xml");

  headers.append("accept", "text/plain");
  headers.append("ACCEPT", "text/html");

  EXPECT_EQ(headers.get("Accept"), Value::list({"text/xml", "text/plain", "text/html"}));
}

TEST(Headers, AppendLeavesACopyTakenBeforeAsItWas) {
  Headers headers;
  headers.append("Accept", "a");
  headers.append("Accept", "b");
  const Headers copy = headers;

  headers.append("Accept", "c");

  EXPECT_EQ(copy.text("Accept"), "a,b");
}

TEST(Headers, AreRemovedWithoutRegardToCase) {
  Headers headers;
  headers.set("Authorization", "secret");

  headers.remove("AUTHORIZATION");

  EXPECT_TRUE(headers.empty());
}

TEST(Headers, AreRemovedByACondition) {
  Headers headers;
  headers.set("CamelHttpUri", "/a");
  headers.set("Country", "DE");
  headers.set("CamelHttpPath", "/b");

  headers.removeIf([](const std::string& name) { return name.starts_with("Camel"); });

  EXPECT_EQ(namesOf(headers), (std::vector<std::string>{"Country"}));
}

}  // namespace
}  // namespace iflowsim
