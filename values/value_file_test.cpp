#include "values/value_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/bundle_reading.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ValueFile, HasTheEntriesOfItsList) {
  const testing::TemporaryFolder folder;
  ValueFile file(folder.write("x.yaml", "things:\n  - {name: a}\n  - {name: b}\n"));

  EXPECT_THAT(file.entries("things"), SizeIs(2));
  EXPECT_TRUE(file.findings().empty());
}

TEST(ValueFile, NamesTheLineWhereItIsNoYaml) {
  const testing::TemporaryFolder folder;
  ValueFile file(folder.write("x.yaml", "things:\n  - {name: a\n"));

  EXPECT_THAT(file.entries("things"), IsEmpty());
  const Diagnostic finding = testing::findingOf(file.findings(), "VALUES-001");
  EXPECT_EQ(finding.place.line, 3);
  EXPECT_THAT(finding.message, HasSubstr("no YAML"));
}

TEST(ValueFile, SaysThatItCannotBeRead) {
  const testing::TemporaryFolder folder;
  folder.write("x.yaml/inside", "");
  ValueFile file(folder.path() / "x.yaml");

  EXPECT_THAT(file.entries("things"), IsEmpty());
  EXPECT_NE(testing::findingOf(file.findings(), "VALUES-001").remedy, "");
}

TEST(ValueFile, SuggestsTheKeyThatWasMeant) {
  const testing::TemporaryFolder folder;
  ValueFile file(folder.write("x.yaml", "thing:\n  - {name: a}\n"));

  EXPECT_THAT(file.entries("things"), IsEmpty());
  EXPECT_EQ(testing::findingOf(file.findings(), "VALUES-002").remedy, "Did you mean 'things'?");
}

TEST(ValueFile, RefusesWhatIsNoListOfEntries) {
  const testing::TemporaryFolder folder;
  for (const char* text : {"just text", "things: text", "things: [text]"}) {
    ValueFile file(folder.write("x.yaml", text));

    EXPECT_THAT(file.entries("things"), IsEmpty()) << text;
    EXPECT_EQ(testing::findingOf(file.findings(), "VALUES-003").place.line, 1) << text;
  }
}

}  // namespace
}  // namespace iflowsim
