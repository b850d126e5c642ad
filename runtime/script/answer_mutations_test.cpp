#include <random>
#include <string>

#include <gmock/gmock.h>

#include "runtime/script/hosted_script_testkit.h"

namespace iflowsim::script {
namespace {

/// A RESULT with all kinds of values, bodies and log entries.
std::string richResult() {
  WireOut out;
  out.u8(2).text("the body");
  out.u32(1).text("Gone").u32(3).text("A").u8(1).text("text").text("B").u8(10).u64(5).text("java.util.ArrayList");
  out.text("C").u8(12).text("java.lang.Long").text("5");
  out.u32(0).u32(4).text("list").u8(6).u32(2).u8(2).boolean(true).u8(3).i64(-5);
  out.text("map").u8(7).u32(1).text("k").u8(5).text("bytes").text("date").u8(8).i64(1'704'067'200'000);
  out.text("error").u8(9).text("a.E").text("m").u32(1).text("statusCode").text("404").u64(9).boolean(true);
  out.text("a.Cause").text("n").u32(0).u64(0).boolean(false);
  out.boolean(true).u32(2).text("one").text("text/plain").u32(1).text("X-Name").text("value").u8(3).text("content");
  out.text("two").text("text/xml").u32(0).u8(7).u32(0);
  out.u32(3).u8(1).text("p").text("").u8(2).text("v").u8(2).text("att").text("text/plain").u8(2).text("the log");
  out.u8(3).text("custom").text("").u8(2).text("value").i64(12);
  return out.bytes();
}

class AnswerMutationsTest : public FakeHostTest {
 protected:
  /// The answer with up to four bytes changed, put in or left out; the same for the same seed.
  static std::string mutated(std::string bytes, std::mt19937& random) {
    const auto below = [&](std::size_t most) { return static_cast<std::size_t>(random() % most); };
    for (std::size_t changes = 1 + below(4); changes > 0 && !bytes.empty(); --changes) {
      const std::size_t at = below(bytes.size());
      switch (below(4)) {
        case 0:
          bytes[at] = static_cast<char>(below(256));
          break;
        case 1:
          bytes.insert(at, 1, static_cast<char>(below(256)));
          break;
        case 2:
          bytes.erase(at, 1 + below(8));
          break;
        default:
          bytes.resize(at);
      }
    }
    return bytes;
  }

  /// One message with an attachment; it either passes or fails as messages do.
  void runOne(const Script& script) {
    iflowsim::Run one_run{{.message_id = "M"}, LogLevel::Debug, services.clock};
    Exchange one(one_run);
    one.attachments().push_back({.name = "a", .content_type = "text/plain", .content = Body("x")});
    if (failureOf(script, one) == "nothing was thrown") ++passed_;
  }

  int passed_ = 0;
};

TEST_F(AnswerMutationsTest, AreReadWhenNothingIsChanged) {
  host.on(Kind::Run, [](FakeLink& link, const Frame&) { link.write(Kind::Result, WireOut().append(richResult())); });
  exchange.attachments().push_back({.name = "a", .content_type = "text/plain", .content = Body("x")});

  script()->run(exchange);

  EXPECT_EQ(exchange.body().text(), "the body");
  EXPECT_EQ(exchange.properties().get("list"), Value::list({true, -5}));
  EXPECT_EQ(exchange.attachments().size(), 2U);
  EXPECT_EQ(exchange.attachments()[1].content.text(), "x");
  EXPECT_EQ(run.attachments().at(0).content, "the log");
}

TEST_F(AnswerMutationsTest, FailTheirMessageAtMost) {
  std::mt19937 random(4711);
  host.on(Kind::Run, [&](FakeLink& link, const Frame&) {
    const std::string bytes = mutated(richResult(), random);
    const auto kinds = {Kind::Result, Kind::Error, Kind::Piece, Kind::Fetch, Kind::Call, Kind::Pong};
    const bool is_other = random() % 10 == 0;
    link.write(is_other ? *(kinds.begin() + random() % kinds.size()) : Kind::Result, WireOut().append(bytes));
    if (is_other) link.close();
  });
  const auto given = script();

  for (int i = 0; i < 800; ++i) runOne(*given);

  EXPECT_GT(passed_, 0);
  EXPECT_LT(passed_, 800);
  EXPECT_EQ(host.launches(), 1);
}

TEST_F(AnswerMutationsTest, OfWholeFramesFailTheirMessageAtMost) {
  std::mt19937 random(815);
  host.on(Kind::Run, [&](FakeLink& link, const Frame&) {
    WireOut frame;
    frame.count(richResult().size() + 1).u8(static_cast<std::uint8_t>(Kind::Result)).append(richResult());
    link.writeBytes(mutated(frame.bytes(), random));
    link.close();
  });
  const auto given = script();

  for (int i = 0; i < 200; ++i) runOne(*given);

  EXPECT_LT(passed_, 200);
  EXPECT_EQ(host.launches(), 1);
}

}  // namespace
}  // namespace iflowsim::script
