#include "runtime/store/migration.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(Migration, VersionsOfEverySchemaCountFromOneWithoutGaps) {
  for (const auto schema : {logSchema(), stateSchema()}) {
    int expected = 0;
    ASSERT_FALSE(schema.empty());
    for (const Migration& migration : schema) EXPECT_EQ(migration.version, ++expected) << migration.name;
  }
}

}  // namespace
}  // namespace iflowsim
