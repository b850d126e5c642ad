#include "app/saved_message/saved_message.h"

#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "runtime/message/soap_header.h"
#include "tests/support/manual_clock.h"

namespace iflowsim {
namespace {

struct OnItsWay {
  ManualClock clock;
  Run run{{.message_id = "M1"}, LogLevel::Info, clock};
  Exchange exchange{run};
};

const FlowError* caughtIn(const SavedMessage& message) {
  for (const auto& [name, value] : message.properties) {
    const auto* error = value.as<std::shared_ptr<const FlowError>>();
    if (name == "CamelExceptionCaught" && error != nullptr) return error->get();
  }
  return nullptr;
}

TEST(SavedMessage, IsPutOnItsWayWhole) {
  OnItsWay to;
  const SavedMessage message{.body = Body("text"),
                             .headers = {{"code", Value(200)}},
                             .properties = {{"step", Value("1")}},
                             .attachments = {{"a.txt", "text/plain", Body("A")}}};

  restore(message, to.exchange);

  EXPECT_EQ(to.exchange.body().text(), "text");
  EXPECT_EQ(to.exchange.headers().get("CODE"), Value(200));
  EXPECT_EQ(to.exchange.properties().text("step"), "1");
  ASSERT_EQ(to.exchange.attachments().size(), 1U);
  EXPECT_EQ(to.exchange.attachments()[0].content.text(), "A");
}

TEST(SavedMessage, HasTheMessageIdWhereFlowsHaveIt) {
  OnItsWay to;

  restore({}, to.exchange);

  EXPECT_EQ(to.exchange.headers().text("SAP_MessageProcessingLogID"), "M1");
  EXPECT_EQ(to.exchange.properties().text("SAP_MessageProcessingLogID"), "M1");
}

TEST(SavedMessage, BringsTheExceptionThatAnExceptionSubprocessDealsWith) {
  OnItsWay to;
  const auto error = std::make_shared<const FlowError>("a.B", "broken");

  restore({.properties = {{"CamelExceptionCaught", Value(error)}}}, to.exchange);

  EXPECT_EQ(to.exchange.exception(), error);
}

TEST(SavedMessage, ReadsSoapHeadersFromTheirText) {
  OnItsWay to;

  restore({.headers = {{kSoapHeaderList, Value("<h:id xmlns:h='urn:h'>7</h:id>")}}}, to.exchange);

  const auto headers = soapHeaders(to.exchange.headers());
  ASSERT_EQ(headers.size(), 1U);
  EXPECT_EQ(headers[0].name, "id");
  EXPECT_NE(to.exchange.headers().get(kSoapHeaderList).className(), "java.lang.String");
}

TEST(SavedMessage, TakesAllOfAMessageOnItsWay) {
  OnItsWay from;
  from.exchange.setBody(Body("text").as(BodyKind::Text));
  from.exchange.headers().set("a", 1);
  from.exchange.properties().set("b", "2");
  from.exchange.attachments().push_back({"c", "text/plain", Body("3")});

  const SavedMessage message = savedMessageOf(from.exchange);

  EXPECT_EQ(message.message_id, "M1");
  EXPECT_EQ(message.body.kind(), BodyKind::Text);
  EXPECT_EQ(message.headers, (SavedMessage::Entries{{"a", Value(1)}}));
  EXPECT_EQ(message.properties, (SavedMessage::Entries{{"b", Value("2")}}));
  ASSERT_EQ(message.attachments.size(), 1U);
}

TEST(SavedMessage, OfATraceHasTheExceptionCaught) {
  const std::string url = "http://shop.example/orders";
  TraceSnapshot snapshot;
  snapshot.properties = {
      {"CamelExceptionCaught",
       "org.apache.camel.component.ahc.AhcOperationFailedException: HTTP operation failed invoking " + url +
           " with statusCode: 503, cause: java.net.ConnectException: refused"}};
  snapshot.body = "text";

  const SavedMessage message = savedMessageOf(snapshot, "M7");

  EXPECT_EQ(message.message_id, "M7");
  EXPECT_EQ(message.body.text(), "text");
  const FlowError* error = caughtIn(message);
  ASSERT_NE(error, nullptr);
  EXPECT_EQ(error->className(), "org.apache.camel.component.ahc.AhcOperationFailedException");
  EXPECT_EQ(error->message(), "HTTP operation failed invoking " + url + " with statusCode: 503");
  EXPECT_EQ(error->detail("statusCode"), "503");
  EXPECT_EQ(error->detail("url"), url);
  ASSERT_NE(error->cause(), nullptr);
  EXPECT_EQ(error->cause()->describe(), "java.net.ConnectException: refused");
}

TEST(SavedMessage, OfATraceLeavesTextThatIsNoException) {
  TraceSnapshot snapshot;
  snapshot.properties = {{"CamelExceptionCaught", "Something: went wrong"}, {"other", "java.io.IOException: x"}};

  const SavedMessage message = savedMessageOf(snapshot, "M7");

  EXPECT_EQ(message.properties[0].second, Value("Something: went wrong"));
  EXPECT_EQ(message.properties[1].second, Value("java.io.IOException: x"));
}

}  // namespace
}  // namespace iflowsim
