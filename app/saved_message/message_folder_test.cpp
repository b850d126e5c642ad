#include "app/saved_message/message_folder.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using testing::TemporaryFolder;

/// The text of the error, after checking its code.
std::string refusal(const TemporaryFolder& folder) {
  const auto read = readSavedMessage(folder.path());
  if (read) return "read";
  EXPECT_EQ(read.error().code, "MESSAGE-001");
  return read.error().text;
}

TEST(MessageFolder, IsReadPartByPart) {
  const TemporaryFolder folder;
  folder.write("body.json", "{}");
  folder.write("headers.yaml", "Content-Type: application/json\nCamelHttpResponseCode: !!int 200\n");
  folder.write("properties.yaml", "{\"order\": \"4711\"}");
  folder.write("message.yaml", "message_id: M9\nbody: text\n");

  const auto message = readSavedMessage(folder.path());

  ASSERT_TRUE(message) << message.error().text;
  EXPECT_EQ(message->message_id, "M9");
  EXPECT_EQ(message->body.text(), "{}");
  EXPECT_EQ(message->body.kind(), BodyKind::Text);
  EXPECT_EQ(message->headers, (SavedMessage::Entries{{"Content-Type", Value("application/json")},
                                                     {"CamelHttpResponseCode", Value(200)}}));
  EXPECT_EQ(message->properties, (SavedMessage::Entries{{"order", Value("4711")}}));
}

TEST(MessageFolder, MayHaveABodyAlone) {
  const TemporaryFolder folder;
  folder.write("body", "text");

  const auto message = readSavedMessage(folder.path());

  ASSERT_TRUE(message) << message.error().text;
  EXPECT_EQ(message->body.text(), "text");
  EXPECT_EQ(message->body.kind(), BodyKind::Stream);
  EXPECT_TRUE(message->headers.empty());
}

TEST(MessageFolder, HasNoBodyWhenItIsEmpty) {
  const TemporaryFolder folder;

  const auto message = readSavedMessage(folder.path());

  ASSERT_TRUE(message) << message.error().text;
  EXPECT_TRUE(message->body.isNull());
}

TEST(MessageFolder, TellsTheTypeOfAttachmentsByTheirNames) {
  const TemporaryFolder folder;
  folder.write("attachments/b.xml", "<b/>");
  folder.write("attachments/a.odd", "A");
  folder.write("attachments/0.txt", "C");
  folder.write("message.yaml", "attachments: [{file: 0.txt, name: notes, content_type: text/markdown}]");

  const auto message = readSavedMessage(folder.path());

  ASSERT_TRUE(message) << message.error().text;
  ASSERT_EQ(message->attachments.size(), 3U);
  EXPECT_EQ(message->attachments[0].name, "notes");
  EXPECT_EQ(message->attachments[0].content_type, "text/markdown");
  EXPECT_EQ(message->attachments[1].name, "a.odd");
  EXPECT_EQ(message->attachments[1].content_type, "application/octet-stream");
  EXPECT_EQ(message->attachments[2].content_type, "application/xml");
}

TEST(MessageFolder, SaysWhatCannotBeUsed) {
  const TemporaryFolder folder;

  folder.write("header.yaml", "a: b");
  EXPECT_NE(refusal(folder).find("header.yaml: this is no part of a message"), std::string::npos) << refusal(folder);
  std::filesystem::remove(folder.path() / "header.yaml");

  folder.write("headers.yaml", "a: b\nc: !!int many\n");
  EXPECT_NE(refusal(folder).find("headers.yaml:2: "), std::string::npos) << refusal(folder);
  folder.write("headers.yaml", "[a, b]");
  EXPECT_NE(refusal(folder).find("'name: value'"), std::string::npos) << refusal(folder);
  std::filesystem::remove(folder.path() / "headers.yaml");

  folder.write("message.yaml", "body: paper");
  EXPECT_NE(refusal(folder).find("stream, text, bytes"), std::string::npos) << refusal(folder);
  folder.write("message.yaml", "attachments: [{file: none.txt}]");
  EXPECT_NE(refusal(folder).find("none.txt: the attachment cannot be read"), std::string::npos) << refusal(folder);
  folder.write("attachments/a.txt", "a");
  folder.write("message.yaml", "attachments:\n- {file: a.txt, headers: none}");
  EXPECT_NE(refusal(folder).find("message.yaml:2: 'headers' is a map of name to value"), std::string::npos)
      << refusal(folder);
  std::filesystem::remove(folder.path() / "message.yaml");

  folder.write("body.xml", "<a/>");
  folder.write("body.json", "{}");
  EXPECT_NE(refusal(folder).find("several bodies"), std::string::npos) << refusal(folder);
}

TEST(MessageFolder, SaysWhenThereIsNone) {
  const auto read = readSavedMessage("/nowhere/at/all");

  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "MESSAGE-001");
}

TEST(MessageFolder, IsReadAsItWasWritten) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "kept" / "message";
  const SavedMessage message{.message_id = "M1",
                             .body = Body("<a>\xc3\xa4</a>").as(BodyKind::Text),
                             .headers = {{"true", Value("12")}, {"n", Value(12)}, {"empty", Value()}},
                             .properties = {{"a: b", Value("x\ny")}},
                             .attachments = {{"../a b", "text/plain", Body("1"), {{"Content-ID", "<a: b>"}}},
                                             {".._a_b", "", Body("2"), {{"X-Kind", "1"}, {"X-Kind", "true"}}}}};

  const auto written = writeSavedMessage(message, path);
  ASSERT_TRUE(written) << written.error().text;
  const auto read = readSavedMessage(path);

  ASSERT_TRUE(read) << read.error().text;
  EXPECT_TRUE(std::filesystem::exists(path / "body.xml"));
  EXPECT_EQ(read->message_id, "M1");
  EXPECT_EQ(read->body.text(), message.body.text());
  EXPECT_EQ(read->body.kind(), BodyKind::Text);
  EXPECT_EQ(read->headers, message.headers);
  EXPECT_EQ(read->properties, message.properties);
  ASSERT_EQ(read->attachments.size(), 2U);
  EXPECT_EQ(read->attachments[0].name, "../a b");
  EXPECT_EQ(read->attachments[0].content.text(), "1");
  EXPECT_EQ(read->attachments[1].name, ".._a_b");
  EXPECT_EQ(read->attachments[1].content.text(), "2");
  EXPECT_EQ(read->attachments[0].headers, message.attachments[0].headers);
  EXPECT_EQ(read->attachments[1].headers, message.attachments[1].headers);
}

TEST(MessageFolder, IsReplacedByTheNextMessage) {
  const TemporaryFolder folder;
  ASSERT_TRUE(writeSavedMessage({.body = Body("<a/>"), .attachments = {{"a", "", Body("1")}}}, folder.path()));

  ASSERT_TRUE(writeSavedMessage({.body = Body("[]")}, folder.path()));

  const auto read = readSavedMessage(folder.path());
  ASSERT_TRUE(read) << read.error().text;
  EXPECT_EQ(read->body.text(), "[]");
  EXPECT_TRUE(read->attachments.empty());
}

TEST(MessageFolder, IsNotMadeOverOtherFiles) {
  const TemporaryFolder folder;
  folder.write("precious.txt", "mine");

  const auto written = writeSavedMessage({.body = Body("text")}, folder.path());

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "MESSAGE-002");
  EXPECT_NE(written.error().text.find("precious.txt"), std::string::npos) << written.error().text;
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "precious.txt"));
}

}  // namespace
}  // namespace iflowsim
