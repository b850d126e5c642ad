#include <algorithm>
#include <string>

#include <gmock/gmock.h>

#include "runtime/script/hosted_script_testkit.h"
#include "runtime/script/script_scope.h"

namespace iflowsim::script {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::uint64_t kHandle = 41;

class HostedBodiesTest : public FakeHostTest {
 protected:
  void SetUp() override {
    host.on(Kind::Render, [this](FakeLink& link, const Frame& frame) {
      WireIn in(frame.payload);
      (void)in.u64();
      (void)in.u64();
      const bool as_bytes = in.u8() == 1;
      link.write(Kind::Rendered, WireOut().u8(as_bytes ? 3 : 1).text(as_bytes ? object_bytes : "the text"));
    });
  }

  /// What RUN ends with: the body of the message.
  std::string sentBody(std::size_t size) const {
    const std::string run_frame = host.seen(Kind::Run).back();
    return run_frame.substr(run_frame.size() - size);
  }

  static WireOut objectBody() { return std::move(WireOut().u8(4).u64(kHandle).text("java.util.ArrayList")); }
  /// Changes that set the property `p` to the object.
  static WireOut objectProperty(std::uint64_t handle = kHandle) {
    WireOut out;
    out.u8(6).u32(0).u32(0).u32(0).u32(1).text("p").u8(10).u64(handle).text("java.util.ArrayList");
    return std::move(out.boolean(false).u32(0).i64(1));
  }

