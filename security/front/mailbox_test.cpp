#include "security/front/mailbox.h"

#include <gtest/gtest.h>
#include <poll.h>

namespace iflowsim {
namespace {

constexpr ConnectionId kConnection{7, 1};

bool isAwake(const Mailbox& mailbox) {
  pollfd event{mailbox.descriptor(), POLLIN, 0};
  return ::poll(&event, 1, 0) == 1;
}

TEST(Mailbox, PutsAReplyOfTheRunningHandlerAsideWithoutWaking) {
  const auto mailbox = std::make_shared<Mailbox>();
  mailbox->adopt();
  std::optional<HttpReply> slot;

  mailbox->enter(kConnection, slot);
  mailbox->sinkFor(kConnection)({204, {}, {}});
  mailbox->leave();

  ASSERT_TRUE(slot);
  EXPECT_EQ(slot->status, 204);
  EXPECT_TRUE(mailbox->take().empty());
  EXPECT_FALSE(isAwake(*mailbox));
}

TEST(Mailbox, QueuesAReplyOfTheLoopToAnotherConnectionWithoutWaking) {
  const auto mailbox = std::make_shared<Mailbox>();
  mailbox->adopt();
  std::optional<HttpReply> slot;

  mailbox->enter({8, 2}, slot);
  mailbox->post(kConnection, {});
  mailbox->leave();

  EXPECT_FALSE(slot);
  EXPECT_FALSE(isAwake(*mailbox));
  ASSERT_EQ(mailbox->take().size(), 1U);
}

TEST(Mailbox, WakesTheLoopForAReplyOfAnotherThread) {
  const auto mailbox = std::make_shared<Mailbox>();
  std::thread([sink = mailbox->sinkFor(kConnection)] { sink({200, {}, {}}); }).join();

  EXPECT_TRUE(isAwake(*mailbox));
  mailbox->clearWake();
  EXPECT_FALSE(isAwake(*mailbox));
  const auto letters = mailbox->take();
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].to, kConnection);
}

TEST(Mailbox, PostsOneReplyForAllCopiesOfASink) {
  const auto mailbox = std::make_shared<Mailbox>();
  {
    const ReplySink sink = mailbox->sinkFor(kConnection);
    const ReplySink copy = sink;
    sink({200, {}, {}});
    copy({201, {}, {}});
  }

  const auto letters = mailbox->take();

  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].reply.status, 200);
}

TEST(Mailbox, Posts500WhenTheLastCopyOfASinkGoesUnused) {
  const auto mailbox = std::make_shared<Mailbox>();
  { const ReplySink sink = mailbox->sinkFor(kConnection); }

  const auto letters = mailbox->take();

  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].reply.status, 500);
}

TEST(Mailbox, DropsRepliesOnceClosed) {
  const auto mailbox = std::make_shared<Mailbox>();
  mailbox->close();

  mailbox->sinkFor(kConnection)({200, {}, {}});

  EXPECT_TRUE(mailbox->take().empty());
}

}  // namespace
}  // namespace iflowsim
