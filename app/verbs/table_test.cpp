#include "app/verbs/table.h"

#include <sstream>

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

TEST(Table, AlignsColumnsByCharacters) {
  Table table({"NAME", "STATE"});
  table.add({"Übergabe", "STARTED"});
  table.add({"x", "ERROR"});
  std::ostringstream out;

  table.print(out);

  EXPECT_EQ(out.str(), "NAME      STATE\nÜbergabe  STARTED\nx         ERROR\n");
}

TEST(Table, KeepsARowOnOneLineAndFillsWhatIsMissing) {
  Table table({"A", "B"});
  table.add({"one\ntwo"});
  std::ostringstream out;

  table.print(out);

  EXPECT_EQ(out.str(), "A        B\none two\n");
}

}  // namespace
}  // namespace iflowsim
