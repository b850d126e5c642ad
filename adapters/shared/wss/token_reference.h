#pragma once

#include <optional>
#include <string>

#include <libxml/tree.h>

#include "adapters/shared/wss/xmlsec_library.h"
#include "runtime/spi/keystore.h"

namespace iflowsim::wss {

/// How a message names the certificate of a key: it holds it, or says what to look for in the keystore.
class TokenReference {
 public:
  /// Reads the KeyInfo of a Signature or an EncryptedKey. Tokens of the message are children of its Security header.
  /// Refuses forms that are not supported.
  static TokenReference read(const xmlNode* key_info, const xmlNode* security);

  /// The certificate that signed: the one of the message, else one of the keystore. Refuses one that is not there.
  X509Ptr signer(const Keystore& keystore) const;
  /// The key pair a message was encrypted for. Refuses one that is not in the keystore.
  KeyPair recipient(const Keystore& keystore) const;

 private:
  void readReference(xmlNodePtr reference, const xmlNode* security);
  void readKeyIdentifier(xmlNodePtr identifier);
  void readX509Data(xmlNodePtr data);
  /// 0: another certificate; the higher the surer.
  int likeness(X509* certificate) const;
  std::string describe() const;

  X509Ptr embedded_;
  std::string key_identifier_;
  std::string thumbprint_;
  std::string issuer_;
  std::string serial_;
};

}  // namespace iflowsim::wss
