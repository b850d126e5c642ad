#include "adapters/idoc/idoc_receiver.h"

#include <gtest/gtest.h>

#include "adapters/idoc/idoc_testkit.h"
#include "adapters/testkit/adapter_bench.h"
#include "runtime/message/run.h"

namespace iflowsim {

void register_idoc(AdapterRegistry& registry);

namespace {

std::string assigned(const std::string& from, const std::string& to) {
  return "<IdocAssign><TransferId>" + from + "</TransferId><DbId>" + to + "</DbId></IdocAssign>";
}

std::string response(const std::string& assigns) {
  return "<ORDERS05Response xmlns=\"" + std::string(kMessagesNamespace) + "\">" + assigns + "</ORDERS05Response>";
}

class IdocReceiverTest : public testing::Test {
 protected:
  IdocReceiverTest() {
    exchange.setBody(Body(orders(idoc("1"))));
    run.beginStep("s", "Call", "ExternalCall", exchange);
  }

  /// Instead of the good reply.
  void answer(const std::string& body, int status = 200) {
    answered = true;
    bench.services.http.answer(
        HttpReply{.status = status, .headers = {{"Content-Type", "text/xml"}}, .body = Body(body)});
  }
  const OutboundRequest& call(AdapterBench::PropertyList more = {}) {
    more.emplace_back("address", "https://erp.example/sap/bc/srt/idoc?sap-client=100");
    const auto receiver = bench.receiver("IDOC", more);
    EXPECT_NE(receiver, nullptr) << bench.findings();
    if (!answered) answer(enveloped(response(assigned("1", "16"))));
    receiver->call(exchange);
    return bench.services.http.last();
  }
  FlowError failure(const AdapterBench::PropertyList& more = {}) {
    try {
      call(more);
    } catch (const FlowError& error) {
      return error;
    }
    ADD_FAILURE() << "no failure";
    return FlowError("none", "none");
  }
  std::string header(const char* name) { return exchange.headers().text(name); }

