#include "security/front/front.h"

#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

#include "security/front/front_testkit.h"

namespace iflowsim {
namespace {

using testkit::bodyOf;
using testkit::hasLine;
using testkit::RawCaller;
using testkit::requestText;
using testkit::RunningFront;
using testkit::statusOf;

/// A worker that answers whatever it is given, off the reactor threads.
class Worker {
 public:
  ~Worker() {
    for (std::thread& thread : threads_) thread.join();
  }
  void run(std::function<void()> task) {
    const std::lock_guard lock(mutex_);
    threads_.emplace_back(std::move(task));
  }

 private:
  std::mutex mutex_;
  std::vector<std::thread> threads_;
};

TEST(Front, TellsItsHandlerWhatItRefusesByItself) {
  RunningFront front;
  std::string told;
  front.handler.malformed = [&told](const HttpRequest& head, int status, const std::string& reason) {
    told = head.method + ' ' + head.path + ' ' + head.peer + ' ' + std::to_string(status) + ' ' + reason;
    return HttpHeaders{{"X-Noted", "yes"}};
  };

  const std::string reply = RawCaller(front.port()).send("GET /a HTTP/1.1\r\nHost: a b\r\n\r\n").reply();

  EXPECT_EQ(statusOf(reply), 400);
  EXPECT_TRUE(hasLine(reply, "X-Noted: yes")) << reply;
  EXPECT_EQ(told, "GET /a 127.0.0.1 400 The Host header is not usable. Send it once, as 'name' or 'name:port'.");
}

TEST(Front, AnswersARequestOnTheReactorThread) {
  RunningFront front;

  const std::string reply = RawCaller(front.port()).send(requestText("POST", "/http/a", "hello")).reply();

  EXPECT_EQ(reply.substr(0, reply.find('\r')), "HTTP/1.1 200 OK");
  EXPECT_EQ(bodyOf(reply), "POST /http/a hello");
}

TEST(Front, AnswersARequestFromAnotherThread) {
  RunningFront front;
  Worker worker;
  front.handler.request = [&worker](HttpRequest request, ReplySink sink) {
    worker.run([sink, path = request.path] { sink({202, {}, Body("later " + path)}); });
  };

  const std::string reply = RawCaller(front.port()).send(requestText("GET", "/x")).reply();

  EXPECT_EQ(statusOf(reply), 202);
  EXPECT_EQ(bodyOf(reply), "later /x");
}

TEST(Front, HandsOverWhatTheRequestSays) {
  RunningFront front;
  std::promise<HttpRequest> seen;
  front.handler.request = [&seen](HttpRequest request, ReplySink sink) {
    seen.set_value(std::move(request));
    sink({});
  };

  RawCaller(front.port()).send(requestText("PUT", "/a%20b?c=d&e", "body", "X-One: 1\r\nx-one: 2\r\n")).reply();

  const HttpRequest request = seen.get_future().get();
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(request.path, "/a%20b");
  EXPECT_TRUE(request.has_query);
  EXPECT_EQ(request.query, "c=d&e");
  EXPECT_EQ(request.host, "localhost");
  EXPECT_EQ(request.peer, "127.0.0.1");
  EXPECT_FALSE(request.secure);
  EXPECT_EQ(request.headers.get("X-ONE"), "1");
  EXPECT_EQ(request.body.text(), "body");
}

TEST(Front, TellsNoBodyFromAnEmptyOne) {
  RunningFront front;
  front.handler.request = [](const HttpRequest& request, const ReplySink& sink) {
    sink({200, {}, Body(request.body.isNull() ? "null" : "empty")});
  };
  RawCaller caller(front.port());

  EXPECT_EQ(bodyOf(caller.send(requestText("POST", "/")).reply()), "null");
  EXPECT_EQ(bodyOf(caller.send(requestText("POST", "/", "", "Content-Length: 0\r\n")).reply()), "empty");
}

TEST(Front, KeepsAConnectionForTheNextRequest) {
  RunningFront front;
  RawCaller caller(front.port());

  EXPECT_EQ(bodyOf(caller.send(requestText("GET", "/1")).reply()), "GET /1 ");
  EXPECT_EQ(bodyOf(caller.send(requestText("GET", "/2")).reply()), "GET /2 ");
}

TEST(Front, ClosesWhenTheCallerAsksForIt) {
  RunningFront front;
  RawCaller caller(front.port());

  const std::string reply = caller.send(requestText("GET", "/", "", "Connection: close\r\n")).rest();

  EXPECT_EQ(statusOf(reply), 200);
  EXPECT_TRUE(hasLine(reply, "Connection: close"));
}

TEST(Front, ClosesWhenTheReplyAsksForIt) {
  RunningFront front;
  front.handler.request = [](const HttpRequest&, const ReplySink& sink) { sink({200, {{"connection", "Close"}}, {}}); };

  const std::string reply = RawCaller(front.port()).send(requestText("GET", "/")).rest();

  EXPECT_TRUE(hasLine(reply, "Connection: close"));
}

TEST(Front, ClosesAfterHttp10UnlessAskedToKeep) {
  RunningFront front;
  RawCaller closing(front.port());
  RawCaller kept(front.port());

  closing.send("GET / HTTP/1.0\r\n\r\n");
  kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

  EXPECT_TRUE(hasLine(closing.rest(), "Connection: close"));
  EXPECT_TRUE(hasLine(kept.reply(), "Connection: keep-alive"));
  EXPECT_EQ(statusOf(kept.send(requestText("GET", "/")).reply()), 200);
}

TEST(Front, ReadsChunkedBodies) {
  RunningFront front;

  const std::string reply = RawCaller(front.port())
                                .send(
                                    "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    "4\r\nWiki\r\n5;ext=1\r\npedia\r\n0\r\nX-Trailer: dropped\r\n\r\n")
                                .reply();

  EXPECT_EQ(bodyOf(reply), "POST /c Wikipedia");
}

TEST(Front, ReadsARequestThatComesByteByByte) {
  RunningFront front;
  RawCaller caller(front.port());

  for (const char c : requestText("POST", "/slow", "abc")) caller.send({&c, 1});

  EXPECT_EQ(bodyOf(caller.reply()), "POST /slow abc");
}

TEST(Front, SpoolsABodyPastTheThresholdAndGivesItWhole) {
  FrontOptions options;
  options.spool_threshold = 1000;
  RunningFront front(options);
  const std::string body(3'000'000, 'x');

  const std::string reply = RawCaller(front.port()).send(requestText("POST", "/", body)).reply();

  EXPECT_EQ(bodyOf(reply).size(), body.size() + 7);
}

TEST(Front, AnswersABodyThatCannotBeSpooledWith500) {
  FrontOptions options;
  options.spool_threshold = 10;
  options.spool_directory = "/nonexistent";
  RunningFront front(options);

  const std::string reply = RawCaller(front.port()).send(requestText("POST", "/", "longer than ten")).rest();

  EXPECT_EQ(statusOf(reply), 500);
}

TEST(Front, SaysContinueWhenTheBodyIsWanted) {
  RunningFront front;
  RawCaller caller(front.port());

  caller.send("POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 4\r\n\r\n");

  EXPECT_EQ(statusOf(caller.reply()), 100);
  EXPECT_EQ(bodyOf(caller.send("data").reply()), "POST /e data");
}

TEST(Front, RefusesInsteadOfSayingContinue) {
  RunningFront front;
  front.handler.head = [](const HttpRequest&) { return HeadVerdict{.refusal = HttpReply{401, {}, {}}}; };
  RawCaller caller(front.port());

  caller.send("POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");

  const std::string reply = caller.rest();
  EXPECT_EQ(statusOf(reply), 401);
  EXPECT_TRUE(hasLine(reply, "Connection: close"));
}

TEST(Front, RefusesAnUnknownExpectation) {
  RunningFront front;

  const std::string reply = RawCaller(front.port()).send(requestText("GET", "/", "", "Expect: coffee\r\n")).rest();

  EXPECT_EQ(statusOf(reply), 417);
}

TEST(Front, KeepsTheConnectionAfterARefusalWithAShortBody) {
  RunningFront front;
  front.handler.head = [](const HttpRequest& head) {
    return head.path == "/no" ? HeadVerdict{.refusal = HttpReply{404, {}, Body("no")}} : HeadVerdict{};
  };
  RawCaller caller(front.port());

  EXPECT_EQ(statusOf(caller.send(requestText("POST", "/no", "unwanted")).reply()), 404);
  EXPECT_EQ(statusOf(caller.send(requestText("GET", "/no")).reply()), 404);
  EXPECT_EQ(bodyOf(caller.send(requestText("POST", "/yes", "wanted")).reply()), "POST /yes wanted");
}

TEST(Front, ClosesAfterARefusalWithALongBody) {
  FrontOptions options;
  options.limits.discarded_bytes = 1000;
  RunningFront front(options);
  front.handler.head = [](const HttpRequest&) { return HeadVerdict{.refusal = HttpReply{404, {}, {}}}; };
  RawCaller announced(front.port());
  RawCaller chunked(front.port());

  announced.send(requestText("POST", "/no", std::string(5000, 'x')));
  chunked.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n" + std::string(0x1000, 'x'));

  EXPECT_EQ(statusOf(announced.rest()), 404);
  EXPECT_EQ(statusOf(chunked.rest()), 404);
}

TEST(Front, SendsNoBodyForHeadButItsLength) {
  RunningFront front;
  RawCaller caller(front.port());

  const std::string reply = caller.send(requestText("HEAD", "/h")).reply(true);

  EXPECT_TRUE(hasLine(reply, "Content-Length: 8")) << reply;
  EXPECT_EQ(bodyOf(caller.send(requestText("GET", "/g")).reply()), "GET /g ");
}

TEST(Front, SendsNeitherBodyNorLengthWith204And304) {
  for (const int status : {204, 304}) {
    RunningFront front;
    front.handler.request = [status](const HttpRequest&, const ReplySink& sink) { sink({status, {}, Body("body")}); };
    RawCaller caller(front.port());

    const std::string reply = caller.send(requestText("GET", "/")).reply();

    EXPECT_EQ(bodyOf(reply), "");
    EXPECT_EQ(reply.find("Content-Length"), std::string::npos);
    EXPECT_EQ(statusOf(caller.send(requestText("GET", "/")).reply()), status);
  }
}

TEST(Front, AnswersPipelinedRequestsInOrder) {
  RunningFront front;
  Worker worker;
  front.handler.request = [&worker](HttpRequest request, ReplySink sink) {
    const HttpReply reply{200, {}, Body(request.path)};
    if (request.path == "/1") return sink(reply);
    worker.run([sink, reply] { sink(reply); });
  };
  RawCaller caller(front.port());

  caller.send(requestText("GET", "/0") + requestText("POST", "/1", "x") + requestText("GET", "/2"));

  EXPECT_EQ(bodyOf(caller.reply()), "/0");
  EXPECT_EQ(bodyOf(caller.reply()), "/1");
  EXPECT_EQ(bodyOf(caller.reply()), "/2");
}

TEST(Front, RunsOneRequestOfAConnectionAtATime) {
  RunningFront front;
  std::promise<ReplySink> first;
  std::atomic<int> started = 0;
  front.handler.request = [&](const HttpRequest&, ReplySink sink) {
    if (++started == 1) return first.set_value(std::move(sink));
    sink({});
  };
  RawCaller caller(front.port());

  caller.send(requestText("GET", "/1") + requestText("GET", "/2"));
  const ReplySink sink = first.get_future().get();
  EXPECT_EQ(statusOf(RawCaller(front.port()).send(requestText("GET", "/other")).reply()), 200);
  EXPECT_EQ(started, 2);
  sink({});

  EXPECT_EQ(statusOf(caller.reply()), 200);
  EXPECT_EQ(statusOf(caller.reply()), 200);
  EXPECT_EQ(started, 3);
}

TEST(Front, StopsReadingFromACallerWhoPipelinesWithoutEnd) {
  FrontOptions options;
  options.threads = 1;
  RunningFront front(options);
  std::promise<ReplySink> first;
  std::atomic<int> started = 0;
  front.handler.request = [&](const HttpRequest& request, ReplySink sink) {
    if (request.path == "/held" && ++started == 1) return first.set_value(std::move(sink));
    sink({});
  };
  RawCaller caller(front.port());
  const std::string batch(1000, '\n');

  caller.send(requestText("GET", "/held"));
  const ReplySink sink = first.get_future().get();
  std::size_t taken = 0;
  // Every other call proves that the reactor had its turn with what was sent before.
  for (std::size_t sent = 1; sent > 0 && taken < (64U << 20U);) {
    sent = 0;
    for (int i = 0; i < 200; ++i) sent += caller.sendSome(std::string(4096, 'x'));
    EXPECT_EQ(statusOf(RawCaller(front.port()).send(requestText("GET", "/free")).reply()), 200);
    taken += sent;
  }

  EXPECT_LT(taken, 32U << 20U);
  sink({});
}

TEST(Front, AnswersASinkThatIsDroppedWith500) {
  RunningFront front;
  Worker worker;
  front.handler.request = [&worker](const HttpRequest& request, ReplySink sink) {
    if (request.path == "/elsewhere") worker.run([dropped = std::move(sink)] {});
  };
  RawCaller caller(front.port());

  EXPECT_EQ(statusOf(caller.send(requestText("GET", "/here")).reply()), 500);
  EXPECT_EQ(statusOf(caller.send(requestText("GET", "/elsewhere")).reply()), 500);
}

TEST(Front, TakesOnlyTheFirstReplyOfASink) {
  RunningFront front;
  front.handler.request = [](const HttpRequest&, const ReplySink& sink) {
    sink({200, {}, Body("first")});
    sink({200, {}, Body("second")});
  };
  RawCaller caller(front.port());

  EXPECT_EQ(bodyOf(caller.send(requestText("GET", "/")).reply()), "first");
  EXPECT_EQ(bodyOf(caller.send(requestText("GET", "/")).reply()), "first");
}

TEST(Front, AnswersAHandlerThatThrowsWith500AndGoesOn) {
  RunningFront front;
  front.handler.head = [](const HttpRequest& head) -> HeadVerdict {
    if (head.path == "/head") throw std::runtime_error("head");
    return {};
  };
  front.handler.request = [](const HttpRequest& request, const ReplySink& sink) {
    if (request.path == "/request") throw std::runtime_error("request");
    if (request.path == "/odd") throw 42;
    sink({});
  };
  RawCaller caller(front.port());

  EXPECT_EQ(statusOf(caller.send(requestText("GET", "/head")).reply()), 500);
  EXPECT_EQ(statusOf(caller.send(requestText("GET", "/request")).reply()), 500);
  EXPECT_EQ(statusOf(caller.send(requestText("GET", "/odd")).reply()), 500);
  EXPECT_EQ(statusOf(caller.send(requestText("GET", "/fine")).reply()), 200);
}

TEST(Front, WritesDateAndServer) {
  FrontOptions options;
  options.server = "iflowsim";
  RunningFront front(options);

  const std::string reply = RawCaller(front.port()).send(requestText("GET", "/")).reply();

  EXPECT_TRUE(hasLine(reply, "Server: iflowsim"));
  EXPECT_NE(reply.find("\r\nDate: "), std::string::npos);
  EXPECT_NE(reply.find(" GMT\r\n"), std::string::npos);
}

TEST(Front, LetsNoLineEndThroughAHeaderValue) {
  RunningFront front;
  front.handler.request = [](const HttpRequest&, const ReplySink& sink) {
    sink({200, {{"X-Value", "a\r\nSet-Cookie: evil=1"}, {"X-Bad: y\r\nEvil", "1"}}, {}});
  };

  const std::string reply = RawCaller(front.port()).send(requestText("GET", "/")).reply();

  EXPECT_TRUE(hasLine(reply, "X-Value: a  Set-Cookie: evil=1"));
  EXPECT_EQ(reply.find("Evil"), std::string::npos);
}

TEST(Front, SendsALargeReplyWhole) {
  RunningFront front;
  const Body body(std::string(20'000'000, 'y'));
  front.handler.request = [&body](const HttpRequest&, const ReplySink& sink) { sink({200, {}, body}); };
  RawCaller caller(front.port());

  EXPECT_EQ(bodyOf(caller.send(requestText("GET", "/")).reply()).size(), body.size());
  EXPECT_EQ(bodyOf(caller.send(requestText("GET", "/")).reply()).size(), body.size());
}

TEST(Front, ListensOnOneFreePortWithAllThreads) {
  FrontOptions options;
  options.threads = 4;
  RunningFront front(options);

  for (int i = 0; i < 16; ++i) {
    EXPECT_EQ(statusOf(RawCaller(front.port()).send(requestText("GET", "/")).reply()), 200);
  }
}

TEST(Front, RefusesAPortThatIsTaken) {
  RunningFront first;
  testkit::ScriptedHandler handler;
  FrontOptions options;
  options.port = first.port();
  Front second(options, handler);

  const auto started = second.start();

  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, "FRONT-001");
  EXPECT_NE(started.error().text.find("127.0.0.1 port " + std::to_string(first.port())), std::string::npos);
}

TEST(Front, AnswersBadRequestsAndCloses) {
  RunningFront front;
  RawCaller caller(front.port());

  const std::string reply =
      caller.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
          .rest();

  EXPECT_EQ(statusOf(reply), 400);
  EXPECT_TRUE(hasLine(reply, "Connection: close"));
}

}  // namespace
}  // namespace iflowsim
