#include "adapters/shared/soap_channel/soap_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "tests/support/manual_clock.h"

namespace iflowsim {
namespace {

using testing::HasSubstr;

constexpr const char* kFault =
    R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode>)"
    R"(<faultstring>No such order</faultstring><detail><n>4711</n></detail></s:Fault></s:Body></s:Envelope>)";

std::string enveloped(const std::string& body, const std::string& header = "") {
  return R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">)" + header + "<s:Body>" + body +
         "</s:Body></s:Envelope>";
}

HttpReply replyOf(int status, std::string type, std::string body) {
  HttpReply reply{.status = status, .headers = {}, .body = Body(std::move(body))};
  if (!type.empty()) reply.headers.add("Content-Type", std::move(type));
  return reply;
}

class SoapCall : public testing::Test {
 protected:
  SoapCall() { run.beginStep("s", "Call", "ExternalCall", exchange); }

  const OutboundRequest& put(std::string_view action = "") {
    putSoapContent(request, exchange, enveloped("<order/>"), action);
    return request;
  }
  std::optional<SoapMessage> read(int status, std::string type, std::string body) {
    return readSoapReply(request, replyOf(status, std::move(type), std::move(body)), exchange);
  }
  FlowError errorOf(int status, std::string type, std::string body) {
    try {
      read(status, std::move(type), std::move(body));
    } catch (const FlowError& error) {
      return error;
    }
    ADD_FAILURE() << "no error";
    return FlowError("", "");
  }