  AdapterBench bench{register_idoc};
  iflowsim::Run run{{}, LogLevel::Info, bench.services.clock};
  Exchange exchange{run};
  bool answered = false;
};

// P-IDOC-020, P-IDOC-022
TEST_F(IdocReceiverTest, SendsOneIdocInAnEnvelopeWithTheMessageId) {
  exchange.headers().set("SapMessageId", "4711");

  const OutboundRequest& sent = call();

  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.url, "https://erp.example/sap/bc/srt/idoc?sap-client=100");
  EXPECT_EQ(sent.headers.get("Content-Type"), "application/x-sap.idoc;charset=UTF-8");
  EXPECT_EQ(sent.headers.get("SOAPAction"), "\"\"");
  EXPECT_EQ(sent.body.text(), "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>" +
                                  orders(idoc("1", "<ARCKEY>urn:sap.com:msgid=4711</ARCKEY>")) +
                                  "</soap:Body></soap:Envelope>");
  EXPECT_EQ(header("SapMessageId"), "4711");
}

// P-IDOC-021
TEST_F(IdocReceiverTest, SendsManyIdocsAsTextXmlUnchanged) {
  exchange.setBody(Body("<?xml version=\"1.0\"?>" + orders(idoc("1") + idoc("2"))));

  const OutboundRequest& sent = call({{"IDocContentType", "text/xml"}});

  EXPECT_EQ(sent.headers.get("Content-Type"), "text/xml;charset=UTF-8");
  EXPECT_NE(sent.body.text().find("<soap:Body>" + orders(idoc("1") + idoc("2")) + "</soap:Body>"), std::string::npos);
  EXPECT_NE(header("SapMessageId"), "");
}

// P-IDOC-021
TEST_F(IdocReceiverTest, RefusesManyIdocsWhereOneMayBeSent) {
  exchange.setBody(Body(orders(idoc("1") + idoc("2"))));

  EXPECT_EQ(failure().message(),
            "The message body holds 2 IDocs, but IDoc content type application/x-sap.idoc sends one. Split the message "
            "before the call, or set the content type of the channel to text/xml.");
  EXPECT_TRUE(bench.services.http.requests().empty());
}

// P-IDOC-026
TEST_F(IdocReceiverTest, RefusesABodyWithoutIdocs) {
  exchange.setBody(Body("<order/>"));

  EXPECT_TRUE(
      failure().message().starts_with("The message body cannot be sent as IDoc. The document 'order' holds no IDoc."));
  exchange.setBody(Body("order 17"));
  EXPECT_EQ(failure().className(), error_class::kXmlParse);
}

// P-IDOC-024
TEST_F(IdocReceiverTest, GeneratesTheMessageIdWhenThereIsNoneOrTheChannelSaysSo) {
  call();
  const std::string first = header("SapMessageId");
  exchange.setBody(Body(orders(idoc("1"))));
  call({{"SapRmMessageIdDetermination", "Generate"}});

  EXPECT_EQ(first.size(), 36U);
  EXPECT_NE(header("SapMessageId"), first);
  EXPECT_NE(bench.services.http.last().body.text().find("msgid=" + header("SapMessageId")), std::string::npos);
}

// P-IDOC-025
TEST_F(IdocReceiverTest, MapsTheMessageIdFromItsSource) {
  const auto mapped = [this](const char* source) {
    exchange.setBody(Body(orders(idoc("1"))));
    call({{"SapRmMessageIdDetermination", "Map"}, {"SourceForSapRmMessageId", source}});
    return header("SapMessageId");
  };

  const std::string first = mapped("order 1");

  EXPECT_EQ(first.size(), 36U);
  EXPECT_EQ(mapped("order 1"), first);
  EXPECT_NE(mapped("order 2"), first);
}

// P-IDOC-027
TEST_F(IdocReceiverTest, MakesTheReplyTheMessage) {
  answer(enveloped(response(assigned("1", "16") + assigned("2", "17"))));

  call();

  EXPECT_EQ(exchange.body().text(),
            "<ORDERS05Response xmlns=\"urn:sap-com:document:sap:idoc:soap:messages\" "
            "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">" +
                assigned("1", "16") + assigned("2", "17") + "</ORDERS05Response>");
  EXPECT_EQ(header("SapIDocType"), "ORDERS05");
  EXPECT_EQ(header("SapIDocTransferId"), "1");
  EXPECT_EQ(header("SapIDocDbId"), "16");
  const auto* map = exchange.headers().get("SapIDocAssignMap").as<std::shared_ptr<const ValueMap>>();
  ASSERT_NE(map, nullptr);
  ASSERT_EQ((*map)->size(), 2U);
  EXPECT_EQ((**map)[1].first, "2");
  EXPECT_EQ((**map)[1].second.toText(), "17");
}

TEST_F(IdocReceiverTest, LeavesAnEmptyBodyWhenNothingComesBack) {
  answer("", 202);

  call();

  EXPECT_EQ(exchange.body().text(), "");
}

// P-IDOC-028
TEST_F(IdocReceiverTest, FailsByTheFaultOfThePeer) {
  answer(enveloped("<s:Fault><faultcode>s:Server</faultcode><faultstring>EA728: SOAP_MSGID_INITIAL</faultstring>"
                   "</s:Fault>"),
         500);

  const FlowError error = failure();

  EXPECT_EQ(error.className(), "org.apache.cxf.binding.soap.SoapFault");
  EXPECT_EQ(error.message(), "EA728: SOAP_MSGID_INITIAL");
  EXPECT_EQ(error.detail("statusCode"), "500");
  EXPECT_EQ(run.steps().back().properties.back().first, "ResponseBody");
}

// P-IDOC-028
TEST_F(IdocReceiverTest, FailsByTheStatusOfThePeer) {
  answer("<html>no</html>", 404);

  const FlowError error = failure();

  EXPECT_EQ(error.detail("statusCode"), "404");
  EXPECT_EQ(error.innermostMessage(),
            "HTTP response '404: Not Found' when communicating with "
            "https://erp.example/sap/bc/srt/idoc?sap-client=100");
}

TEST_F(IdocReceiverTest, FailsByAReplyThatIsNoneToAnIdoc) {
  answer(enveloped("<ok/>"));

  const FlowError error = failure();

  EXPECT_EQ(
      error.message(),
      "The reply of https://erp.example/sap/bc/srt/idoc?sap-client=100 is no reply to an IDoc: its envelope holds "
      "no element named as the IDoc type with 'Response' behind it. Check the address, or the stub that answers "
      "it.");
  EXPECT_EQ(error.detail("statusCode"), "200");
}

// P-IDOC-029
TEST_F(IdocReceiverTest, AuthenticatesCompressesAndReturnsTheStatus) {
  bench.services.credentials.add("erp", {.user = "u", .password = "p"});

  const OutboundRequest& sent = call({{"authentication", "Basic"},
                                      {"credentialName", "erp"},
                                      {"CompressMessage", "1"},
                                      {"sendHttpResponseCode", "1"}});

  EXPECT_EQ(sent.headers.get("Authorization"), "Basic dTpw");
  EXPECT_EQ(sent.headers.get("Content-Encoding"), "gzip");
  EXPECT_EQ(header("CamelHttpResponseCode"), "200");
}

TEST_F(IdocReceiverTest, SendsTheSoapActionOfTheMessage) {
  exchange.headers().set("SOAPAction", "\"urn:send\"");

  EXPECT_EQ(call().headers.get("SOAPAction"), "\"urn:send\"");
}

TEST_F(IdocReceiverTest, SendsNoAttachments) {
  exchange.attachments().push_back({.name = "note", .content_type = "text/plain", .content = Body("hello")});

  EXPECT_TRUE(call().body.text().starts_with("<soap:Envelope"));
}

}  // namespace
}  // namespace iflowsim
