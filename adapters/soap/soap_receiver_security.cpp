#include "adapters/soap/soap_receiver_security.h"

#include <array>
#include <string>
#include <utility>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// Lower case, letters and digits only: `Sign and Encrypt Message` and `SignAndEncryptMessage` are the same.
std::string letters(std::string_view text) {
  std::string kept;
  for (const char c : toLower(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
  }
  return kept;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// Reads one channel; keeps whether an error was reported.
class Reader {
 public:
  Reader(BuildContext& build, const Channel& channel, bool& good) : build_(build), channel_(channel), good_(good) {}

  std::optional<SoapReceiverConfig::Security> read() {
    const std::string kind = letters(property("WSSecurity_outbound"));
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
    security.protection.time_stamp = isOn("SetTimeStamp");
    security.protection.suite = std::string(trim(property("AlgorithmSuiteAssertion")));
    security.protection.algorithm = algorithm();
    readToken(security);
    readType(security);
    return security;
  }

 private:
  const std::string& property(std::string_view name) const { return channel_.properties.get(name); }

  bool isOn(std::string_view name) const {
    return trim(property(name)) == "1" || equalsIgnoreCase(trim(property(name)), "true");
  }

  void readToken(SoapReceiverConfig::Security& security) {
    const std::string option = letters(property("UserNameTokenOption"));
    if (option.empty() || option == "none") return;
    security.protection.hashed_password = holds(option, "hash") || holds(option, "digest");
    if (!security.protection.hashed_password && !holds(option, "plain") && !holds(option, "text")) {
      refuseValue("UserNameTokenOption", "Username Token", "None, Plain Text Password or Hashed Password");
      return;
    }
    security.credential = alias("UserNameTokenCredentialName", "Credential Name of the username token");
  }

  void readType(SoapReceiverConfig::Security& security) {
    const std::string type = letters(property("WSSecurityType_outbound"));
    if (type == "none") return;
    const bool encrypts = holds(type, "encrypt");
    if (!type.empty() && !holds(type, "sign")) {
      refuseValue("WSSecurityType_outbound", "WS-Security Type", "Sign Message, Sign and Encrypt Message or None");
      return;
    }
    security.signing_alias = alias("PrivateKeyAliasSigning", "Private Key Alias for Signing");
    if (encrypts) security.encryption_alias = alias("PublicKeyAliasEncryption", "Public Key Alias for Encryption");
    security.demand =
        WssDemand{.signature = true, .encryption = encrypts, .check_time_stamp = security.protection.time_stamp};
  }

  SignatureAlgorithm algorithm() {
    constexpr std::array kNames{std::pair("SHA1", SignatureAlgorithm::Sha1),
                                std::pair("SHA256", SignatureAlgorithm::Sha256),
                                std::pair("SHA512", SignatureAlgorithm::Sha512)};
    const std::string_view text = trim(property("WSSecurity_SignatureAlgorithm"));
    for (const auto& [name, algorithm] : kNames) {
      if (equalsIgnoreCase(text, name)) return algorithm;
    }
    if (!text.empty()) refuseValue("WSSecurity_SignatureAlgorithm", "Signature Algorithm", "SHA1, SHA256 or SHA512");
    return SignatureAlgorithm::Sha1;
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
