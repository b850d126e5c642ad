#include "adapters/shared/wss/ws_security.h"

#include <gtest/gtest.h>

#include "adapters/shared/wss/wss_testkit.h"

namespace iflowsim {
namespace {

using namespace wss;

/// What `opened` says of Alice's order; the payload has the namespaces in scope of the envelope declared in it.
void expectOrder(const std::string& found) {
  EXPECT_TRUE(found.starts_with("signer: CN=alice, O=Example & Co, C=DE; payload: <o:order")) << found;
  EXPECT_NE(found.find("<o:item>Tea &amp; \xC3\xA4</o:item>\n  <o:item/></o:order>"), std::string::npos) << found;
}

struct Option {
  std::string name;
  WssProtection protection;
  WssDemand demand;
};

class WsSecurityOptions : public ::testing::TestWithParam<Option> {};

// P-WSS-001, P-WSS-007
TEST_P(WsSecurityOptions, OpensWhatItProtected) {
  for (const SoapVersion version : {SoapVersion::V11, SoapVersion::V12}) {
    const Partners partners;

    const std::string message =
        protectMessage(orderEnvelope(version), GetParam().protection, partners.alice, partners.clock);

    expectOrder(opened(message, partners, GetParam().demand));
  }
}

std::vector<Option> options() {
  WssProtection both = signedBy();
  both.encryption_alias = "tenant";
  const WssDemand demand{.encryption = true};
  std::vector<Option> rows = {
      {"Signed", signedBy(), {}}, {"SignedThenEncrypted", both, demand}, {"EncryptedWithoutDemand", both, {}}};
  both.encrypt_before_signing = true;
  rows.push_back({"EncryptedThenSigned", both, demand});
  both.encrypt_before_signing = false;
  for (const std::string& suite : algorithmSuites()) {
    both.suite = suite;
    rows.push_back({"Suite" + suite, both, demand});
  }
  both.suite = {};
  both.time_stamp = false;
  rows.push_back({"WithoutTimeStamp", both, {.encryption = true, .check_time_stamp = false}});
  for (const auto& [name, algorithm] :
       {std::pair{"Sha256", SignatureAlgorithm::Sha256}, std::pair{"Sha512", SignatureAlgorithm::Sha512}}) {
    WssProtection protection = signedBy();
    protection.algorithm = algorithm;
    rows.push_back({std::string("Signed") + name, protection, {}});
  }
  WssProtection with_user = signedBy();
  with_user.user = "me";
  with_user.password = "secret";
  rows.push_back({"SignedWithUser", with_user, {}});
  return rows;
}

INSTANTIATE_TEST_SUITE_P(All, WsSecurityOptions, ::testing::ValuesIn(options()),
                         [](const auto& option) { return option.param.name; });

TEST(WsSecurity, OpensAnEncryptedMessageWithoutSignature) {
  const Partners partners;
  const WssProtection protection{.encryption_alias = "tenant"};

  const std::string message = protectMessage(orderEnvelope(), protection, partners.alice, partners.clock);

  EXPECT_TRUE(
      opened(message, partners, {.signature = false, .encryption = true}).starts_with("signer: ; payload: <o:order"));
}

TEST(WsSecurity, OpensABodyWithoutContent) {
  const Partners partners;
  WssProtection protection = signedBy();
  protection.encryption_alias = "tenant";

  const std::string message =
      protectMessage(writeEnvelope(SoapVersion::V11, {}, ""), protection, partners.alice, partners.clock);

  EXPECT_EQ(opened(message, partners, {.encryption = true}), "signer: CN=alice, O=Example & Co, C=DE; payload: ");
}

}  // namespace
}  // namespace iflowsim
