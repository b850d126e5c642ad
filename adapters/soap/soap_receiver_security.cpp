#include "adapters/soap/soap_receiver_security.h"

#include <string>

#include "adapters/soap/security_tab.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr SecurityTab::Findings kFindings{
    .unknown_value = "SOAP-013",
    .missing_alias = "SOAP-015",
    .missing_alias_remedy = "Enter the alias, or choose a WS-Security setting that needs none."};

void readToken(SecurityTab& tab, SoapReceiverConfig::Security& security) {
  const std::string option = lettersOf(tab.property("UserNameTokenOption"));
  if (option.empty() || option == "none") return;
  security.protection.hashed_password = holds(option, "hash") || holds(option, "digest");
  if (!security.protection.hashed_password && !holds(option, "plain") && !holds(option, "text")) {
    tab.refuseValue("UserNameTokenOption", "Username Token", "None, Plain Text Password or Hashed Password");
    return;
  }
  security.credential = tab.alias("UserNameTokenCredentialName", "Credential Name of the username token");
}

void readType(SecurityTab& tab, SoapReceiverConfig::Security& security) {
  const std::string type = lettersOf(tab.property("WSSecurityType_outbound"));
  const bool encrypts = holds(type, "sign") && holds(type, "encrypt");
  security.protection.suite = tab.suite("Algorithm Suite Assertion", encrypts);
  if (type == "none") return;
  if (!type.empty() && !holds(type, "sign")) {
    tab.refuseValue("WSSecurityType_outbound", "WS-Security Type", "Sign Message, Sign and Encrypt Message or None");
    return;
  }
  security.signing_alias = tab.alias("PrivateKeyAliasSigning", "Private Key Alias for Signing");
  if (encrypts) security.encryption_alias = tab.alias("PublicKeyAliasEncryption", "Public Key Alias for Encryption");
  security.demand =
      WssDemand{.signature = true, .encryption = encrypts, .check_time_stamp = security.protection.time_stamp};
}

}  // namespace

std::optional<SoapReceiverConfig::Security> readReceiverSecurity(BuildContext& build, const Channel& channel,
                                                                 bool& good) {
  SecurityTab tab(build, channel, kFindings, good);
  const std::string kind = lettersOf(tab.property("WSSecurity_outbound"));
  if (kind.empty() || kind == "none") return std::nullopt;
  if (holds(kind, "polic") || holds(kind, "wsdl")) {
    tab.error("SOAP-014", "WS-Security is based on policies of the WSDL, which is not carried out.",
              "Choose Via Manual Configuration in Channel, or None.");
    return std::nullopt;
  }
  if (!holds(kind, "manual") && !holds(kind, "channel")) {
    tab.refuseValue("WSSecurity_outbound", "WS-Security Configuration", "None or Via Manual Configuration in Channel");
    return std::nullopt;
  }
  SoapReceiverConfig::Security security;
  security.protection.time_stamp = isSwitchedOn(tab.property("SetTimeStamp"));
  security.protection.algorithm = tab.algorithm("WSSecurity_SignatureAlgorithm");
  readToken(tab, security);
  readType(tab, security);
  return security;
}

std::vector<PropertySpec> receiverSecurityProperties() {
  const std::vector<std::string> boolean{"true", "false", "1", "0"};
  return {
      {"WSSecurity_outbound", "WS-Security: None, or configured in the channel", "None"},
      {"WSSecurityType_outbound", "Sign requests, sign and encrypt them, or None", "SignMessage"},
      {"PrivateKeyAliasSigning", "Key pair that signs requests; may hold expressions"},
      {"PublicKeyAliasEncryption", "Certificate that requests are encrypted for; may hold expressions"},
      {"WSSecurity_SignatureAlgorithm", "Hash of the signature", "SHA1", {"SHA1", "SHA256", "SHA512"}},
      {"SetTimeStamp", "Send a time stamp, and expect one in the reply", "0", boolean},
      {"AlgorithmSuiteAssertion", "Algorithms of encryption, such as Basic128Rsa15"},
      {"UserNameTokenOption", "Username token: with a plain or a hashed password, or None", "None"},
      {"UserNameTokenCredentialName", "Credential of the username token; may hold expressions"},
      {"WsdlUserNameTokenCredentialName", "Credential of policies in the WSDL, which are not carried out"},
      {"PrivateKeyAliasSigning_wsdl", "Key pair of policies in the WSDL, which are not carried out"},
      {"PublicKeyAliasEncryption_wsdl", "Certificate of policies in the WSDL, which are not carried out"},
      {"SenderBasicSecurityProfileCompliant", "Rules of the Basic Security Profile; not distinguished here", "1",
       boolean},
      {"SenderBasicSecurityProfileCompliant_wsdl", "The same with policies in the WSDL", "1", boolean},
      {"Layout_outbound", "Order of the security header; it is always strict", "Strict"},
      {"InitiatorTokenIncludeStrategy_outbound", "Where the signer's certificate stands; it is always included"},
      {"RecipientTokenIncludeStrategy", "Where the reply's certificate stands; every way is accepted"},
      {"X509TokenAssertion", "Kind of reference to the signer's certificate; not distinguished here"},
      {"recipientX509TokenAssertion", "Kind of reference in replies; every kind is accepted"},
  };
}

}  // namespace iflowsim
