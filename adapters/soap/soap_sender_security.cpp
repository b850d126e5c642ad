#include "adapters/soap/soap_sender_security.h"

#include <string>

#include "adapters/soap/security_tab.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr SecurityTab::Findings kFindings{
    .unknown_value = "SOAP-003",
    .missing_alias = "SOAP-004",
    .missing_alias_remedy = "Enter the alias, or choose WS-Security Configuration None."};

WssProtection readProtection(SecurityTab& tab) {
  WssProtection protection;
  protection.encrypt_before_signing = startsWithIgnoreCase(trim(tab.property("SigningOrder")), "Encrypt");
  protection.algorithm = tab.algorithm("WSSecurity_SignatureAlgorithm_Inbound");
  protection.suite = tab.suite("Algorithm Suite", true);
  return protection;
}

}  // namespace

std::optional<SoapSenderConfig::Security> readSenderSecurity(BuildContext& build, const Channel& channel, bool& good) {
  SecurityTab tab(build, channel, kFindings, good);
  const std::string kind = lettersOf(tab.property("WSSecurity"));
  if (kind.empty() || kind == "none") return std::nullopt;
  if (!holds(kind, "manual") && !holds(kind, "channel")) {
    tab.refuseValue("WSSecurity", "WS-Security Configuration", "None or Via Manual Configuration in Channel");
    return std::nullopt;
  }
  SoapSenderConfig::Security security;
  const bool decrypts = holds(lettersOf(tab.property("WSSecurityType")), "decrypt");
  security.demand = WssDemand{
      .signature = true, .encryption = decrypts, .check_time_stamp = isSwitchedOn(tab.property("CheckTimeStamp"))};
  security.protection = readProtection(tab);
  security.signing_alias = tab.alias("PrivateKeyAliasResponseSigning", "Private Key Alias for Response Signing");
  if (decrypts) {
    security.encryption_alias =
        tab.alias("PublicKeyAliasResponseEncryption", "Public Key Alias for Response Encryption");
  }
  return security;
}

std::vector<PropertySpec> senderSecurityProperties() {
  const std::vector<std::string> boolean{"true", "false", "1", "0"};
  return {
      {"WSSecurity", "WS-Security: None, or configured in the channel", "None"},
      {"WSSecurityType", "Verify only, or verify and decrypt", "VerifyMessage"},
      {"CheckTimeStamp", "Refuse messages without a valid time stamp", "0", boolean},
      {"PrivateKeyAliasResponseSigning", "Key pair that signs replies; may hold expressions"},
      {"PublicKeyAliasResponseEncryption", "Certificate that replies are encrypted for; may hold expressions"},
      {"WSSecurity_SignatureAlgorithm_Inbound", "Hash of the reply's signature", "SHA1", {"SHA1", "SHA256", "SHA512"}},
      {"SigningOrder", "Order of signature and encryption in replies", "SignBeforeEncryption"},
      {"AlgorithmSuiteAssertion", "Algorithms of encryption, such as Basic128Rsa15"},
      {"SaveIncomingSignedMessage", "Keep the signed request; not distinguished here", "0", boolean},
      {"SenderBasicSecurityProfileCompliant", "Rules of the Basic Security Profile; not distinguished here", "1",
       boolean},
      {"InitiatorTokenIncludeStrategy", "Where the sender's certificate stands; every way is accepted"},
      {"RecipientTokenIncludeStrategy", "Where the reply's certificate stands; it is always included"},
      {"X509TokenAssertion", "Version of the certificate token; not distinguished here"},
  };
}

}  // namespace iflowsim
