#include "adapters/soap/soap_receiver_security.h"

#include <algorithm>
#include <string>
#include <utility>

#include "adapters/soap/security_words.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// Reads one channel; keeps whether an error was reported.
class Reader {
 public:
  Reader(BuildContext& build, const Channel& channel, bool& good) : build_(build), channel_(channel), good_(good) {}

  std::optional<SoapReceiverConfig::Security> read() {
    const std::string kind = lettersOf(property("WSSecurity_outbound"));
    if (kind.empty() || kind == "none") return std::nullopt;
    if (holds(kind, "polic") || holds(kind, "wsdl")) {
      error("SOAP-014", "WS-Security is based on policies of the WSDL, which is not carried out.",
            "Choose Via Manual Configuration in Channel, or None.");
      return std::nullopt;
    }
    if (!holds(kind, "manual") && !holds(kind, "channel")) {
      refuseValue("WSSecurity_outbound", "WS-Security Configuration", "None or Via Manual Configuration in Channel");
      return std::nullopt;
    }
    SoapReceiverConfig::Security security;
    security.protection.time_stamp = isSwitchedOn(property("SetTimeStamp"));
    security.protection.suite = std::string(trim(property("AlgorithmSuiteAssertion")));
    security.protection.algorithm = algorithm();
    readToken(security);
    readType(security);
    return security;
  }

 private:
  const std::string& property(std::string_view name) const { return channel_.properties.get(name); }

  void readToken(SoapReceiverConfig::Security& security) {
    const std::string option = lettersOf(property("UserNameTokenOption"));
    if (option.empty() || option == "none") return;
    security.protection.hashed_password = holds(option, "hash") || holds(option, "digest");
    if (!security.protection.hashed_password && !holds(option, "plain") && !holds(option, "text")) {
      refuseValue("UserNameTokenOption", "Username Token", "None, Plain Text Password or Hashed Password");
      return;
    }
    security.credential = alias("UserNameTokenCredentialName", "Credential Name of the username token");
  }

  void readType(SoapReceiverConfig::Security& security) {
    const std::string type = lettersOf(property("WSSecurityType_outbound"));
    if (type == "none") return;
    const bool encrypts = holds(type, "encrypt");
    if (!type.empty() && !holds(type, "sign")) {
      refuseValue("WSSecurityType_outbound", "WS-Security Type", "Sign Message, Sign and Encrypt Message or None");
      return;
    }
    security.signing_alias = alias("PrivateKeyAliasSigning", "Private Key Alias for Signing");
    if (encrypts) {
      security.encryption_alias = alias("PublicKeyAliasEncryption", "Public Key Alias for Encryption");
      checkSuite(security.protection.suite);
    }
    security.demand =
        WssDemand{.signature = true, .encryption = encrypts, .check_time_stamp = security.protection.time_stamp};
  }

  SignatureAlgorithm algorithm() {
    const auto known = signatureAlgorithm(property("WSSecurity_SignatureAlgorithm"));
    if (!known) refuseValue("WSSecurity_SignatureAlgorithm", "Signature Algorithm", "SHA1, SHA256 or SHA512");
    return known.value_or(SignatureAlgorithm::Sha1);
  }

  void checkSuite(const std::string& suite) {
    const auto& known = algorithmSuites();
    if (suite.empty() || std::find(known.begin(), known.end(), suite) != known.end()) return;
    refuseValue("AlgorithmSuiteAssertion", "Algorithm Suite Assertion", "one of " + join(known, ", "));
  }

  ChannelText alias(const char* name, const std::string& words) {
    if (trim(property(name)).empty()) {
      error("SOAP-015", words + " is empty.", "Enter the alias, or choose a WS-Security setting that needs none.");
    }
    return compileChannelText(build_, channel_, property(name), good_);
  }

  void refuseValue(const char* name, const std::string& words, const std::string& choices) {
    error("SOAP-013", words + " is '" + property(name) + "', which is not known.", "Choose " + choices + '.');
  }

  void error(const std::string& code, const std::string& message, const std::string& remedy) {
    build_.report(Severity::Error, code, channel_, message, remedy);
    good_ = false;
  }

  BuildContext& build_;
  const Channel& channel_;
  bool& good_;
};

}  // namespace

std::optional<SoapReceiverConfig::Security> readReceiverSecurity(BuildContext& build, const Channel& channel,
                                                                 bool& good) {
  return Reader(build, channel, good).read();
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
