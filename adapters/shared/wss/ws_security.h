#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "adapters/shared/soap/soap_document.h"
#include "runtime/base/clock.h"
#include "runtime/spi/keystore.h"

/// WS-Security of SOAP messages: X.509 tokens, signatures, encryption, time stamps. Source: runtime-behaviour 2.2, 3.2.
namespace iflowsim {

enum class SignatureAlgorithm { Sha1, Sha256, Sha512 };

/// The algorithm suites that messages can be encrypted with, as channels spell them.
const std::vector<std::string>& algorithmSuites();

/// How a message is protected before it is sent.
struct WssProtection {
  bool time_stamp = true;
  /// Alias of the key pair that signs body and time stamp; empty: no signature.
  std::string signing_alias;
  SignatureAlgorithm algorithm = SignatureAlgorithm::Sha1;
  /// Alias of the certificate the body is encrypted for; empty: no encryption.
  std::string encryption_alias;
  /// Algorithm suite, as the channel spells it: `Basic128Sha256` ...; empty: Basic256.
  std::string suite;
  bool encrypt_before_signing = false;
  /// Username token; empty user: none.
  std::string user;
  std::string password;
  bool hashed_password = false;
};

/// What is asked of a received message.
struct WssDemand {
  bool signature = true;
  bool encryption = false;
  bool check_time_stamp = true;
};

/// What was found in a received message.
struct WssFindings {
  /// Subject of the certificate that signed.
  std::string signer;
};

/// Verifies and decrypts in place and removes the Security header. The fault names what is wrong: no Security header, a
/// signature that does not verify or does not cover the body, a certificate that does not chain to one of the keystore,
/// an expired time stamp, a key that is not in the keystore. After a fault the document is not to be used. Call it in
/// the thread that parsed the document.
tl::expected<WssFindings, SoapFault> openMessage(SoapDocument& document, const WssDemand& demand,
                                                 const Keystore& keystore, const Clock& clock);

/// Stamps, signs and encrypts an envelope. Throws FlowError (WSSecurityException) when a key or certificate is not in
/// the keystore or does not fit, IllegalArgumentException for an unknown suite.
std::string protectMessage(std::string envelope, const WssProtection& protection, const Keystore& keystore,
                           const Clock& clock);

}  // namespace iflowsim
