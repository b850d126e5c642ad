#include "adapters/https/https_reply.h"

#include <gtest/gtest.h>

#include "tests/support/manual_clock.h"

namespace iflowsim {
namespace {

class HttpsReplyTest : public testing::Test {
 protected:
  HttpReply reply() { return makeReply(config, exchange, outcome); }

  void fail(const std::string& message) {
    outcome.status = RunStatus::Failed;
    outcome.error =
        std::make_shared<const FlowError>("a.Outer", "outer", std::make_shared<const FlowError>("a.Inner", message));
  }

  HttpsConfig config;
  ManualClock clock;
  iflowsim::Run run{{.message_id = "AGpyvUXK0000000000000000000w", .correlation_id = {}}, LogLevel::Info, clock};
  Exchange exchange{run};
  Outcome outcome;
};

// P-HTTPS-020
TEST_F(HttpsReplyTest, ReturnsTheBodyAndHeadersOfTheMessage) {
  exchange.setBody(Body("done"));
  exchange.headers().set("Content-Type", "text/plain");
  exchange.headers().set("X-Order", 17);
  exchange.headers().set("Accept", "*/*");

  const HttpReply result = reply();

  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body.text(), "done");
  EXPECT_EQ(result.headers.get("Content-Type"), "text/plain");
  EXPECT_EQ(result.headers.get("X-Order"), "17");
  EXPECT_EQ(result.headers.get("Accept"), "*/*");
}

// P-HTTPS-021
TEST_F(HttpsReplyTest, KeepsCamelAndProtocolHeadersBack) {
  for (const char* name : {"CamelHttpUrl", "camelX", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive",
                           "Host", "Date", "Upgrade", "Via", "Expect", "Bad Name", "Bad:Name", "Nothing"}) {
    exchange.headers().set(name, std::string_view(name) == "Nothing" ? Value() : Value("x"));
  }
  config.options.return_message_id = false;

  EXPECT_TRUE(reply().headers.empty());
}

TEST_F(HttpsReplyTest, WritesOneLineForEachValueOfAList) {
  exchange.headers().set("Set-Cookie", Value::list({"a=1", "b=2"}));

  const HttpReply result = reply();

  std::vector<std::string> values;
  for (const auto& [name, value] : result.headers) {
    if (name == "Set-Cookie") values.push_back(value);
  }
  EXPECT_EQ(values, (std::vector<std::string>{"a=1", "b=2"}));
}

TEST_F(HttpsReplyTest, CannotBeSplitByAHeaderValue) {
  exchange.headers().set("X-Note", "a\r\nSet-Cookie: b=1");

  EXPECT_EQ(reply().headers.get("X-Note"), "a  Set-Cookie: b=1");
}

// P-HTTPS-022
TEST_F(HttpsReplyTest, IsNoContentWhenTheBodyIsEmpty) {
  EXPECT_EQ(reply().status, 204);
}

// P-HTTPS-023
TEST_F(HttpsReplyTest, HasTheStatusTheFlowAskedFor) {
  exchange.headers().set("CamelHttpResponseCode", "404");
  EXPECT_EQ(reply().status, 404);

  exchange.headers().set("CamelHttpResponseCode", 201);
  EXPECT_EQ(reply().status, 201);
}

TEST_F(HttpsReplyTest, IgnoresAStatusHttpDoesNotKnow) {
  exchange.setBody(Body("x"));

  for (const char* status : {"abc", "99", "100", "600", "20x", ""}) {
    exchange.headers().set("CamelHttpResponseCode", status);

    EXPECT_EQ(reply().status, 200) << status;
  }
}

// P-HTTPS-024
TEST_F(HttpsReplyTest, TellsTheMessageIdWhenItSucceeds) {
  exchange.headers().set("SAP_MessageProcessingLogID", "AGpyvUXK0000000000000000000w");
  EXPECT_EQ(reply().headers.get("SAP_MessageProcessingLogID"), "AGpyvUXK0000000000000000000w");

  config.options.return_message_id = false;
  EXPECT_EQ(reply().headers.find("SAP_MessageProcessingLogID"), nullptr);
}

// P-HTTPS-025
TEST_F(HttpsReplyTest, CarriesACorrelationIdOnCloudFoundryOnly) {
  EXPECT_EQ(reply().headers.find("x-correlationid"), nullptr);

  config.options.neo = false;
  EXPECT_EQ(reply().headers.get("x-correlationid").size(), 36U);
}

// P-HTTPS-026
TEST_F(HttpsReplyTest, HidesTheExceptionByDefault) {
  fail("Content is not allowed in prolog.");
  exchange.headers().set("X-Order", 17);
  exchange.headers().set("CamelHttpResponseCode", 404);

  const HttpReply result = reply();

  EXPECT_EQ(result.status, 500);
  EXPECT_EQ(result.headers.get("Content-Type"), "text/plain");
  EXPECT_EQ(result.headers.find("X-Order"), nullptr);
  EXPECT_EQ(result.headers.find("SAP_MessageProcessingLogID"), nullptr);
  EXPECT_EQ(result.body.text(),
            "An internal server error occured: The MPL ID for the failed message is : AGpyvUXK0000000000000000000w");
}

// P-HTTPS-027
TEST_F(HttpsReplyTest, TellsTheInnermostExceptionWhenAskedTo) {
  config.return_exception = true;
  fail("Content is not allowed in prolog.");

  EXPECT_EQ(reply().body.text(),
            "An internal server error occured: Content is not allowed in prolog..\n"
            "The MPL ID for the failed message is : AGpyvUXK0000000000000000000w");
}

// P-HTTPS-028
TEST_F(HttpsReplyTest, PointsToTheTailLogInTheClassicTemplate) {
  config.options.classic_error_template = true;
  fail("boom");
  EXPECT_EQ(reply().body.text(),
            "An internal server error occured: The MPL ID for the failed message is : AGpyvUXK0000000000000000000w\n"
            "For more details please check tail log.");

  config.return_exception = true;
  EXPECT_EQ(reply().body.text(),
            "An internal server error occured: boom.\n"
            "The MPL ID for the failed message is : AGpyvUXK0000000000000000000w\n"
            "For more details please check tail log.");
}

// P-HTTPS-029
TEST_F(HttpsReplyTest, IsAnErrorWhenTheMessageWasEscalated) {
  outcome.status = RunStatus::Escalated;

  EXPECT_EQ(reply().status, 500);
  EXPECT_EQ(reply().body.text(),
            "An internal server error occured: The MPL ID for the failed message is : AGpyvUXK0000000000000000000w");
}

}  // namespace
}  // namespace iflowsim
