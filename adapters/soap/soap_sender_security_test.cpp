#include "adapters/soap/soap_sender_security.h"

#include <gtest/gtest.h>

#include "adapters/shared/wss/wss_testkit.h"
#include "adapters/testkit/adapter_bench.h"
#include "tests/support/fake_runner.h"
#include "tests/support/served.h"

namespace iflowsim {

void register_soap(AdapterRegistry& registry);

namespace {

class SoapSenderSecurity : public testing::Test {
 protected:
  SoapSenderSecurity() {
    bench.services.keystore = partners.tenant;
    bench.services.clock.set(partners.clock.now());
  }

  static AdapterBench::PropertyList secured(AdapterBench::PropertyList more = {}) {
    AdapterBench::PropertyList all{{"address", "/orders"},
                                   {"WSSecurity", "ManualConfigurationInChannel"},
                                   {"WSSecurityType", "VerifyMessage"},
                                   {"CheckTimeStamp", "1"},
                                   {"PrivateKeyAliasResponseSigning", "tenant"}};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  HttpReply call(const AdapterBench::PropertyList& properties, const std::string& envelope) {
    const auto sender = bench.sender("SOAP", properties);
    EXPECT_TRUE(sender->start(runner).has_value()) << bench.findings();
    HttpReply reply = served(*bench.services.endpoints.find("/cxf/orders"),
                             {.method = "POST", .headers = {{"Content-Type", "text/xml"}}, .body = Body(envelope)});
    sender->stop();
    return reply;
  }
  std::string signedOrder(WssProtection protection = wss::signedBy()) {
    return protectMessage(wss::orderEnvelope(), protection, partners.alice, partners.clock);
  }

  wss::Partners partners;
  AdapterBench bench{register_soap};
  std::string seen;
  std::shared_ptr<FakeRunner> runner =
      std::make_shared<FakeRunner>([this](Exchange& exchange) { seen = exchange.body().text(); });
};

// P-SOAP-019
TEST_F(SoapSenderSecurity, VerifiesTheRequestAndSignsTheReply) {
  const HttpReply reply = call(secured(), signedOrder());

  EXPECT_EQ(reply.status, 200) << reply.body.text();
  EXPECT_TRUE(seen.starts_with("<o:order")) << seen;
  EXPECT_NE(reply.body.text().find("BinarySecurityToken"), std::string::npos) << reply.body.text();
}

// P-SOAP-019
TEST_F(SoapSenderSecurity, DecryptsTheRequestAndEncryptsTheReply) {
  WssProtection protection = wss::signedBy();
  protection.encryption_alias = "tenant";

  const HttpReply reply = call(secured({{"WSSecurityType", "VerifyAndDecryptMessage"},
                                        {"PublicKeyAliasResponseEncryption", "alice"},
                                        {"AlgorithmSuiteAssertion", "Basic128Rsa15"}}),
                               signedOrder(protection));

  EXPECT_EQ(reply.status, 200) << reply.body.text();
  EXPECT_TRUE(seen.starts_with("<o:order")) << seen;
  EXPECT_NE(reply.body.text().find("EncryptedData"), std::string::npos) << reply.body.text();
  EXPECT_EQ(reply.body.text().find("<o:order"), std::string::npos) << reply.body.text();
}

// P-SOAP-019
TEST_F(SoapSenderSecurity, AnswersWhatIsNotSignedOrChangedByAFault) {
  for (const std::string& envelope : {wss::orderEnvelope(), wss::replaced(signedOrder(), "Tea &amp;", "Gold &amp;")}) {
    const HttpReply reply = call(secured(), envelope);

    EXPECT_EQ(reply.status, 500);
    EXPECT_NE(reply.body.text().find("<soap:Fault>"), std::string::npos);
  }
  EXPECT_TRUE(runner->inbound().empty());
}

TEST_F(SoapSenderSecurity, RefusesSettingsItDoesNotKnow) {
  for (const auto& [name, value] : AdapterBench::PropertyList{{"WSSecurity", "Somehow"},
                                                              {"AlgorithmSuiteAssertion", "Basic1"},
                                                              {"WSSecurity_SignatureAlgorithm_Inbound", "MD5"}}) {
    bench.build.diagnostics = {};

    EXPECT_EQ(bench.sender("SOAP", secured({{name, value}})), nullptr);

    EXPECT_EQ(bench.finding().code, "SOAP-003") << name;
  }
}

TEST_F(SoapSenderSecurity, AsksForTheAliasesItNeeds) {
  EXPECT_EQ(bench.sender("SOAP", secured({{"PrivateKeyAliasResponseSigning", ""}})), nullptr);

  EXPECT_EQ(bench.finding().code, "SOAP-004");
  EXPECT_EQ(bench.finding().message, "Private Key Alias for Response Signing is empty.");
}

}  // namespace
}  // namespace iflowsim
