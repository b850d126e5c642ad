#include "runtime/channel/direct_table.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

class FakeConsumer final : public DirectConsumer {
 public:
  void call(Exchange& /*caller*/) override {}
  bool mayBlock() const override { return false; }
};

TEST(LockedDirectTable, FindsTheConsumerOfAnAddress) {
  LockedDirectTable table;
  const auto consumer = std::make_shared<FakeConsumer>();

  ASSERT_TRUE(table.add("/orders", consumer));

  EXPECT_EQ(table.find("/orders"), consumer);
  EXPECT_EQ(table.find("/other"), nullptr);
}

TEST(LockedDirectTable, RefusesASecondConsumerAndKeepsTheFirst) {
  LockedDirectTable table;
  const auto first = std::make_shared<FakeConsumer>();
  ASSERT_TRUE(table.add("/orders", first));

  const auto outcome = table.add("/orders", std::make_shared<FakeConsumer>());

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "ENDPOINT-003");
  EXPECT_EQ(outcome.error().text,
            "The ProcessDirect address /orders already has a consumer. Choose another address or undeploy that flow.");
  EXPECT_EQ(table.find("/orders"), first);
}

TEST(LockedDirectTable, RemovesOnlyTheAddressesOfThatConsumer) {
  LockedDirectTable table;
  const auto gone = std::make_shared<FakeConsumer>();
  const auto kept = std::make_shared<FakeConsumer>();
  ASSERT_TRUE(table.add("/gone", gone));
  ASSERT_TRUE(table.add("/kept", kept));

  table.remove(*gone);

  EXPECT_EQ(table.find("/gone"), nullptr);
  EXPECT_EQ(table.find("/kept"), kept);
}

TEST(LockedDirectTable, TakesANewConsumerOnceTheAddressIsFree) {
  LockedDirectTable table;
  const auto former = std::make_shared<FakeConsumer>();
  ASSERT_TRUE(table.add("/orders", former));
  table.remove(*former);

  EXPECT_TRUE(table.add("/orders", std::make_shared<FakeConsumer>()));
}

}  // namespace
}  // namespace iflowsim
