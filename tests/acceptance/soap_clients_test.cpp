#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/acceptance/soap_tenant.h"
#include "tests/soap_clients/soap_client.h"

namespace iflowsim::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// What is asked of both clients in the same way.
class SoapClients : public ::testing::TestWithParam<SoapClient> {
 protected:
  void SetUp() override {
    if (const std::string why = whyAbsent(GetParam()); !why.empty()) GTEST_SKIP() << why;
    tenant.serve();
  }

  bool zeep() const { return GetParam() == SoapClient::Zeep; }

  /// Calls an operation in SOAP 1.1 or 1.2.
  json call(json request, const std::string& operation, const json& payload, bool soap12 = false) const {
    request["operation"] = operation;
    request["port"] = soap12 ? "OrderPort12" : "OrderPort";
    request["soap12"] = soap12;
    request["payload"] = payload;
    return askClient(GetParam(), request);
  }

  /// An argument of simple type, as the client takes it.
  json text(const std::string& value) const { return zeep() ? json(value) : json{{"$value", value}}; }

  /// The number in the reply: zeep leaves out an element that holds one value alone.
  static json number(const json& answer) {
    const json& result = answer.at("result");
    return result.is_object() ? result.at("Number") : result;
  }

  SoapTenant tenant;
};

// P-WSDL-009
TEST_P(SoapClients, ReadTheServedDescription) {
  const json answer = askClient(GetParam(), tenant.asUser("soap-orders"));

  const json both = {"CancelOrder", "CreateOrder"};
  EXPECT_EQ(answer.at("operations"), json({{"OrderPort", both}, {"OrderPort12", both}})) << answer;
}

TEST_P(SoapClients, AreRefusedTheDescriptionWithoutAUser) {
  const json answer = askClient(GetParam(), tenant.requestTo("soap-orders"));

  ASSERT_TRUE(answer.contains("failure")) << answer;
  EXPECT_THAT(answer.at("failure")["text"].get<std::string>(), HasSubstr("401"));
}

// P-WSDL-010
TEST_P(SoapClients, GetRepliesInBothSoapVersions) {
  for (const bool soap12 : {false, true}) {
    const json answer = call(tenant.asUser("soap-orders"), "CreateOrder", {{"Number", "7"}}, soap12);

    ASSERT_TRUE(answer.contains("result")) << answer;
    EXPECT_EQ(number(answer), "7") << answer;
  }
}

// P-WSDL-011
TEST_P(SoapClients, GetFaultsAsTheirOwnFaultTypes) {
  for (const bool soap12 : {false, true}) {
    const json answer = call(tenant.asUser("soap-orders"), "CreateOrder", {{"Number", "bad"}}, soap12);

    ASSERT_TRUE(answer.contains("fault")) << answer;
    EXPECT_EQ(answer.at("fault")["type"], zeep() ? "Fault" : "Error");
    EXPECT_THAT(answer.at("fault")["code"].get<std::string>(), HasSubstr(soap12 ? "Receiver" : "Server"));
    EXPECT_THAT(answer.at("fault")["reason"].get<std::string>(),
                StartsWith("An internal error occurred during message processing. For error details check MPL ID "));
  }
}

TEST_P(SoapClients, GetTheExceptionWhenTheFlowReturnsIt) {
  const json answer = call(tenant.asUser("soap-open-faults"), "CreateOrder", {{"Number", "bad"}});

  ASSERT_TRUE(answer.contains("fault")) << answer;
  EXPECT_THAT(answer.at("fault")["reason"].get<std::string>(), StartsWith("Error during type conversion"));
}

// P-WSDL-012
TEST_P(SoapClients, SendOneWayMessages) {
  for (const bool soap12 : {false, true}) {
    const json answer = call(tenant.asUser("soap-orders"), "CancelOrder", text("7"), soap12);

    ASSERT_TRUE(answer.contains("result")) << answer;
    EXPECT_TRUE(answer.at("result").is_null()) << answer;
  }
  EXPECT_TRUE(tenant.logsMessage("soap-orders", "COMPLETED"));
}

