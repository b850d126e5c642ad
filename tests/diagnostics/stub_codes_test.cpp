#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lab/stubs/json_path.h"

namespace iflowsim {
namespace {

TEST(StubCodes, NameAJsonPathThatCannotBeRead) {
  const Result<JsonPath> path = JsonPath::compile("$.order[");

  ASSERT_FALSE(path.has_value());
  EXPECT_EQ(path.error().code, "JSONPATH-001");
  EXPECT_NE(path.error().text.find("'$.order[' "), std::string::npos) << path.error().text;
}

}  // namespace
}  // namespace iflowsim
