#include "runtime/message/body.h"

#include <thread>

#include <gtest/gtest.h>

#include "runtime/base/flow_error.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

BodyBuilder spoolingAbove(std::size_t threshold, const std::string& directory = {}) {
  return BodyBuilder({.spool_threshold = threshold, .directory = directory});
}

TEST(Body, IsNullWhenNothingWasGiven) {
  const Body body;

  EXPECT_TRUE(body.isNull());
  EXPECT_EQ(body.size(), 0U);
  EXPECT_EQ(body.text(), "");
}

TEST(Body, IsNotNullWhenItIsEmpty) {
  EXPECT_FALSE(Body(std::string()).isNull());
}

TEST(Body, CanBeReadAgainAndAgain) {
  const Body body(std::string("<a/>"));

  EXPECT_EQ(body.text(), "<a/>");
  EXPECT_EQ(body.text(), "<a/>");
}

TEST(Body, SaysAsWhatScriptsFindIt) {
  const Body body(std::string("a"));

  EXPECT_EQ(body.kind(), BodyKind::Stream);
  EXPECT_EQ(body.as(BodyKind::Text).kind(), BodyKind::Text);
  EXPECT_EQ(body.as(BodyKind::Text).view().data(), body.view().data());
}

class CountedObject final : public ObjectBody {
 public:
  std::string bytes() const override {
    ++asked;
    if (asked == 1) throw FlowError("java.lang.IllegalStateException", "not yet");
    return "<order/>";
  }
  mutable int asked = 0;
};

TEST(Body, AsksAnObjectForItsBytesOnceForAllCopies) {
  const auto object = std::make_shared<const CountedObject>();
  const Body body(object);
  const Body copy = body;

  EXPECT_EQ(body.kind(), BodyKind::Object);
  EXPECT_EQ(copy.object(), object);
  EXPECT_THROW((void)body.view(), FlowError);
  EXPECT_EQ(body.text(), "<order/>");
  EXPECT_EQ(copy.xml().serialize(), body.xml().serialize());
  EXPECT_EQ(object->asked, 2);
}

TEST(Body, SharesItsBytesWithItsCopies) {
  const Body body(std::string("large"));
  const Body copy = body;

  EXPECT_EQ(copy.view().data(), body.view().data());
}

TEST(Body, OutlivesTheBodyItWasCopiedFrom) {
  Body copy;
  {
    const Body body(std::string("kept"));
    copy = body;
  }

  EXPECT_EQ(copy.text(), "kept");
}

TEST(Body, ParsesOnceForAllCopies) {
  const Body body(std::string("<a/>"));
  const Body copy = body;

  EXPECT_EQ(body.xml().native(), copy.xml().native());
}

TEST(Body, WritesADocumentWhenItsBytesAreAskedFor) {
  const Body body(XmlDocument::parse("<a><b/></a>").value());

  EXPECT_EQ(body.text(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a><b/></a>");
}

TEST(Body, GivesTheDocumentItWasMadeFrom) {
  const XmlDocument document = XmlDocument::parse("<a/>").value();

  EXPECT_EQ(Body(document).xml().native(), document.native());
}

TEST(Body, ThrowsTheParsersExceptionEveryTimeItIsNoXml) {
  const Body body(std::string("<a>"));

  for (int attempt = 0; attempt < 2; ++attempt) {
    try {
      (void)body.xml();
      ADD_FAILURE() << "no exception";
    } catch (const FlowError& error) {
      EXPECT_EQ(error.className(), "org.xml.sax.SAXParseException");
      EXPECT_NE(error.message().find("lineNumber: 1"), std::string::npos) << error.message();
    }
  }
}

TEST(Body, HasNoDocumentWhenItIsNull) {
  try {
    (void)Body().xml();
    ADD_FAILURE() << "no exception";
  } catch (const FlowError& error) {
    EXPECT_EQ(error.describe(), "org.xml.sax.SAXParseException: Premature end of file.");
  }
}

TEST(Body, MayBeReadBySeveralThreads) {
  const Body body(XmlDocument::parse("<a/>").value());
  std::string first;
  std::string second;

  std::thread one([&] { first = body.text(); });
  std::thread other([&] { second = body.text(); });
  one.join();
  other.join();

  EXPECT_EQ(first, second);
  EXPECT_NE(first.find("<a/>"), std::string::npos);
}

TEST(BodyBuilder, JoinsItsChunks) {
  BodyBuilder builder;
  builder.append("ab");
  builder.append("");
  builder.append("cd");

  EXPECT_EQ(builder.size(), 4U);
  EXPECT_EQ(builder.finish().text(), "abcd");
}

TEST(BodyBuilder, MakesAnEmptyBodyOfNoChunks) {
  const Body body = BodyBuilder().finish();

  EXPECT_FALSE(body.isNull());
  EXPECT_EQ(body.size(), 0U);
}

TEST(BodyBuilder, GoesOnInAFilePastTheThreshold) {
  BodyBuilder builder = spoolingAbove(4);
  builder.append("1234");
  builder.append("5");
  builder.append("678");

  const Body body = builder.finish();

  EXPECT_EQ(body.text(), "12345678");
}

TEST(BodyBuilder, LeavesNoSpoolFileInTheDirectory) {
  const testing::TemporaryFolder folder;
  BodyBuilder builder = spoolingAbove(1, folder.path().string());

  builder.append("spooled");

  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  EXPECT_EQ(builder.finish().text(), "spooled");
}

TEST(BodyBuilder, ThrowsWhenTheSpoolDirectoryDoesNotExist) {
  const testing::TemporaryFolder folder;
  BodyBuilder builder = spoolingAbove(1, (folder.path() / "missing").string());

  EXPECT_THROW(builder.append("spooled"), std::system_error);
}

TEST(BodyBuilder, ParsesASpooledBody) {
  BodyBuilder builder = spoolingAbove(1);
  builder.append("<a/>");

  const Body body = builder.finish();

  EXPECT_NE(body.xml().native(), nullptr);
}

TEST(BodyBuilder, StartsAnewAfterABodyIsFinished) {
  BodyBuilder builder = spoolingAbove(4);
  builder.append("spooled");
  const Body first = builder.finish();

  builder.append("new");

  EXPECT_EQ(builder.size(), 3U);
  EXPECT_EQ(builder.finish().text(), "new");
  EXPECT_EQ(first.text(), "spooled");
}

TEST(BodyBuilder, TakesItsSpoolFileAlongWhenItMoves) {
  BodyBuilder builder = spoolingAbove(1);
  builder.append("abc");

  BodyBuilder moved = std::move(builder);
  moved.append("def");

  EXPECT_EQ(moved.finish().text(), "abcdef");
}

TEST(Body, KnowsItsBytesAndItsDocumentWhenItIsGivenBoth) {
  auto document = XmlDocument::parse("<a/>");
  const auto* native = document->native();

  const Body body("<a></a>", std::move(*document));

  EXPECT_EQ(body.view(), "<a></a>");
  EXPECT_EQ(body.xml().native(), native);
}

}  // namespace
}  // namespace iflowsim