  ManualClock clock;
  iflowsim::Run run{{}, LogLevel::Info, clock};
  Exchange exchange{run};
  OutboundRequest request{.url = "https://erp.example/orders?x=1"};
};

// P-SOAPR-001
TEST_F(SoapCall, SendsTheEnvelopeAsTextXml) {
  put();

  EXPECT_THAT(std::string(request.headers.get("Content-Type")), HasSubstr("text/xml"));
  EXPECT_EQ(request.body.text(), enveloped("<order/>"));
  EXPECT_EQ(request.headers.get("Accept"), "*/*");
}

// P-SOAPR-003
TEST_F(SoapCall, TakesTheActionOfTheOperationUnlessTheMessageHasOne) {
  EXPECT_EQ(put().headers.get("SOAPAction"), "\"\"");
  EXPECT_EQ(put("urn:create").headers.get("SOAPAction"), "\"urn:create\"");

  exchange.headers().set("SOAPAction", "urn:own");

  EXPECT_EQ(put("urn:create").headers.get("SOAPAction"), "urn:own");
}

// P-SOAPR-004
TEST_F(SoapCall, SendsHeadersOfTheMessageButThoseOfTheRuntime) {
  request.headers.set("Authorization", "Basic dTpw");
  for (const char* name : {"X-Tenant", "Authorization", "CamelHttpPath", "org.apache.cxf.x", "SAP_MessageType",
                           "SapMessageId", "Content-Type", "Accept-Encoding", "Host", "no token"}) {
    exchange.headers().set(name, "mine");
  }

  put();

  EXPECT_EQ(request.headers.get("X-Tenant"), "mine");
  EXPECT_EQ(request.headers.get("Authorization"), "Basic dTpw");
  for (const auto& [name, value] : request.headers) EXPECT_TRUE(value != "mine" || name == "X-Tenant") << name;
}

// P-SOAPR-005
TEST_F(SoapCall, SendsAttachmentsBesideTheEnvelope) {
  exchange.attachments().push_back({"photo", "image/png", Body("PNG")});

  put();

  EXPECT_THAT(std::string(request.headers.get("Content-Type")), HasSubstr("multipart/related"));
  EXPECT_THAT(request.body.text(), HasSubstr("image/png"));
}

// P-SOAPR-006
TEST_F(SoapCall, MakesTheReplyTheMessage) {
  exchange.attachments().push_back({"photo", "image/png", Body("PNG")});
  exchange.headers().set("Kept", "yes");
  HttpReply reply =
      replyOf(200, "text/xml", enveloped("<ok> 1 </ok>", R"(<s:Header><t xmlns="urn:t">7</t></s:Header>)"));
  reply.headers.add("Set-Cookie", "a=1");
  reply.headers.add("Set-Cookie", "b=2");
  reply.headers.add("Content-Length", "999");

  takeSoapReply(readSoapReply(request, reply, exchange), reply, exchange);

  EXPECT_THAT(exchange.body().text(), HasSubstr("> 1 </ok>"));
  EXPECT_THAT(exchange.body().text(), testing::StartsWith("<ok"));
  EXPECT_TRUE(exchange.attachments().empty());
  ASSERT_EQ(soapHeaders(exchange.headers()).size(), 1U);
  EXPECT_EQ(soapHeaders(exchange.headers())[0].name, "t");
  EXPECT_EQ(exchange.headers().text("Set-Cookie"), "a=1,b=2");
  EXPECT_EQ(exchange.headers().text("Kept"), "yes");
  EXPECT_FALSE(exchange.headers().contains("Content-Length"));
}

// P-SOAPR-006
TEST_F(SoapCall, TakesTheAttachmentsOfTheReply) {
  const SoapPacket packet =
      writeSoapMessage(SoapVersion::V11, enveloped("<ok/>"), {{"photo", "image/png", Body("PNG")}});
  const HttpReply reply{.status = 200, .headers = {{"Content-Type", packet.content_type}}, .body = packet.body};

  takeSoapReply(readSoapReply(request, reply, exchange), reply, exchange);

  ASSERT_EQ(exchange.attachments().size(), 1U);
  EXPECT_EQ(exchange.attachments()[0].name, "photo");
  EXPECT_EQ(exchange.attachments()[0].content.text(), "PNG");
  EXPECT_FALSE(exchange.headers().contains("Content-Type"));
}

// P-SOAPR-007
TEST_F(SoapCall, EmptiesTheMessageWhenNothingComesBack) {
  exchange.setBody(Body("<order/>"));
  setSoapHeaders(exchange.headers(), {{.namespace_uri = "urn:t", .name = "t", .xml = "<t xmlns=\"urn:t\"/>"}});
  const HttpReply reply = replyOf(202, "", "");

  takeSoapReply(readSoapReply(request, reply, exchange), reply, exchange);

  EXPECT_EQ(exchange.body().text(), "");
  EXPECT_TRUE(soapHeaders(exchange.headers()).empty());
  EXPECT_FALSE(read(200, "text/xml", "").has_value());
  EXPECT_FALSE(read(204, "", "").has_value());
}

// P-SOAPR-008
TEST_F(SoapCall, FailsWithTheFaultOfThePeer) {
  for (const int status : {200, 500}) {
    const FlowError error = errorOf(status, "text/xml", kFault);

    EXPECT_EQ(error.className(), "org.apache.cxf.binding.soap.SoapFault");
    EXPECT_EQ(error.message(), "No such order");
    EXPECT_THAT(std::string(error.detail("detail")), HasSubstr("4711"));
    EXPECT_EQ(error.detail("statusCode"), std::to_string(status));
  }
  EXPECT_EQ(run.steps().back().properties.back().first, "ResponseBody");
  EXPECT_EQ(run.steps().back().properties.back().second, kFault);
}

// P-SOAPR-009
TEST_F(SoapCall, FailsWithTheStatusWhenThereIsNoFault) {
  for (const auto& [status, text] : {std::pair(401, "401: Unauthorized"), std::pair(302, "302: Found"),
                                     std::pair(500, "500: Internal Server Error")}) {
    const FlowError error = errorOf(status, "text/html", "<html/>");

    EXPECT_EQ(error.describe(),
              "org.apache.cxf.interceptor.Fault: Could not send Message., cause: "
              "org.apache.cxf.transport.http.HTTPException: HTTP response '" +
                  std::string(text) + "' when communicating with https://erp.example/orders?x=1");
    EXPECT_EQ(error.detail("responseBody"), "<html/>");
  }
  EXPECT_THAT(errorOf(503, "text/xml", kFault).describe(), HasSubstr("503: Service Unavailable"));
  EXPECT_THAT(errorOf(500, "text/plain", "oops").describe(), HasSubstr("500: Internal Server Error"));
  EXPECT_THAT(errorOf(500, "", "").describe(), HasSubstr("500: Internal Server Error"));
}

TEST_F(SoapCall, ShowsTheWebPageThatCameInsteadOfAnEnvelope) {
  const FlowError error = errorOf(200, "text/html;charset=utf-8", "<html>Log on</html>");

  EXPECT_EQ(error.className(), "org.apache.cxf.interceptor.Fault");
  EXPECT_EQ(error.message(),
            "Response was of unexpected text/html ContentType.  Incoming portion of HTML stream: <html>Log on</html>");
}

TEST_F(SoapCall, FailsWhenTheReplyIsNoEnvelope) {
  EXPECT_EQ(errorOf(200, "text/xml", "<ok/>").className(), "org.apache.cxf.binding.soap.SoapFault");
  EXPECT_EQ(errorOf(200, "application/json", "{}").className(), "org.apache.cxf.binding.soap.SoapFault");
}

TEST_F(SoapCall, ReadsAnEnvelopeWhateverTypeItIsSaidToBe) {
  EXPECT_TRUE(read(200, "", enveloped("<ok/>")).has_value());
  EXPECT_TRUE(read(200, "text/plain", enveloped("<ok/>")).has_value());
}

}  // namespace
}  // namespace iflowsim