  std::string object_bytes = "[1, 2]";
};

// P-SCRIPT-092
TEST_F(HostedBodiesTest, TellTheScriptWhatTheyAre) {
  const auto given = script();
  const auto formOf = [&](const Body& sent) {
    exchange.setBody(sent);
    given->run(exchange);
    return static_cast<int>(sentBody(6)[0]);
  };

  EXPECT_EQ(formOf(Body("x")), 1);
  EXPECT_EQ(formOf(Body("x").as(BodyKind::Text)), 2);
  EXPECT_EQ(formOf(Body("x").as(BodyKind::Bytes)), 3);
}

TEST_F(HostedBodiesTest, AreNullWhenThereIsNone) {
  script()->run(exchange);

  EXPECT_EQ(sentBody(1), std::string(1, '\0'));
}

TEST_F(HostedBodiesTest, ComeBackAsWhatTheScriptMade) {
  const std::vector<std::pair<std::uint8_t, BodyKind>> kinds = {
      {1, BodyKind::Stream}, {2, BodyKind::Text}, {3, BodyKind::Bytes}};
  for (const auto& [form, kind] : kinds) {
    FakeHost answering;
    answering.on(Kind::Run, body(WireOut().u8(form).text("made")));
    options.launch = answering.launcher();
    start();

    script()->run(exchange);

    EXPECT_EQ(exchange.body().kind(), kind);
    EXPECT_EQ(exchange.body().text(), "made");
    engine.reset();
  }
}

TEST_F(HostedBodiesTest, AreFetchedPieceByPieceWhenTheyAreLarge) {
  const std::string large = std::string(kMostPieceBytes, 'a') + std::string(kMostPieceBytes, 'b') + "c";
  std::string fetched;
  std::string beyond = "not asked";
  host.on(Kind::Run, [&](FakeLink& link, const Frame&) {
    const auto fetch = [&](std::uint32_t part, std::uint64_t offset) {
      link.write(Kind::Fetch, WireOut().u32(part).u64(offset).u32(kMostPieceBytes));
      const auto chunk = link.read();
      WireIn in(chunk->payload);
      return in.string();
    };
    for (std::uint64_t offset = 0; offset <= 2 * kMostPieceBytes; offset += kMostPieceBytes)
      fetched += fetch(0, offset);
    beyond = fetch(0, 1'000'000'000) + fetch(7, 0);
    link.write(Kind::Result, noChanges().i64(1));
  });
  exchange.setBody(Body(large).as(BodyKind::Text));

  script()->run(exchange);

  EXPECT_EQ(sentBody(14), WireOut().u8(5).u8(2).u32(0).u64(large.size()).bytes());
  EXPECT_TRUE(fetched == large);
  EXPECT_EQ(beyond, "");
}

TEST_F(HostedBodiesTest, ComeBackInPiecesWhenTheyAreLarge) {
  host.on(Kind::Run, [](FakeLink& link, const Frame&) {
    link.write(Kind::Piece, WireOut().u32(0).text("one "));
    link.write(Kind::Piece, WireOut().u32(1).text("of another part"));
    link.write(Kind::Piece, WireOut().u32(0).text("two"));
    link.write(Kind::Result, resultWith(WireOut().u8(5).u8(2).u32(0).u64(7)));
  });

  script()->run(exchange);

  EXPECT_EQ(exchange.body().text(), "one two");
  EXPECT_EQ(exchange.body().kind(), BodyKind::Text);
}

TEST_F(HostedBodiesTest, FailTheMessageWhenPiecesAreMissing) {
  host.on(Kind::Run, body(WireOut().u8(5).u8(2).u32(0).u64(7)));

  EXPECT_THAT(failureOf(*script()), HasSubstr("a body of the script host has 0 bytes in place of 7"));
}

TEST_F(HostedBodiesTest, ThatAreObjectsAreReadWhenAStepWantsThem) {
  host.on(Kind::Run, body(objectBody()));

  script()->run(exchange);

  EXPECT_EQ(exchange.body().kind(), BodyKind::Object);
  EXPECT_THAT(host.seen(Kind::Render), IsEmpty());
  EXPECT_EQ(exchange.body().text(), "[1, 2]");
  EXPECT_EQ(exchange.body().text(), "[1, 2]");
  EXPECT_THAT(host.seen(Kind::Render), SizeIs(1));
}

TEST_F(HostedBodiesTest, ThatAreObjectsGoBackAsTheSameObject) {
  host.on(Kind::Run, body(objectBody()));
  const auto given = script();
  given->run(exchange);

  given->run(exchange);

  EXPECT_EQ(sentBody(objectBody().bytes().size()), objectBody().bytes());
}

TEST_F(HostedBodiesTest, ThatAreObjectsAreReadAgainAfterAScriptThatMayHaveChangedThem) {
  bool is_first = true;
  host.on(Kind::Run, [&](FakeLink& link, const Frame&) {
    link.write(Kind::Result, is_first ? resultWith(objectBody()) : noChanges().i64(1));
    is_first = false;
  });
  const auto given = script();
  given->run(exchange);
  EXPECT_EQ(exchange.body().text(), "[1, 2]");
  object_bytes = "[1, 2, 3]";

  given->run(exchange);

  EXPECT_EQ(exchange.body().text(), "[1, 2, 3]");
}

TEST_F(HostedBodiesTest, ThatAreObjectsComeInPiecesWhenTheyAreLarge) {
  FakeHost other;
  other.on(Kind::Run, body(objectBody()));
  other.on(Kind::Render, [](FakeLink& link, const Frame&) {
    link.write(Kind::Piece, WireOut().u32(0).text("large"));
    link.write(Kind::Rendered, WireOut().u8(5).u8(3).u32(0).u64(5));
  });
  options.launch = other.launcher();
  start();

  script()->run(exchange);

  EXPECT_EQ(exchange.body().text(), "large");
  engine.reset();
}

// P-SCRIPT-093
TEST_F(HostedBodiesTest, OfAnotherMessageArriveAsText) {
  host.on(Kind::Run, body(objectBody()));
  const auto given = script();
  given->run(exchange);
  iflowsim::Run callee_run{{.message_id = "M2"}, LogLevel::Info, services.clock};
  Exchange callee(callee_run);
  callee.setBody(exchange.body());

  given->run(callee);

  EXPECT_EQ(sentBody(11), WireOut().u8(2).text("[1, 2]").bytes());
}

TEST_F(HostedBodiesTest, ObjectsInPropertiesOfAnotherMessageArriveAsText) {
  host.on(Kind::Run, [](FakeLink& link, const Frame&) { link.write(Kind::Result, objectProperty()); });
  const auto given = script();
  given->run(exchange);
  iflowsim::Run callee_run{{.message_id = "M2"}, LogLevel::Info, services.clock};
  Exchange callee(callee_run);
  callee.headers().set("p", exchange.properties().get("p"));

  given->run(callee);

  EXPECT_THAT(host.seen(Kind::Run).back(), HasSubstr(WireOut().text("p").u8(1).text("the text").bytes()));
}

TEST_F(HostedBodiesTest, ObjectsAreNullForTheNextProcess) {
  host.on(Kind::Run, [](FakeLink& link, const Frame&) { link.write(Kind::Result, objectProperty()); });
  const auto given = script();
  given->run(exchange);
  host.kill();

  EXPECT_EQ(failureOf(*given), "nothing was thrown");
  EXPECT_THAT(host.seen(Kind::Run).back(), HasSubstr(WireOut().text("p").u8(0).bytes()));
}

TEST_F(HostedBodiesTest, OfAProcessThatDiedFailTheirMessageInWords) {
  host.on(Kind::Run, body(objectBody()));
  const auto given = script();
  given->run(exchange);
  host.kill();

  EXPECT_THAT(failureOf(*given),
              HasSubstr("An object that a script made cannot be read: the process of the script host "
                        "that had it has ended."));
}

TEST_F(HostedBodiesTest, ObjectsAreReleasedWhenNobodyKnowsThem) {
  std::uint64_t handle = 100;
  host.on(Kind::Run, [&](FakeLink& link, const Frame&) { link.write(Kind::Result, objectProperty(handle++)); });
  const auto given = script();

  given->run(exchange);  // 100
  given->run(exchange);  // 101 in its place
  EXPECT_THAT(host.seen(Kind::Release), IsEmpty());
  given->run(exchange);

  EXPECT_THAT(host.seen(Kind::Release), ElementsAre(WireOut().u64(1).u32(1).u64(100).bytes()));
}

TEST_F(HostedBodiesTest, ObjectsStayWhileSomebodyKnowsThem) {
  host.on(Kind::Run, [](FakeLink& link, const Frame&) { link.write(Kind::Result, objectProperty()); });
  const auto given = script();
  given->run(exchange);
  const Exchange branch = exchange;

  given->run(exchange);  // the same handle again
  exchange.properties().remove("p");
  given->run(exchange);

  EXPECT_THAT(host.seen(Kind::Release), IsEmpty());
}

TEST_F(HostedBodiesTest, ScopesEndWithTheRunOfTheMessage) {
  const auto given = script();
  {
    iflowsim::Run short_run{{.message_id = "M2"}, LogLevel::Info, services.clock};
    Exchange short_one(short_run);
    given->run(short_one);
    given->run(short_one);
  }

  given->run(exchange);

  EXPECT_THAT(host.seen(Kind::Release), ElementsAre(WireOut().u64(1).u32(0).bytes()));
}

}  // namespace
}  // namespace iflowsim::script
