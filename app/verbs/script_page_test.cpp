#include "app/verbs/script_page.h"

#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "tests/support/manual_clock.h"

namespace iflowsim {
namespace {

struct Page {
  std::string text() { return toText(ScriptOutcome{before, after, run}); }

  ManualClock clock;
  Run run{{.message_id = "M1"}, LogLevel::Debug, clock};
  SavedMessage before;
  SavedMessage after;
};

TEST(ScriptPage, MarksWhatCameChangedAndWent) {
  Page page;
  page.before.headers = {{"same", Value("1")}, {"changed", Value("2")}, {"gone", Value("3")}};
  page.after.headers = {{"same", Value("1")}, {"changed", Value(2)}, {"new", Value()}};

  EXPECT_EQ(page.text(),
            "Headers:\n"
            "    same = 1\n"
            "  * changed = 2 (java.lang.Integer), was 2\n"
            "  + new = null\n"
            "  - gone, was 3\n"
            "Body: none\n");
}

TEST(ScriptPage, ShowsABodyThatIsText) {
  Page page;
  page.before.body = Body("<a/>");
  page.after.body = Body("<b/>").as(BodyKind::Text);

  EXPECT_EQ(page.text(), "Body (String, 4 bytes, changed):\n<b/>\n");
}

TEST(ScriptPage, TellsTheSizeOfABodyThatIsNot) {
  Page page;
  page.before.body = page.after.body = Body(std::string("\0\xff", 2));

  EXPECT_EQ(page.text(), "Body (stream, 2 bytes, not text)\n");
}

TEST(ScriptPage, ListsAttachments) {
  Page page;
  page.before.attachments = {{"same", "text/plain", Body("1")}, {"gone", "text/plain", Body("1")}};
  page.after.attachments = {{"same", "text/plain", Body("1")}, {"new", "text/csv", Body("12")}};

  EXPECT_EQ(page.text(),
            "Body: none\nAttachments:\n    same (text/plain, 1 byte)\n  + new (text/csv, 2 bytes)\n  - gone\n");
}

TEST(ScriptPage, ShowsWhatTheLogsGot) {
  Page page;
  const Exchange exchange(page.run);
  const std::size_t step = page.run.beginStep("s", "x.groovy", "Script", exchange);
  page.run.addStepProperty("count", "2");
  page.run.endStep(step, "", exchange);
  page.run.addCustomHeader("order", "4711");
  page.run.addAttachment({"payload", "text/plain", "first\nsecond"});

  EXPECT_EQ(page.text(),
            "Body: none\nMessage log:\n  property count = 2\n  custom header order = 4711\n"
            "  attachment payload (text/plain, 12 bytes)\n      first\n      second\n");
}

TEST(ScriptPage, ShowsLogLines) {
  EXPECT_EQ(toText(std::vector<ScriptLine>{{log::Level::Warning, "careful"}}), "Log lines:\n  warning careful\n");
  EXPECT_EQ(toText(std::vector<ScriptLine>{}), "");
}

TEST(ScriptPage, CutsLongValues) {
  Page page;
  page.after.properties = {{"long", Value(std::string(3000, 'x'))}};

  EXPECT_NE(page.text().find("xxx... (3000 bytes)\n"), std::string::npos);
  EXPECT_LT(page.text().size(), 2100U);
}

}  // namespace
}  // namespace iflowsim
