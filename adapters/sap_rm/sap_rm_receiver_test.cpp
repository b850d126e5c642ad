#include "adapters/sap_rm/sap_rm_receiver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"
#include "runtime/message/run.h"
#include "runtime/message/soap_header.h"

namespace iflowsim {

void register_sap_rm(AdapterRegistry& registry);

namespace {

using testing::HasSubstr;

class SapRmReceiverTest : public testing::Test {
 protected:
  SapRmReceiverTest() {
    run.beginStep("s", "Call", "ExternalCall", exchange);
    bench.services.http.answer(HttpReply{.status = 202});
    exchange.setBody(Body("<order/>"));
  }

  std::unique_ptr<Receiver> receiver(AdapterBench::PropertyList properties = {}) {
    properties.insert(properties.begin(),
                      {{"address", "https://erp.example/orders?sap-client=100"}, {"MessageProtocol", "Plain SOAP"}});
    return bench.receiver(AdapterBench::channel("SOAP", Direction::Receiver, properties));
  }
  const OutboundRequest& call(const AdapterBench::PropertyList& properties = {}) {
    const auto built = receiver(properties);
    EXPECT_NE(built, nullptr) << bench.findings();
    built->call(exchange);
    return bench.services.http.last();
  }

  AdapterBench bench{register_sap_rm};
  iflowsim::Run run{{}, LogLevel::Info, bench.services.clock};
  Exchange exchange{run};
};

// P-SAPRM-010
TEST_F(SapRmReceiverTest, SendsAnEnvelopeWithIdQualityAndQueueInTheQuery) {
  exchange.headers().set("SapMessageIdEx", "e0fb-1");
  exchange.headers().set("SapPlainSoapQoS", "ExactlyOnceInOrder");
  exchange.headers().set("SapPlainSoapQueueId", "Q1");

  const OutboundRequest& sent = call();

  EXPECT_EQ(
      sent.url,
      "https://erp.example/orders?sap-client=100&MessageId=e0fb-1&QualityOfService=ExactlyOnceInOrder&QueueId=Q1");
  EXPECT_THAT(sent.body.text(), HasSubstr("<soap:Body><order/></soap:Body>"));
  EXPECT_EQ(sent.headers.find("SapMessageIdEx"), nullptr);
  EXPECT_EQ(run.steps().back().properties.back().second, "https://erp.example/orders");
}

// P-SAPRM-011
TEST_F(SapRmReceiverTest, SendsANewIdWhenThereIsNoneToReuse) {
  const std::string first = call().url;

  EXPECT_THAT(first, testing::MatchesRegex("https://erp.example/orders\\?sap-client=100&MessageId=.*"));
  EXPECT_NE(call().url, first);
}

// P-SAPRM-011
TEST_F(SapRmReceiverTest, MapsASourceToTheSameIdAgain) {
  exchange.headers().set("Order", "4711");
  const AdapterBench::PropertyList map{{"SapRmMessageIdDetermination", "Map"},
                                       {"SourceForSapRmMessageId", "${header.Order}"}};

  const std::string first = call(map).url;

  EXPECT_EQ(call(map).url, first);
}

// P-SAPRM-012
TEST_F(SapRmReceiverTest, EmptiesTheMessageWhenTheReceiverHasTakenIt) {
  call({{"sendHttpResponseCode", "1"}});

  EXPECT_EQ(exchange.body().text(), "");
  EXPECT_EQ(exchange.headers().text("CamelHttpResponseCode"), "202");
}

// P-SAPRM-013
TEST_F(SapRmReceiverTest, FailsOnAFaultAndOnAnyOtherStatus) {
  bench.services.http.answer(HttpReply{
      .status = 500,
      .headers = {{"Content-Type", "text/xml"}},
      .body =
          Body(R"(<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault>)"
               R"(<faultcode>e:Server</faultcode><faultstring>Locked</faultstring></e:Fault></e:Body></e:Envelope>)")});
  bench.services.http.answer(HttpReply{.status = 403});
  call();
  exchange.setBody(Body("<order/>"));

  try {
    call();
    FAIL();
  } catch (const FlowError& error) {
    EXPECT_EQ(error.message(), "Locked");
  }
  try {
    call();
    FAIL();
  } catch (const FlowError& error) {
    EXPECT_THAT(error.describe(), HasSubstr("HTTP response '403: Forbidden' when communicating with "));
  }
  EXPECT_EQ(exchange.body().text(), "<order/>");
}

// P-SAPRM-014
TEST_F(SapRmReceiverTest, DoesNotSendInOrderWithoutAQueue) {
  exchange.headers().set("SapPlainSoapQoS", "ExactlyOnceInOrder");

  EXPECT_THROW(call(), FlowError);

  EXPECT_TRUE(bench.services.http.requests().empty());
}

TEST_F(SapRmReceiverTest, RefusesWrongSettings) {
  EXPECT_EQ(receiver({{"SapRmMessageIdDetermination", "Guess"}}), nullptr);
  EXPECT_EQ(bench.finding().code, "MESSAGEID-001");
}

}  // namespace
}  // namespace iflowsim
