#include "runtime/message/exchange.h"

#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "tests/support/manual_clock.h"

namespace iflowsim {
namespace {

/// A run with one exchange.
struct Message {
  ManualClock clock;
  Run run{{.message_id = "M", .flow_id = "orders"}, LogLevel::Info, clock};
  Exchange exchange{run};
};

TEST(Exchange, HasAnIdOfItsOwn) {
  Message message;
  const Exchange other(message.run);

  EXPECT_FALSE(message.exchange.id().empty());
  EXPECT_NE(message.exchange.id(), other.id());
}

TEST(Exchange, BeginsWithANullBodyAndNothingElse) {
  Message message;
  EXPECT_TRUE(message.exchange.body().isNull());
  EXPECT_TRUE(message.exchange.headers().empty());
  EXPECT_EQ(message.exchange.properties().size(), 0U);
  EXPECT_EQ(message.exchange.exception(), nullptr);
  EXPECT_EQ(message.exchange.escalation(), "");
}

TEST(Exchange, LeavesItsCopyAsItWas) {
  Message message;
  message.exchange.headers().set("Country", "DE");
  message.exchange.setBody(Body(std::string("first")));
  const Exchange copy = message.exchange;

  message.exchange.headers().set("Country", "FR");
  message.exchange.setBody(Body(std::string("second")));

  EXPECT_EQ(copy.headers().text("Country"), "DE");
  EXPECT_EQ(copy.body().text(), "first");
}

TEST(Exchange, SharesBodyAndRunWithItsCopy) {
  Message message;
  message.exchange.setBody(Body(std::string("large")));

  const Exchange copy = message.exchange;

  EXPECT_EQ(copy.body().view().data(), message.exchange.body().view().data());
  EXPECT_EQ(&copy.run(), &message.run);
}

TEST(Exchange, PutsTheExceptionIntoAPropertyToo) {
  Message message;
  const auto error = std::make_shared<const FlowError>("java.lang.Error", "wrong");

  message.exchange.setException(error);

  EXPECT_EQ(message.exchange.exception(), error);
  EXPECT_EQ(message.exchange.properties().get("CamelExceptionCaught"), Value(error));
}

TEST(Exchange, ClearsTheExceptionWithItsProperty) {
  Message message;
  message.exchange.setException(std::make_shared<const FlowError>("java.lang.Error", "wrong"));

  message.exchange.setException(nullptr);

  EXPECT_EQ(message.exchange.exception(), nullptr);
  EXPECT_TRUE(message.exchange.properties().get("CamelExceptionCaught").isNull());
}

}  // namespace
}  // namespace iflowsim
