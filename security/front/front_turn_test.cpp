#include <atomic>
#include <chrono>
#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "security/front/front_testkit.h"

namespace iflowsim {
namespace {

using testkit::bodyOf;
using testkit::RawCaller;
using testkit::requestText;
using testkit::RunningFront;

/// One reactor thread whose handler holds `/hold` until both other requests are there, so that they come in one turn.
class FrontTurn : public testing::Test {
 protected:
  FrontTurn() {
    front.handler.request = [this](const HttpRequest& request, ReplySink sink) {
      if (request.path == "/hold") {
        holding.set_value();
        both_sent.get_future().wait();
      } else {
        serve(request.path);
      }
      sink({200, {}, Body(request.path)});
    };
  }
  /// Calls from two callers at once and waits for their replies.
  void callTogether() {
    holder.send(requestText("GET", "/hold"));
    holding.get_future().wait();
    first.send(requestText("GET", "/1"));
    second.send(requestText("GET", "/2"));
    both_sent.set_value();
    EXPECT_EQ(bodyOf(holder.reply()), "/hold");
    std::jthread reading([this] { noteReply(second); });
    noteReply(first);
  }
  void noteReply(RawCaller& caller) {
    EXPECT_NE(bodyOf(caller.reply()), "");
    if (replies++ == 0) one_replied.set_value();
  }

  std::function<void(const std::string& path)> serve = [](const std::string&) {};
  std::promise<void> holding;
  std::promise<void> both_sent;
  std::promise<void> one_replied;
  std::atomic<int> replies = 0;
  RunningFront front{{.threads = 1}};
  RawCaller holder{front.port()};
  RawCaller first{front.port()};
  RawCaller second{front.port()};
};

TEST_F(FrontTurn, AnswersEveryRequestThatComesInIt) {
  callTogether();

  EXPECT_EQ(replies, 2);
}

TEST_F(FrontTurn, SendsWhatIsReadyBeforeItGoesOnWhenItTakesLong) {
  std::atomic<int> served = 0;
  std::future_status waited = std::future_status::timeout;
  serve = [&](const std::string&) {
    if (served++ == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    } else {
      waited = one_replied.get_future().wait_for(std::chrono::seconds(5));
    }
  };

  callTogether();

  EXPECT_EQ(waited, std::future_status::ready);
}

}  // namespace
}  // namespace iflowsim
