#include <gtest/gtest.h>

#include "adapters/idoc/idoc_testkit.h"
#include "adapters/testkit/adapter_bench.h"
#include "runtime/message/run.h"
#include "tests/support/fake_runner.h"
#include "tests/support/served.h"

namespace iflowsim {

void register_idoc(AdapterRegistry& registry);

namespace {

/// Two tenants: what the receiver of one sends is served by the sender of the other.
class IdocRoundTrip : public testing::Test {
 protected:
  IdocRoundTrip() {
    EXPECT_TRUE(sender->start(runner).has_value());
    here.services.http.onCall([this](const OutboundRequest& request) {
      HttpRequest arriving;
      arriving.method = request.method;
      arriving.path = "/cxf/orders";
      arriving.headers = request.headers;
      arriving.body = request.body;
      here.services.http.answer(served(*there.services.endpoints.entries().at(0).endpoint, std::move(arriving)));
    });
  }
  void send(AdapterBench::PropertyList properties) {
    properties.emplace_back("address", "https://there.example/cxf/orders");
    here.receiver("IDOC", properties)->call(sent);
  }

  AdapterBench here{register_idoc};
  AdapterBench there{register_idoc};
  std::string arrived_id;
  std::string arrived_body;
  std::function<void(Exchange&)> flow = [this](Exchange& exchange) {
    arrived_id = exchange.headers().text("SapMessageId");
    arrived_body = exchange.body().text();
  };
  std::shared_ptr<FakeRunner> runner = std::make_shared<FakeRunner>([this](Exchange& exchange) { flow(exchange); });
  std::unique_ptr<Sender> sender = there.sender("IDOC", {{"address", "/orders"}});
  iflowsim::Run run{{}, LogLevel::Info, here.services.clock};
  Exchange sent{run};
};

TEST_F(IdocRoundTrip, BringsTheMessageIdThereAndTheNumberBack) {
  sent.headers().set("SapMessageId", "4711");
  sent.setBody(Body(orders(idoc("1"))));

  send({});

  EXPECT_EQ(arrived_id, "4711");
  EXPECT_NE(arrived_body.find("<BELNR>4711</BELNR>"), std::string::npos);
  EXPECT_EQ(sent.headers().text("SapIDocTransferId"), "1");
  EXPECT_EQ(sent.headers().text("SapIDocDbId").size(), 16U);
}

TEST_F(IdocRoundTrip, BringsTheNumberOfEachIdocBack) {
  sent.setBody(Body(orders(idoc("1") + idoc("2"))));

  send({{"IDocContentType", "text/xml"}, {"CompressMessage", "1"}});

  const auto* map = sent.headers().get("SapIDocAssignMap").as<std::shared_ptr<const ValueMap>>();
  ASSERT_NE(map, nullptr);
  EXPECT_EQ((*map)->size(), 2U);
}

TEST_F(IdocRoundTrip, BringsTheTextOfAFailureBack) {
  flow = [](Exchange&) { throw FlowError("a.Error", "no stock"); };
  sent.setBody(Body(orders(idoc("1"))));

  try {
    send({});
    FAIL() << "no failure";
  } catch (const FlowError& error) {
    EXPECT_EQ(error.className(), "org.apache.cxf.binding.soap.SoapFault");
    EXPECT_NE(error.message().find("For error details check MPL ID " + runner->messageIds().front()),
              std::string::npos);
  }
}

}  // namespace
}  // namespace iflowsim
