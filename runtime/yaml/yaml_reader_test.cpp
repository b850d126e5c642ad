#include "runtime/yaml/yaml_reader.h"

#include <functional>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/bundle_reading.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Optional;
using ::testing::SizeIs;

TEST(YamlReader, HasTheEntriesOfItsList) {
  const testing::TemporaryFolder folder;
  YamlReader file(folder.write("x.yaml", "things:\n  - {name: a}\n  - {name: b}\n"), "DEMO");

  EXPECT_THAT(file.entries("things", "a thing"), SizeIs(2));
  EXPECT_TRUE(file.findings().empty());
}

TEST(YamlReader, NamesTheLineWhereItIsNoYaml) {
  const testing::TemporaryFolder folder;
  YamlReader file(folder.write("x.yaml", "things:\n  - {name: a\n"), "DEMO");

  EXPECT_THAT(file.entries("things", "a thing"), IsEmpty());
  const Diagnostic finding = testing::findingOf(file.findings(), "DEMO-001");
  EXPECT_EQ(finding.place.line, 3);
  EXPECT_THAT(finding.message, HasSubstr("no YAML"));
}

TEST(YamlReader, SaysThatItCannotBeRead) {
  const testing::TemporaryFolder folder;
  folder.write("x.yaml/inside", "");
  YamlReader file(folder.path() / "x.yaml", "DEMO");

  EXPECT_THAT(file.entries("things", "a thing"), IsEmpty());
  EXPECT_NE(testing::findingOf(file.findings(), "DEMO-001").remedy, "");
}

TEST(YamlReader, SuggestsTheKeyThatWasMeant) {
  const testing::TemporaryFolder folder;
  YamlReader file(folder.write("x.yaml", "thing:\n  - {name: a}\n"), "DEMO");

  EXPECT_THAT(file.entries("things", "a thing"), IsEmpty());
  EXPECT_EQ(testing::findingOf(file.findings(), "DEMO-002").remedy, "Did you mean 'things'?");
}

TEST(YamlReader, RefusesWhatIsNoListOfEntries) {
  const testing::TemporaryFolder folder;
  for (const char* text : {"just text", "things: text", "things: [text]"}) {
    YamlReader file(folder.write("x.yaml", text), "DEMO");

    EXPECT_THAT(file.entries("things", "a thing"), IsEmpty()) << text;
    EXPECT_EQ(testing::findingOf(file.findings(), "DEMO-003").place.line, 1) << text;
  }
}

/// A reader of a text, with its document.
struct Document {
  explicit Document(const std::string& text) : node(reader.parse(text, {"a"})) {}
  /// The only finding as a line; empty when there are none or several.
  std::string finding() const {
    return reader.findings().size() == 1 ? reader.findings().items()[0].toText() : std::string();
  }

  YamlReader reader{"x.yaml", "DEMO"};
  YAML::Node node;
};

TEST(YamlReader, IsContentWithAnEmptyDocument) {
  Document empty("# nothing yet\n");

  EXPECT_FALSE(empty.reader.text(empty.node, "a", "the file"));
  EXPECT_THAT(empty.reader.list(empty.node, "a", "the file"), IsEmpty());
  EXPECT_TRUE(empty.reader.findings().empty());
}

TEST(YamlReader, FindsAKeyThatStandsTwice) {
  EXPECT_EQ(Document("a: 1\na: 2\n").finding(),
            "error DEMO-003 x.yaml:2:1: 'a' stands twice in the file. Remove one of the lines.");
}

TEST(YamlReader, ListsTheKnownKeysWhereNoneIsNear) {
  EXPECT_EQ(Document("something: 1\n").finding(),
            "error DEMO-002 x.yaml:1:1: There is no key 'something' in the file. Known are: a.");
}

TEST(YamlReader, GivesWhatIsThereInItsType) {
  EXPECT_EQ(Document("a: x").reader.text(Document("a: x").node, "a", "it"), "x");
  Document number("a: 42");
  EXPECT_EQ(number.reader.number(number.node, "a", "it"), 42);
  Document flag("a: yes");
  EXPECT_EQ(flag.reader.flag(flag.node, "a", "it"), true);
  Document names("a: [x, y]");
  EXPECT_THAT(names.reader.names(names.node, "a", "it"), Optional(ElementsAre("x", "y")));
}

TEST(YamlReader, GivesNothingWithoutAFindingOfWhatIsAbsent) {
  for (const char* text : {"{}", "a:", "a: ~"}) {
    Document document(text);
    YamlReader& reader = document.reader;

    EXPECT_FALSE(reader.text(document.node, "a", "it"));
    EXPECT_FALSE(reader.names(document.node, "a", "it"));
    EXPECT_FALSE(reader.number(document.node, "a", "it"));
    EXPECT_FALSE(reader.flag(document.node, "a", "it"));
    EXPECT_TRUE(reader.findings().empty()) << text;
  }
}

TEST(YamlReader, FindsWhatIsMissing) {
  Document document("a:");

  EXPECT_FALSE(document.reader.requiredText(document.node, "a", "the thing"));
  EXPECT_EQ(document.finding(),
            "error DEMO-003 x.yaml:1:1: 'a' of the thing is missing. Write it as in docs/tenant_folder.md.");
}

TEST(YamlReader, FindsWrongTypesWithoutRepeatingTheValue) {
  using Read = std::function<void(YamlReader&, const YAML::Node&)>;
  const std::pair<const char*, Read> reads[] = {
      {"no text", [](auto& reader, auto& node) { EXPECT_FALSE(reader.text(node, "a", "it")); }},
      {"no text", [](auto& reader, auto& node) { EXPECT_FALSE(reader.requiredText(node, "a", "it")); }},
      {"no list of names", [](auto& reader, auto& node) { EXPECT_FALSE(reader.names(node, "a", "it")); }},
      {"no whole number", [](auto& reader, auto& node) { EXPECT_FALSE(reader.number(node, "a", "it")); }},
      {"neither true nor false", [](auto& reader, auto& node) { EXPECT_FALSE(reader.flag(node, "a", "it")); }},
      {"no list", [](auto& reader, auto& node) { EXPECT_THAT(reader.list(node, "a", "it"), IsEmpty()); }}};
  for (const auto& [what, read] : reads) {
    Document document("a: {hidden: secret}");

    read(document.reader, document.node);

    EXPECT_THAT(document.finding(), AllOf(HasSubstr("'a' of it is "), HasSubstr(what)));
    EXPECT_THAT(document.finding(), Not(HasSubstr("secret")));
  }
}

}  // namespace
}  // namespace iflowsim
