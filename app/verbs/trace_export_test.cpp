#include "app/verbs/trace_export.h"

#include <gtest/gtest.h>

#include "app/saved_message/message_folder.h"
#include "app/verbs/verb_tenant.h"

namespace iflowsim {
namespace {

using Json = nlohmann::json;

Json snapshot(const std::string& body) {
  return {{"headers", Json::array()}, {"properties", Json::array()}, {"body", body}};
}

Json step(int number, const std::string& name, const std::string& error = {}) {
  return {{"number", number},
          {"id", "id" + name},
          {"name", name},
          {"error", error},
          {"before", snapshot("before " + std::to_string(number))},
          {"after", snapshot("after " + std::to_string(number))}};
}

Json message(Json steps) {
  return {{"messageId", "M1"}, {"flow", "Orders"}, {"steps", std::move(steps)}};
}

std::string bodyAt(const Json& answer, const TracedMoment& moment) {
  const auto found = messageAt(answer, moment);
  return found ? found->body.text() : found.error().code + ' ' + found.error().text;
}

TEST(TraceExport, FindsAStepByNumberIdOrName) {
  const Json answer = message({step(1, "Map"), step(2, "Send"), step(3, "Map")});

  EXPECT_EQ(bodyAt(answer, {"1"}), "before 1");
  EXPECT_EQ(bodyAt(answer, {"idSend"}), "before 2");
  EXPECT_EQ(bodyAt(answer, {"Map"}), "before 3");
  EXPECT_EQ(bodyAt(answer, {"Map", true}), "after 3");
}

TEST(TraceExport, TakesTheStepThatFailedWhenNoneIsNamed) {
  EXPECT_EQ(bodyAt(message({step(1, "Map"), step(2, "Send", "broken"), step(3, "Tell")}), {}), "before 2");
}

TEST(TraceExport, ListsTheStepsWhenNoneIsMeant) {
  const Json answer = message({step(1, "Map"), step(2, "Send")});

  EXPECT_EQ(bodyAt(answer, {}),
            "TRACE-001 No step of message M1 failed. Name one with --step, by its number, id or name:\n  1 Map\n"
            "  2 Send");
  EXPECT_TRUE(bodyAt(answer, {"Mop"}).starts_with("TRACE-001 Message M1 has no step 'Mop'."));
}

TEST(TraceExport, SaysHowToTraceWhenNothingIsKept) {
  Json bare = step(1, "Map");
  bare["before"] = nullptr;

  const std::string text = bodyAt(message({bare}), {"Map"});

  EXPECT_TRUE(text.starts_with("TRACE-002 Nothing is kept of step 1 Map of message M1.")) << text;
  EXPECT_NE(text.find("iflowsim log-level Orders TRACE"), std::string::npos) << text;
}

TEST(TraceExport, TakesBytesThatAreNoText) {
  Json bare = step(1, "Map");
  bare["before"]["bodyBase64"] = "AP8=";

  EXPECT_EQ(bodyAt(message({bare}), {"1"}), std::string("\0\xff", 2));
}

TEST(LogVerb, WritesAMessageOutOfATrace) {
  VerbTenant tenant;
  const auto folder = tenant.folder.path() / "message";

  const Ran ran = tenant.run({"log", "M1", "--export", folder.string(), "--step", "Map it", "--after"});

  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("The message is in " + folder.string()), std::string::npos) << ran.out;
  const auto read = readSavedMessage(folder);
  ASSERT_TRUE(read) << read.error().text;
  EXPECT_EQ(read->message_id, "M1");
  EXPECT_EQ(read->body.text(), "after \xFF");
  EXPECT_EQ(read->headers, (SavedMessage::Entries{{"h", Value("1")}}));
}

TEST(LogVerb, EndsWith2WhenNoStepIsMeantOrTheFolderHasOtherFiles) {
  VerbTenant tenant;
  tenant.folder.write("full/other.txt", "mine");

  EXPECT_EQ(tenant.run({"log", "M1", "--export", (tenant.folder.path() / "message").string()}).code, 2);
  EXPECT_EQ(tenant.run({"log", "M1", "--step", "Map it"}).code, 2);
  const Ran ran = tenant.run({"log", "M1", "--step", "7", "--export", (tenant.folder.path() / "full").string()});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("MESSAGE-002"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace iflowsim
