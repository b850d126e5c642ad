#pragma once

#include <map>
#include <string>

#include <libxml/tree.h>

#include "runtime/spi/keystore.h"

namespace iflowsim::wss {

/// Decrypts the parts of one message in place, as its Security header names them. Accepts RSA-OAEP (with SHA-1) and RSA
/// 1.5 for keys, AES and TripleDES in CBC mode for content. Whatever goes wrong while decrypting has one text, so that
/// it tells nothing of the plain text.
class Decryption {
 public:
  /// All outlive it.
  Decryption(xmlNodePtr security, xmlNodePtr body, const Keystore& keystore)
      : security_(security), body_(body), keystore_(keystore) {}

  /// An EncryptedKey: decrypts what it lists.
  void openKey(xmlNodePtr encrypted_key);
  /// A ReferenceList of the Security header, whose parts name their EncryptedKey themselves.
  void openList(xmlNodePtr reference_list);

  /// Whether all that the body holds was encrypted.
  bool bodyWasEncrypted() const { return body_was_encrypted_; }

 private:
  void openReferences(xmlNodePtr reference_list, const std::string* session_key);
  void openData(xmlNodePtr encrypted_data, const std::string& session_key);
  const std::string& keyNamedBy(xmlNodePtr encrypted_data) const;

  xmlNodePtr security_;
  xmlNodePtr body_;
  const Keystore& keystore_;
  /// By Id of the EncryptedKey.
  std::map<std::string, std::string> session_keys_;
  int keys_ = 0;
  bool body_was_encrypted_ = false;
};

}  // namespace iflowsim::wss
