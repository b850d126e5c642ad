#include "adapters/soap/soap_receiver_security.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/shared/wss/wss_testkit.h"
#include "adapters/testkit/adapter_bench.h"
#include "runtime/message/run.h"

namespace iflowsim {

void register_soap(AdapterRegistry& registry);

namespace {

using testing::HasSubstr;

/// Alice's tenant calls; the service has the key pair `tenant` and knows Alice.
class SoapReceiverSecurity : public testing::Test {
 protected:
  SoapReceiverSecurity() {
    bench.services.keystore = partners.alice;
    bench.services.clock.set(partners.clock.now());
    bench.services.credentials.add("backend", {.user = "ida", .password = "s3cret"});
    exchange.setBody(Body(wss::orderPayload()));
  }

  static AdapterBench::PropertyList secured(AdapterBench::PropertyList more = {}) {
    AdapterBench::PropertyList all{{"address", "https://erp.example/orders"},
                                   {"WSSecurity_outbound", "ManualConfigurationInChannel"}};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  /// Properties given later replace earlier ones of the same name.
  static AdapterBench::PropertyList signing(const AdapterBench::PropertyList& more = {}) {
    AdapterBench::PropertyList all = secured({{"WSSecurityType_outbound", "SignMessage"},
                                              {"PrivateKeyAliasSigning", "${header.key}"},
                                              {"SetTimeStamp", "1"}});
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  void answers(const std::string& envelope) {
    bench.services.http.answer(
        HttpReply{.status = 200, .headers = {{"Content-Type", "text/xml"}}, .body = Body(envelope)});
  }
  /// The service's reply, signed by it.
  std::string signedReply(const std::string& encrypted_for = "") {
    WssProtection protection = wss::signedBy("tenant");
    protection.encryption_alias = encrypted_for;
    return protectMessage(wss::orderEnvelope(), protection, partners.tenant, partners.clock);
  }
  std::string call(const AdapterBench::PropertyList& properties) {
    exchange.headers().set("key", "alice");
    const auto receiver = bench.receiver("SOAP", properties);
    EXPECT_NE(receiver, nullptr) << bench.findings();
    receiver->call(exchange);
    return bench.services.http.last().body.text();
  }
  void refuses(const AdapterBench::PropertyList& properties, const std::string& code) {
    EXPECT_EQ(bench.receiver("SOAP", properties), nullptr);
    EXPECT_EQ(bench.finding().code, code) << bench.findings();
    bench.build.diagnostics = {};
  }

  wss::Partners partners;
  AdapterBench bench{register_soap};
  iflowsim::Run run{{}, LogLevel::Info, bench.services.clock};
  Exchange exchange{run};
};

// P-SOAPR-020
TEST_F(SoapReceiverSecurity, SignsTheRequestAndVerifiesTheReply) {
  answers(signedReply());

  const std::string sent = call(signing());

  EXPECT_THAT(wss::opened(sent, partners), HasSubstr("payload: " + wss::orderPayload().substr(0, 8)));
  EXPECT_THAT(exchange.body().text(), testing::StartsWith("<o:order"));
}

// P-SOAPR-020
TEST_F(SoapReceiverSecurity, EncryptsTheRequestAndDecryptsTheReply) {
  answers(signedReply("alice"));

  const std::string sent = call(signing({{"WSSecurityType_outbound", "SignAndEncryptMessage"},
                                         {"PublicKeyAliasEncryption", "tenant"},
                                         {"AlgorithmSuiteAssertion", "Basic128Rsa15"}}));

  EXPECT_THAT(sent, HasSubstr("EncryptedData"));
  EXPECT_THAT(wss::opened(sent, partners, {.encryption = true}), HasSubstr("payload: "));
  EXPECT_THAT(exchange.body().text(), testing::StartsWith("<o:order"));
}

// P-SOAPR-021
TEST_F(SoapReceiverSecurity, FailsWhenTheReplyIsNotSigned) {
  answers(wss::orderEnvelope());

  EXPECT_THROW(call(signing()), FlowError);
}

// P-SOAPR-021
TEST_F(SoapReceiverSecurity, TellsTheFaultOfTheServiceAlsoWhenItIsNotSigned) {
  answers(writeFault({.reason = "Who are you?"}, SoapVersion::V11));

  try {
    call(signing());
    FAIL();
  } catch (const FlowError& error) {
    EXPECT_EQ(error.message(), "Who are you?");
  }
}

// P-SOAPR-022
TEST_F(SoapReceiverSecurity, SendsAUsernameTokenAndAsksNothingOfTheReply) {
  answers(wss::orderEnvelope());
  const AdapterBench::PropertyList plain{{"WSSecurityType_outbound", "None"},
                                         {"UserNameTokenOption", "Plain Text Password"},
                                         {"UserNameTokenCredentialName", "backend"}};

  const std::string sent = call(secured(plain));

  EXPECT_THAT(sent, HasSubstr("UsernameToken"));
  EXPECT_THAT(sent, HasSubstr("s3cret"));
}

// P-SOAPR-022
TEST_F(SoapReceiverSecurity, HashesThePasswordOfTheToken) {
  answers(wss::orderEnvelope());

  const std::string sent = call(secured({{"WSSecurityType_outbound", "None"},
                                         {"UserNameTokenOption", "hashedPassword"},
                                         {"UserNameTokenCredentialName", "backend"}}));

  EXPECT_THAT(sent, HasSubstr("PasswordDigest"));
  EXPECT_THAT(sent, testing::Not(HasSubstr("s3cret")));
}

TEST_F(SoapReceiverSecurity, FailsWithoutTheCredentialOfTheToken) {
  EXPECT_THROW(call(secured({{"WSSecurityType_outbound", "None"},
                             {"UserNameTokenOption", "plain"},
                             {"UserNameTokenCredentialName", "absent"}})),
               FlowError);
}

TEST_F(SoapReceiverSecurity, IsNoneInEverySpellingOfNone) {
  answers(wss::orderEnvelope());

  const std::string sent = call({{"address", "https://erp.example/orders"},
                                 {"WSSecurity_outbound", "None"},
                                 {"WSSecurityType_outbound", "SignMessage"}});

  EXPECT_THAT(sent, testing::Not(HasSubstr("Security")));
}

// P-SOAPR-023
TEST_F(SoapReceiverSecurity, RefusesPoliciesOfTheWsdl) {
  refuses({{"address", "https://erp.example"}, {"WSSecurity_outbound", "Based on Policies in WSDL"}}, "SOAP-014");
}

TEST_F(SoapReceiverSecurity, RefusesWhatItDoesNotKnow) {
  refuses({{"address", "https://erp.example"}, {"WSSecurity_outbound", "Sometimes"}}, "SOAP-013");
  refuses(signing({{"WSSecurity_SignatureAlgorithm", "MD5"}}), "SOAP-013");
  refuses(secured({{"WSSecurityType_outbound", "Scramble"}}), "SOAP-013");
  refuses(secured({{"WSSecurityType_outbound", "None"}, {"UserNameTokenOption", "Ask"}}), "SOAP-013");
}

TEST_F(SoapReceiverSecurity, RefusesAnEmptyAlias) {
  refuses(secured({{"WSSecurityType_outbound", "SignMessage"}}), "SOAP-015");
}

}  // namespace
}  // namespace iflowsim
