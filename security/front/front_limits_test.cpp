#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "security/front/front_testkit.h"

namespace iflowsim {
namespace {

using std::chrono::milliseconds;
using testkit::bodyOf;
using testkit::hasLine;
using testkit::RawCaller;
using testkit::requestText;
using testkit::RunningFront;
using testkit::statusOf;

constexpr milliseconds kShort{60};
constexpr milliseconds kDrain{5'000};

FrontOptions withLimits(const std::function<void(FrontLimits&)>& set) {
  FrontOptions options;
  options.threads = 1;
  set(options.limits);
  return options;
}

/// Keeps the sink of the first request until the test answers it.
struct HeldRequest {
  explicit HeldRequest(RunningFront& front) {
    front.handler.request = [this](const HttpRequest& request, const ReplySink& sink) {
      if (request.path == "/held") return promise.set_value(sink);
      sink({});
    };
  }
  ReplySink sink() { return promise.get_future().get(); }

  std::promise<ReplySink> promise;
};

TEST(FrontLimits, RefuseAHeadThatIsTooLarge) {
  RunningFront front(withLimits([](FrontLimits& limits) { limits.head_bytes = 500; }));

  const std::string reply =
      RawCaller(front.port()).send(requestText("GET", "/", "", "X: " + std::string(600, 'x') + "\r\n")).rest();

  EXPECT_EQ(statusOf(reply), 431);
}

TEST(FrontLimits, RefuseTooManyHeaders) {
  RunningFront front(withLimits([](FrontLimits& limits) { limits.header_count = 2; }));

  const std::string reply = RawCaller(front.port()).send(requestText("GET", "/", "", "A: 1\r\nB: 1\r\n")).rest();

  EXPECT_EQ(statusOf(reply), 431);
}

TEST(FrontLimits, AnswerAnAnnouncedBodyThatIsTooLarge) {
  RunningFront front;
  front.handler.head = [](const HttpRequest&) { return HeadVerdict{.max_body = 10}; };

  const std::string fits = RawCaller(front.port()).send(requestText("POST", "/", "0123456789")).reply();
  const std::string reply = RawCaller(front.port()).send(requestText("POST", "/", std::string(100'000, 'x'))).rest();

  EXPECT_EQ(statusOf(fits), 200);
  EXPECT_EQ(statusOf(reply), 413);
  EXPECT_TRUE(hasLine(reply, "Connection: close"));
}

TEST(FrontLimits, AnswerAChunkedBodyThatGrowsTooLarge) {
  RunningFront front;
  front.handler.head = [](const HttpRequest&) { return HeadVerdict{.max_body = 10}; };

  const std::string reply =
      RawCaller(front.port())
          .send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n01234567\r\n3\r\nabc\r\n")
          .rest();

  EXPECT_EQ(statusOf(reply), 413);
}

// P-FRONT-001
TEST(FrontLimits, LetTheHandlerSayWhatIsTooLarge) {
  RunningFront front;
  front.handler.head = [](const HttpRequest&) { return HeadVerdict{.max_body = 10}; };
  std::thread answering;
  front.handler.too_large = [&answering](const HttpRequest& head, ReplySink sink) {
    answering = std::thread([sink, path = head.path] { sink({500, {}, Body("too large for " + path)}); });
  };

  const std::string reply = RawCaller(front.port()).send(requestText("POST", "/flow", std::string(11, 'x'))).rest();

  answering.join();
  EXPECT_EQ(statusOf(reply), 500);
  EXPECT_EQ(bodyOf(reply), "too large for /flow");
}

TEST(FrontLimits, CloseAConnectionThatStaysIdle) {
  RunningFront front(withLimits([](FrontLimits& limits) { limits.idle_time = kShort; }));
  RawCaller caller(front.port());

  EXPECT_EQ(statusOf(caller.send(requestText("GET", "/")).reply()), 200);

  EXPECT_TRUE(caller.isClosed());
}

TEST(FrontLimits, AnswerAHeadThatTakesTooLongWith408) {
  RunningFront front(withLimits([](FrontLimits& limits) { limits.head_time = kShort; }));

  const std::string reply = RawCaller(front.port()).send("GET / HTTP/1.1\r\nHost:").rest();

  EXPECT_EQ(statusOf(reply), 408);
}

TEST(FrontLimits, AnswerABodyThatStandsStillWith408) {
  RunningFront front(withLimits([](FrontLimits& limits) { limits.body_time = kShort; }));

  const std::string reply =
      RawCaller(front.port()).send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc").rest();

  EXPECT_EQ(statusOf(reply), 408);
}

TEST(FrontLimits, EndAHeadThatTricklesInForEver) {
  RunningFront front(withLimits([](FrontLimits& limits) { limits.head_time = limits.linger_time = kShort; }));
  RawCaller caller(front.port());
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);

  std::size_t sent = caller.sendSome("GET / HTTP/1.1\r\nX: ");
  while (sent > 0 && std::chrono::steady_clock::now() < end) {
    sent = caller.sendSome("x");
    EXPECT_EQ(statusOf(RawCaller(front.port()).send(requestText("GET", "/")).reply()), 200);
  }

  EXPECT_EQ(sent, 0U);
}

TEST(FrontLimits, CloseOnACallerWhoDoesNotReadTheReply) {
  RunningFront front(withLimits([](FrontLimits& limits) { limits.write_time = kShort; }));
  const Body body(std::string(64'000'000, 'y'));
  front.handler.request = [&body](const HttpRequest&, const ReplySink& sink) { sink({200, {}, body}); };
  RawCaller caller(front.port(), 4096);

  caller.send(requestText("GET", "/"));
  front.front.stop(kDrain);

  EXPECT_LT(caller.rest().size(), body.size());
}

TEST(FrontLimits, ServeOthersWhileACallerIsSlow) {
  RunningFront front(withLimits([](FrontLimits&) {}));
  const Body body(std::string(32'000'000, 'y'));
  front.handler.request = [&body](const HttpRequest& request, const ReplySink& sink) {
    sink({200, {}, request.path == "/large" ? body : Body("small")});
  };
  RawCaller does_not_read(front.port(), 4096);
  RawCaller half_a_head(front.port());
  RawCaller half_a_body(front.port());

  does_not_read.send(requestText("GET", "/large"));
  half_a_head.send("GET / HT");
  half_a_body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");

  EXPECT_EQ(bodyOf(RawCaller(front.port()).send(requestText("GET", "/")).reply()), "small");
  EXPECT_EQ(bodyOf(half_a_head.send("TP/1.1\r\nHost: a\r\n\r\n").reply()), "small");
  EXPECT_EQ(bodyOf(half_a_body.send("defghi").reply()), "small");
  EXPECT_EQ(bodyOf(does_not_read.reply()).size(), body.size());
}

// P-FRONT-002
TEST(FrontLimits, TellSurplusCallersToComeBack) {
  RunningFront front(withLimits([](FrontLimits& limits) { limits.connections = 2; }));
  RawCaller first(front.port());
  RawCaller second(front.port());
  EXPECT_EQ(statusOf(first.send(requestText("GET", "/")).reply()), 200);
  EXPECT_EQ(statusOf(second.send(requestText("GET", "/")).reply()), 200);

  const std::string reply = RawCaller(front.port()).send(requestText("GET", "/")).rest();

  EXPECT_EQ(statusOf(reply), 503);
  EXPECT_TRUE(hasLine(reply, "Retry-After: 5"));
  EXPECT_EQ(statusOf(first.send(requestText("GET", "/")).reply()), 200);
}

TEST(FrontLimits, TurnCallersFarBeyondTheLimitAway) {
  RunningFront front(withLimits([](FrontLimits& limits) { limits.connections = 1; }));
  std::vector<std::unique_ptr<RawCaller>> callers;
  for (int i = 0; i < 17; ++i) callers.push_back(std::make_unique<RawCaller>(front.port()));

  RawCaller last(front.port());

  EXPECT_TRUE(last.isClosed());
}

// P-FRONT-004
TEST(FrontDrain, LetsARunningRequestFinish) {
  RunningFront front;
  HeldRequest held(front);
  RawCaller caller(front.port());
  caller.send(requestText("GET", "/held"));
  const ReplySink sink = held.sink();

  std::thread stopping([&front] { front.front.stop(kDrain); });
  sink({200, {}, Body("done")});

  const std::string reply = caller.rest();
  stopping.join();
  EXPECT_EQ(bodyOf(reply), "done");
}

TEST(FrontDrain, ClosesIdleConnectionsAtOnce) {
  RunningFront front;
  RawCaller caller(front.port());
  caller.send(requestText("GET", "/")).reply();
  const auto start = std::chrono::steady_clock::now();

  front.front.stop(kDrain);

  EXPECT_LT(std::chrono::steady_clock::now() - start, kDrain);
  EXPECT_TRUE(caller.isClosed());
}

TEST(FrontDrain, CutsARequestThatOutlastsTheDrainTime) {
  RunningFront front;
  HeldRequest held(front);
  RawCaller caller(front.port());
  caller.send(requestText("GET", "/held"));
  const ReplySink sink = held.sink();

  front.front.stop(kShort);
  sink({200, {}, Body("too late")});

  EXPECT_TRUE(caller.isClosed());
}

TEST(FrontDrain, FreesThePort) {
  FrontOptions options;
  RunningFront first(options);
  options.port = first.port();
  first.front.stop(kDrain);

  RunningFront second(options);

  EXPECT_EQ(statusOf(RawCaller(second.port()).send(requestText("GET", "/")).reply()), 200);
}

}  // namespace
}  // namespace iflowsim
