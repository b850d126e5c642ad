#include "adapters/rfc/rfc_receiver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"
#include "runtime/message/run.h"

namespace iflowsim {

void register_rfc(AdapterRegistry& registry);

namespace {

using testing::HasSubstr;

class RfcReceiverTest : public testing::Test {
 protected:
  RfcReceiverTest() {
    run.beginStep("s", "Call", "ExternalCall", exchange);
    exchange.setBody(Body("<STFC_CONNECTION><REQUTEXT>hi</REQUTEXT></STFC_CONNECTION>"));
    bench.services.http.answer(HttpReply{.status = 200, .body = Body("<reply/>")});
  }

  const OutboundRequest& call() {
    const auto receiver = bench.receiver("RFC", {{"destination", destination}});
    EXPECT_NE(receiver, nullptr) << bench.findings();
    receiver->call(exchange);
    return bench.services.http.last();
  }
  FlowError failure() {
    try {
      call();
    } catch (const FlowError& error) {
      return error;
    }
    ADD_FAILURE() << "the call went well";
    return FlowError("", "");
  }
  FlowError failureOf(HttpReply reply) {
    bench.services.http = FakeHttpClient();
    bench.services.http.answer(std::move(reply));
    return failure();
  }

  std::string destination = "ERP";
  AdapterBench bench{register_rfc};
  iflowsim::Run run{{.message_id = "m", .correlation_id = "c0rre1ation"}, LogLevel::Info, bench.services.clock};
  Exchange exchange{run};
};

// P-RFC-001
TEST_F(RfcReceiverTest, PostsTheBodyToDestinationAndFunction) {
  const OutboundRequest& sent = call();

  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.url, "rfc://ERP/STFC_CONNECTION");
  EXPECT_EQ(sent.headers.get("Content-Type"), "application/xml");
  EXPECT_EQ(sent.body.text(), "<STFC_CONNECTION><REQUTEXT>hi</REQUTEXT></STFC_CONNECTION>");
  EXPECT_EQ(sent.site.channel_name, "Shop");
  EXPECT_EQ(sent.timeout.count(), 0);
}

// P-RFC-001
TEST_F(RfcReceiverTest, TakesTheFunctionFromTheRootInAnyNamespace) {
  exchange.setBody(Body(R"(<n0:_-ABC_-READ xmlns:n0="urn:sap-com:document:sap:rfc:functions"/>)"));

  EXPECT_EQ(call().url, "rfc://ERP/_-ABC_-READ");
}

// P-RFC-002
TEST_F(RfcReceiverTest, EvaluatesTheDestinationForEachMessage) {
  destination = " ${property.system}_RFC ";
  exchange.properties().set("system", Value("QA/1"));

  EXPECT_EQ(call().url, "rfc://QA%2F1_RFC/STFC_CONNECTION");
}

// P-RFC-003
TEST_F(RfcReceiverTest, MakesTheReplyTheMessageAndKeepsItsHeaders) {
  exchange.headers().set("Order", "4711");
  bench.services.http = FakeHttpClient();
  bench.services.http.answer(
      HttpReply{.status = 200, .headers = {{"Order", "4712"}, {"X-Reply", "r"}}, .body = Body("<reply/>")});

  call();

  EXPECT_EQ(exchange.body().text(), "<reply/>");
  EXPECT_EQ(exchange.headers().text("Order"), "4711");
  EXPECT_FALSE(exchange.headers().contains("X-Reply"));
}

TEST_F(RfcReceiverTest, NotesTheAddressInTheLog) {
  call();

  ASSERT_EQ(run.steps().back().properties.size(), 1U);
  EXPECT_EQ(run.steps().back().properties[0].first, "RealDestinationUrl");
  EXPECT_EQ(run.steps().back().properties[0].second, "rfc://ERP/STFC_CONNECTION");
  EXPECT_EQ(exchange.headers().text("SAP_MplCorrelationId"), "c0rre1ation");
}

// P-RFC-004
TEST_F(RfcReceiverTest, FailsAsTheExceptionThatTheReplyNames) {
  EXPECT_EQ(failureOf({.status = 500, .body = Body(" NOT_FOUND\n")}).describe(),
            "com.sap.conn.jco.AbapException: (126) NOT_FOUND: NOT_FOUND");
  EXPECT_EQ(failureOf({.status = 400, .body = Body("NOT_FOUND: Order 7 is not there")}).message(),
            "(126) NOT_FOUND: Order 7 is not there");
  EXPECT_EQ(failureOf({.status = 500, .reason = "LOCKED"}).message(), "(126) LOCKED: LOCKED");
  EXPECT_EQ(failureOf({.status = 302}).message(), "(126) Found");
  EXPECT_THAT(exchange.body().text(), HasSubstr("REQUTEXT"));
}

// P-RFC-005
TEST_F(RfcReceiverTest, DoesNotSendABodyThatNamesNoFunction) {
  const std::string remedy =
      " Send one XML document whose root element is named as the function, with _- for each / in it.";
  exchange.setBody(Body("order 7"));

  const FlowError error = failure();

  EXPECT_EQ(error.className(), error_class::kRuntime);
  EXPECT_EQ(error.message(), "The message body cannot be sent by RFC: it is no XML document." + remedy);
  EXPECT_THAT(error.describe(), HasSubstr("Content is not allowed in prolog"));
  exchange.setBody(Body());
  EXPECT_EQ(failure().message(), error.message());
  exchange.setBody(Body("<n0:READ/>"));
  EXPECT_EQ(
      failure().message(),
      "The message body cannot be sent by RFC: the prefix of its root element 'n0:READ' is not declared." + remedy);
  EXPECT_TRUE(bench.services.http.requests().empty());
}

// P-RFC-002
TEST_F(RfcReceiverTest, FailsWithoutADestination) {
  destination = "${property.absent}";

  const FlowError error = failure();

  EXPECT_EQ(error.className(), "com.sap.conn.jco.JCoException");
  EXPECT_THAT(error.message(), HasSubstr("JCO_ERROR_RESOURCE: The destination of channel 'Shop' is empty."));
  EXPECT_TRUE(bench.services.http.requests().empty());
}

TEST_F(RfcReceiverTest, IsBuiltWithAWarningWhenItsDestinationIsEmpty) {
  EXPECT_NE(bench.receiver("RFC", {{"destination", " "}}), nullptr);

  EXPECT_EQ(bench.finding().code, "RFC-001");
  EXPECT_EQ(bench.finding().severity, Severity::Warning);
}

}  // namespace
}  // namespace iflowsim