TEST_P(SoapClients, HearOfFailedOneWayMessagesFromRobustChannelsOnly) {
  const json robust = call(tenant.asUser("soap-orders"), "CancelOrder", text("bad"));
  const json standard = call(tenant.asUser("soap-standard"), "CancelOrder", text("bad"));

  EXPECT_TRUE(robust.contains("fault")) << robust;
  EXPECT_TRUE(standard.contains("result")) << standard;
  EXPECT_TRUE(tenant.logsMessage("soap-orders", "FAILED"));
  EXPECT_TRUE(tenant.logsMessage("soap-standard", "FAILED"));
}

// P-WSDL-013
TEST_P(SoapClients, CallWithAClientCertificate) {
  const json answer = call(tenant.withCertificate("soap-strict", "good"), "CreateOrder", {{"Number", "8"}});
  const json other = call(tenant.withCertificate("soap-strict", "renewed-other-dn"), "CreateOrder", {{"Number", "8"}});
  const json none = call(tenant.asUser("soap-strict"), "CreateOrder", {{"Number", "8"}});

  ASSERT_TRUE(answer.contains("result")) << answer;
  EXPECT_EQ(number(answer), "8") << answer;
  EXPECT_TRUE(other.contains("failure")) << other;
  EXPECT_TRUE(none.contains("failure")) << none;
}

TEST_P(SoapClients, CallWithTheCertificateOfAMappedUser) {
  tenant.expect({"mapping", "add", "--user", "partner", tenant.client("good", ".crt").string()});

  const json answer = call(tenant.withCertificate("soap-orders", "good"), "CreateOrder", {{"Number", "9"}});

  ASSERT_TRUE(answer.contains("result")) << answer;
  EXPECT_EQ(number(answer), "9") << answer;
}

TEST_P(SoapClients, TrustNobodyButTheirAuthority) {
  json request = tenant.asUser("soap-orders");
  request["ca"] = tenant.client("good", ".pem").string();

  const json answer = call(request, "CreateOrder", {{"Number", "7"}});

  EXPECT_TRUE(answer.contains("failure")) << answer;
}

// P-WSDL-014
TEST_P(SoapClients, SendAttachmentsAsFarAsTheyCan) {
  if (zeep()) GTEST_SKIP() << "zeep sends no attachments";
  for (const bool soap12 : {false, true}) {
    json request = tenant.asUser("soap-orders");
    request["attachments"] = {{{"id", "note@example"}, {"type", "text/plain"}, {"text", "a note"}}};

    const json answer = call(request, "CreateOrder", {{"Number", "7"}}, soap12);

    ASSERT_TRUE(answer.contains("result")) << answer;
    EXPECT_EQ(number(answer), "7") << answer;
    EXPECT_EQ(answer.at("status"), 200);
    EXPECT_THAT(answer.at("attachments").dump(), HasSubstr("a note"));
  }
}

// P-WSDL-015
TEST_P(SoapClients, CallTheGenericContract) {
  json request = tenant.asUser("soap-generic");
  request["operation"] = "invoke";
  request["payload"] = zeep() ? json::array({nullptr}) : json::object();
  json one_way = tenant.asUser("soap-generic-one-way");
  one_way["operation"] = "invoke";
  one_way["payload"] = request["payload"];

  const json answer = askClient(GetParam(), request);
  const json nothing = askClient(GetParam(), one_way);

  // The flow answers another element than the contract says, which zeep cannot read.
  EXPECT_FALSE(answer.contains("fault")) << answer;
  EXPECT_TRUE(nothing.contains("result")) << nothing;
  EXPECT_TRUE(tenant.logsMessage("soap-generic", "COMPLETED"));
  EXPECT_TRUE(tenant.logsMessage("soap-generic-one-way", "COMPLETED"));
}

INSTANTIATE_TEST_SUITE_P(Clients, SoapClients, ::testing::Values(SoapClient::Zeep, SoapClient::NodeSoap),
                         [](const auto& client) { return client.param == SoapClient::Zeep ? "Zeep" : "NodeSoap"; });

}  // namespace
}  // namespace iflowsim::testing
