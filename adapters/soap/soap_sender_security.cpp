#include "adapters/soap/soap_sender_security.h"

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

  std::optional<SoapSenderConfig::Security> read() {
    const std::string kind = lettersOf(property("WSSecurity"));
    if (kind.empty() || kind == "none") return std::nullopt;
    if (!holds(kind, "manual") && !holds(kind, "channel")) {
      refuseValue("WSSecurity", "WS-Security Configuration", "None or Via Manual Configuration in Channel");
      return std::nullopt;
    }
    SoapSenderConfig::Security security;
    const bool decrypts = holds(lettersOf(property("WSSecurityType")), "decrypt");
    security.demand = WssDemand{
        .signature = true, .encryption = decrypts, .check_time_stamp = isSwitchedOn(property("CheckTimeStamp"))};
    readProtection(security.protection);
    security.signing_alias = alias("PrivateKeyAliasResponseSigning", "Private Key Alias for Response Signing");
    if (decrypts) {
      security.encryption_alias = alias("PublicKeyAliasResponseEncryption", "Public Key Alias for Response Encryption");
    }
    return security;
  }

 private:
  const std::string& property(std::string_view name) const { return channel_.properties.get(name); }

  void readProtection(WssProtection& protection) {
    protection.suite = std::string(trim(property("AlgorithmSuiteAssertion")));
    protection.encrypt_before_signing = startsWithIgnoreCase(trim(property("SigningOrder")), "Encrypt");
    const auto algorithm = signatureAlgorithm(property("WSSecurity_SignatureAlgorithm_Inbound"));
    if (!algorithm) {
      refuseValue("WSSecurity_SignatureAlgorithm_Inbound", "Signature Algorithm", "SHA1, SHA256 or SHA512");
    }
    protection.algorithm = algorithm.value_or(SignatureAlgorithm::Sha1);
    const auto& suites = algorithmSuites();
    if (protection.suite.empty() || std::find(suites.begin(), suites.end(), protection.suite) != suites.end()) return;
    refuseValue("AlgorithmSuiteAssertion", "Algorithm Suite", "one of " + join(suites, ", "));
  }

  ChannelText alias(const char* name, const std::string& words) {
    if (trim(property(name)).empty()) {
      error("SOAP-004", words + " is empty.", "Enter the alias, or choose WS-Security Configuration None.");
    }
    return compileChannelText(build_, channel_, property(name), good_);
  }

  void refuseValue(const char* name, const std::string& words, const std::string& choices) {
    error("SOAP-003", words + " is '" + property(name) + "', which is not known.", "Choose " + choices + '.');
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

std::optional<SoapSenderConfig::Security> readSenderSecurity(BuildContext& build, const Channel& channel, bool& good) {
  return Reader(build, channel, good).read();
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
