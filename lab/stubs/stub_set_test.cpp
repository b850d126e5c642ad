#include "lab/stubs/stub_set.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

std::string mapping(const std::string& body, int priority = 5) {
  return R"({"priority": )" + std::to_string(priority) + R"(, "response": {"body": ")" + body + R"("}})";
}

std::string answerOf(const StubSet& set) {
  OutboundRequest request;
  request.method = "GET";
  request.url = "http://host.example/";
  const StubMapping* found = set.find(StubRequest(request), [](const StubMapping&) { return true; });
  return found == nullptr ? "(none)" : found->reply.body.text();
}

struct Stubs {
  testing::TemporaryFolder folder;
  StubReading load() const { return StubSet::load(folder.path() / "stubs"); }
  void write(const std::string& name, const std::string& text) const { folder.write("stubs/" + name, text); }
};

TEST(StubSet, IsEmptyWithoutAFolder) {
  const Stubs stubs;

  const StubReading reading = stubs.load();

  ASSERT_TRUE(reading.set);
  EXPECT_EQ(reading.set->size(), 0U);
  EXPECT_TRUE(reading.diagnostics.empty());
}

TEST(StubSet, AsksTheLowestPriorityFirst) {
  const Stubs stubs;
  stubs.write("mappings/a.json", mapping("urgent", 1));
  stubs.write("mappings/b.json", mapping("normal"));

  EXPECT_EQ(answerOf(*stubs.load().set), "urgent");
}

TEST(StubSet, AsksTheLastFileFirstAmongEquals) {
  const Stubs stubs;
  stubs.write("mappings/a.json", mapping("a"));
  stubs.write("mappings/b/c.json", mapping("c"));

  EXPECT_EQ(answerOf(*stubs.load().set), "c");
}

TEST(StubSet, ReadsSeveralMappingsOfAFile) {
  const Stubs stubs;
  stubs.write("mappings/a.json", R"({"mappings": [)" + mapping("first") + ',' + mapping("last") + "]}");

  const StubReading reading = stubs.load();

  EXPECT_EQ(reading.set->size(), 2U);
  EXPECT_EQ(answerOf(*reading.set), "last");
}

TEST(StubSet, ReadsBodiesFromFiles) {
  const Stubs stubs;
  stubs.write("mappings/a.json", R"({"response": {"bodyFileName": "sub/a.xml"}})");
  stubs.write("__files/sub/a.xml", "<a/>");

  EXPECT_EQ(answerOf(*stubs.load().set), "<a/>");
}

TEST(StubSet, DoesNotFollowLinksOutOfTheFolder) {
  const Stubs stubs;
  stubs.write("mappings/a.json", R"({"response": {"bodyFileName": "link"}})");
  stubs.write("__files/b", "");
  std::filesystem::create_symlink(stubs.folder.write("secret", "s"), stubs.folder.path() / "stubs/__files/link");

  const StubReading reading = stubs.load();

  EXPECT_EQ(reading.set, nullptr);
  EXPECT_NE(reading.diagnostics.toText().find("STUB-006"), std::string::npos);
}

TEST(StubSet, NamesThePlaceOfBrokenJson) {
  const Stubs stubs;
  stubs.write("mappings/a.json", "{\n  \"request\": {,}\n}");

  const StubReading reading = stubs.load();

  EXPECT_EQ(reading.set, nullptr);
  EXPECT_TRUE(reading.diagnostics.toText().starts_with("error STUB-001 stubs/mappings/a.json:2:15 Stub"))
      << reading.diagnostics.toText();
}

TEST(StubSet, NamesFilesItDoesNotRead) {
  const Stubs stubs;
  stubs.write("mappings/a.json", "{}");
  std::filesystem::resize_file(stubs.folder.path() / "stubs/mappings/a.json", std::uintmax_t{17} << 20U);

  EXPECT_NE(stubs.load().diagnostics.toText().find("STUB-007 stubs/mappings/a.json"), std::string::npos);
}

TEST(StubSet, AllowsCommentsInFiles) {
  const StubReading reading = StubSet::parse("// why\n" + mapping("a"), "a.json", "");

  EXPECT_TRUE(reading.set);
}

}  // namespace
}  // namespace iflowsim
