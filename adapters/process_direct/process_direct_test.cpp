#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"
#include "tests/support/fake_runner.h"

namespace iflowsim {

void register_process_direct(AdapterRegistry& registry);

namespace {

class ProcessDirectTest : public testing::Test {
 protected:
  /// Starts a consumer at `/orders` that runs the function.
  void serve(FakeRunner::Flow flow) {
    runner = std::make_shared<FakeRunner>(std::move(flow));
    sender = bench.sender("ProcessDirect", {{"address", "/orders"}});
    ASSERT_NE(sender, nullptr) << bench.findings();
    ASSERT_TRUE(sender->start(runner).has_value());
  }

  void allow(const char* list) { bench.build.model.settings.set("allowedHeaderList", list); }
  void call(const std::string& address = "orders") {
    bench.receiver("ProcessDirect", {{"address", address}})->call(caller);
  }

  AdapterBench bench{register_process_direct};
  std::shared_ptr<FakeRunner> runner;
  std::unique_ptr<Sender> sender;
  iflowsim::Run run{{.message_id = "AGpyvUXK0000000000000000000w", .correlation_id = "AGpyvUXK1111111111111111111w"},
                    LogLevel::Info,
                    bench.services.clock};
  Exchange caller{run};
};

TEST_F(ProcessDirectTest, RunsTheConsumersFlowAndHandsItsReplyBack) {
  serve([](Exchange& mine) { mine.setBody(Body("got " + mine.body().text())); });
  caller.setBody(Body("17"));

  call();

  EXPECT_EQ(caller.body().text(), "got 17");
}

// P-PDIR-003
TEST_F(ProcessDirectTest, FiltersTheRequestByTheConsumersAllowedHeaders) {
  allow("dc_(.*)|SapPlainSoapQoS");
  std::string seen;
  serve([&](Exchange& mine) {
    for (const auto& [name, value] : mine.headers()) seen += name + '=' + value.toText() + ' ';
  });
  caller.headers().set("dc_country", "DE");
  caller.headers().set("Other", "x");

  call();

  EXPECT_EQ(seen, "SAP_MessageProcessingLogID=" + runner->messageIds().front() + " dc_country=DE ");
}

// P-PDIR-004
TEST_F(ProcessDirectTest, LaysTheReplysHeadersOverTheCallersOwn) {
  serve([](Exchange& mine) {
    mine.headers().set("Kept", "changed");
    mine.headers().set("New", "1");
  });
  caller.headers().set("SAP_MessageProcessingLogID", "AGpyvUXK0000000000000000000w");
  caller.headers().set("kept", "mine");
  caller.headers().set("Own", "mine");

  call();

  EXPECT_EQ(caller.headers().text("kept"), "changed");
  EXPECT_EQ(caller.headers().text("New"), "1");
  EXPECT_EQ(caller.headers().text("Own"), "mine");
  EXPECT_EQ(caller.headers().text("SAP_MessageProcessingLogID"), "AGpyvUXK0000000000000000000w");
}

// P-PDIR-005
TEST_F(ProcessDirectTest, NeverCarriesProperties) {
  allow("*");
  bool seen = false;
  serve([&](Exchange& mine) {
    seen = !mine.properties().get("secret").isNull();
    mine.properties().set("back", "1");
  });
  caller.properties().set("secret", "1");

  call();

  EXPECT_FALSE(seen);
  EXPECT_TRUE(caller.properties().get("back").isNull());
}

// P-PDIR-006
TEST_F(ProcessDirectTest, CarriesAttachmentsBothWays) {
  std::size_t seen = 0;
  serve([&](Exchange& mine) {
    seen = mine.attachments().size();
    mine.attachments().push_back({"b.txt", "text/plain", Body("b")});
  });
  caller.attachments().push_back({"a.txt", "text/plain", Body("a")});

  call();

  EXPECT_EQ(seen, 1U);
  EXPECT_EQ(caller.attachments().size(), 2U);
}

// P-PDIR-007
TEST_F(ProcessDirectTest, LogsTheConsumersRunWithTheCallersCorrelation) {
  serve({});

  call();

  const Inbound& inbound = runner->inbound().front();
  EXPECT_EQ(inbound.correlation_id, "AGpyvUXK1111111111111111111w");
  EXPECT_EQ(inbound.predecessor_id, "AGpyvUXK0000000000000000000w");
  EXPECT_EQ(inbound.sender, "Webshop");
  EXPECT_EQ(inbound.message_id, "");
}

// P-PDIR-008
TEST_F(ProcessDirectTest, FailsTheCallersStepWithTheConsumersError) {
  serve([](Exchange& mine) {
    mine.setBody(Body("half done"));
    throw FlowError("a.Error", "boom");
  });
  caller.setBody(Body("17"));

  try {
    call();
    FAIL() << "no failure";
  } catch (const FlowError& error) {
    EXPECT_EQ(error.describe(), "a.Error: boom");
  }
  EXPECT_EQ(caller.body().text(), "17");
}

// P-PDIR-009
TEST_F(ProcessDirectTest, FailsWhenNobodyConsumesTheAddress) {
  try {
    call("/tpm/orders");
    FAIL() << "no failure";
  } catch (const FlowError& error) {
    EXPECT_EQ(error.describe(),
              "org.apache.camel.component.directvm.DirectVmConsumerNotAvailableException: No consumers available on "
              "endpoint: direct-vm://tpm/orders. Exchange[" +
                  caller.id() + "]");
  }
}

TEST_F(ProcessDirectTest, IsReachedNoMoreOnceStopped) {
  serve({});

  sender->stop();

  EXPECT_THROW(call(), FlowError);
}

// P-PDIR-010
TEST_F(ProcessDirectTest, FindsTheConsumerByAnExpression) {
  serve([](Exchange& mine) { mine.setBody(Body("found")); });
  caller.headers().set("to", "orders");

  call("/${header.to}");

  EXPECT_EQ(caller.body().text(), "found");
}

// P-PDIR-011
TEST_F(ProcessDirectTest, IsAnErrorToAWaitingCallerWhenTheConsumerEscalates) {
  serve([](Exchange& mine) { mine.setEscalation("receiverNotReachable"); });

  EXPECT_THROW(call(), FlowError);
  EXPECT_TRUE(runner->inbound().front().caller_waits);
}

// P-PDIR-011
TEST_F(ProcessDirectTest, LetsATimersFlowGoOnWhenTheConsumerEscalates) {
  serve([](Exchange& mine) {
    mine.setBody(Body("escalated"));
    mine.setEscalation("receiverNotReachable");
  });
  iflowsim::Run timer_run{{.message_id = "AGpyvUXK0000000000000000000w", .correlation_id = {}, .caller_waits = false},
                          LogLevel::Info,
                          bench.services.clock};
  Exchange timer(timer_run);

  bench.receiver("ProcessDirect", {{"address", "/orders"}})->call(timer);

  EXPECT_EQ(timer.body().text(), "escalated");
  EXPECT_EQ(timer.escalation(), "");
  EXPECT_FALSE(runner->inbound().front().caller_waits);
}

// P-PDIR-012
TEST_F(ProcessDirectTest, EndsFlowsThatCallEachOtherInACircle) {
  int depth = 0;
  serve([&](Exchange& mine) {
    ++depth;
    bench.receiver("ProcessDirect", {{"address", "/orders"}})->call(mine);
  });

  try {
    call();
    FAIL() << "no failure";
  } catch (const FlowError& error) {
    EXPECT_EQ(error.className(), "com.sap.it.rt.adapter.processdirect.exceptions.ProcessDirectException");
    EXPECT_EQ(
        error.message(),
        "ProcessDirect calls wait for each other 50 deep, the last one to /orders (flow orders). Flows seem to call "
        "each other in a circle; end it with a condition.");
  }
  EXPECT_EQ(depth, 50);
}

// P-PDIR-013
TEST_F(ProcessDirectTest, HasOneConsumerForAnAddress) {
  serve({});
  const auto second = bench.sender("ProcessDirect", {{"address", "orders"}});

  const auto started = second->start(runner);

  ASSERT_FALSE(started.has_value());
  EXPECT_EQ(started.error().code, "ENDPOINT-003");
}

TEST_F(ProcessDirectTest, ReportsASenderWithoutAnAddress) {
  EXPECT_EQ(bench.sender("ProcessDirect", {{"address", ""}}), nullptr);

  EXPECT_EQ(bench.finding().code, "DIRECT-001");
  EXPECT_EQ(bench.finding().remedy,
            "Give the channel an address such as '/orders'; letters, digits and _ - / are allowed. If it is an "
            "externalized parameter, configure its value.");
}

TEST_F(ProcessDirectTest, ReportsASenderWithABadAddress) {
  EXPECT_EQ(bench.sender("ProcessDirect", {{"address", "a b"}}), nullptr);

  EXPECT_EQ(bench.finding().code, "DIRECT-002");
}

// P-PDIR-014
TEST_F(ProcessDirectTest, WarnsOfAReceiverThatCanReachNobody) {
  EXPECT_NE(bench.receiver("ProcessDirect", {{"address", "<address>"}}), nullptr);

  EXPECT_EQ(bench.finding().code, "DIRECT-003");
  EXPECT_EQ(bench.finding().severity, Severity::Warning);
}

TEST_F(ProcessDirectTest, WarnsOfAllowedHeadersThatCannotMatch) {
  allow("x(");

  EXPECT_NE(bench.sender("ProcessDirect", {{"address", "/orders"}}), nullptr);

  EXPECT_EQ(bench.finding().code, "HEADERS-001");
}

}  // namespace
}  // namespace iflowsim
