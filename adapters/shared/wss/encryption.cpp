#include <string>

#include <xmlsec/crypto.h>
#include <xmlsec/templates.h>

#include "adapters/shared/wss/algorithm_suite.h"
#include "adapters/shared/wss/outgoing_message.h"
#include "adapters/shared/wss/wss_failure.h"
#include "adapters/shared/wss/wss_names.h"
#include "adapters/shared/wss/wss_tree.h"
#include "adapters/shared/wss/x509.h"
#include "adapters/shared/wss/xmlsec_library.h"
#include "runtime/base/ids.h"

namespace iflowsim::wss {

namespace {

X509Ptr certificateOf(const std::string& alias, const Keystore& keystore) {
  const auto pem = keystore.certificate(alias);
  if (!pem) {
    throw generalSecurityError("General security error (No certificates for user \"" + alias +
                               "\" were found for encryption). The keystore has no certificate of that alias; put it "
                               "there, or correct the alias in the channel.");
  }
  return certificateFromPem(*pem);
}

[[noreturn]] void failToEncrypt(const std::string& alias) {
  throw generalSecurityError("Cannot encrypt data: nothing can be encrypted for the certificate '" + alias +
                             "' of the keystore. Use the certificate of an RSA key.");
}

xmlNodePtr addKeyInfo(xmlNodePtr encrypted) {
  xmlNodePtr info = addElement(encrypted, kDs, "KeyInfo");
  return addElement(info, kWsse, "SecurityTokenReference");
}

/// The EncryptedData in place of the body's content; gives its Id.
std::string encryptContent(const OutgoingMessage& message, const ContentCipher& cipher, const std::string& key,
                           const std::string& key_id) {
  const std::string id = "ED-" + makeUuid();
  xmlNodePtr data = xmlSecTmplEncDataCreate(message.body->doc, cipher.transform, xmlText(id),
                                            xmlText(std::string(kContentType)), nullptr, nullptr);
  useNamespace(data, kDs, "ds");
  useNamespace(data, kWsse, "wsse");
  xmlNodePtr info = xmlSecTmplEncDataEnsureKeyInfo(data, nullptr);
  xmlNodePtr token = addElement(info, kWsse, "SecurityTokenReference");
  xmlNewNsProp(token, useNamespace(token, kWsse11, "wsse11"), xmlText("TokenType"),
               xmlText(std::string(kEncryptedKeyToken)));
  setAttribute(addElement(token, kWsse, "Reference"), "URI", '#' + key_id);
  xmlSecTmplEncDataEnsureCipherValue(data);

  const EncryptionContext context = makeEncryptionContext(symmetricKey(cipher.key, key), xmlEncCtxModeEncryptedData);
  if (xmlSecEncCtxXmlEncrypt(context.get(), data, message.body) == 0) return id;
  xmlFreeNode(data);
  throw generalSecurityError("Cannot encrypt data: the body of the message cannot be encrypted.");
}

/// How the certificate is named for its owner.
void addIssuerSerial(xmlNodePtr token, const X509* certificate) {
  xmlNodePtr issuer_serial = addElement(addElement(token, kDs, "X509Data"), kDs, "X509IssuerSerial");
  addElement(issuer_serial, kDs, "X509IssuerName", issuerOf(certificate));
  addElement(issuer_serial, kDs, "X509SerialNumber", serialOf(certificate));
}

xmlNodePtr addEncryptedKey(const OutgoingMessage& message, const X509* certificate, const Suite& suite,
                           const std::string& id) {
  useNamespace(message.security, kXenc, "xenc");
  useNamespace(message.security, kDs, "ds");
  xmlNodePtr key = addElement(message.security, kXenc, "EncryptedKey");
  message.putFirst(key);
  setAttribute(key, "Id", id);
  setAttribute(addElement(key, kXenc, "EncryptionMethod"), "Algorithm", suite.rsa15 ? kRsa15 : kRsaOaep);
  addIssuerSerial(addKeyInfo(key), certificate);
  addElement(addElement(key, kXenc, "CipherData"), kXenc, "CipherValue");
  return key;
}

}  // namespace

void encrypt(const OutgoingMessage& message, const WssProtection& protection, const Keystore& keystore) {
  startXmlsec();
  const Suite suite = suiteNamed(protection.suite);
  const X509Ptr certificate = certificateOf(protection.encryption_alias, keystore);
  SecKey recipient = certificate ? publicKeyOf(certificate.get()) : nullptr;
  if (!recipient) failToEncrypt(protection.encryption_alias);

  const std::string session_key = randomBytes(suite.cipher.key_bytes);
  const std::string key_id = "EK-" + makeUuid();
  xmlNodePtr key = addEncryptedKey(message, certificate.get(), suite, key_id);
  const EncryptionContext context = makeEncryptionContext(std::move(recipient), xmlEncCtxModeEncryptedKey);
  const auto* bytes = reinterpret_cast<const xmlSecByte*>(session_key.data());
  if (xmlSecEncCtxBinaryEncrypt(context.get(), key, bytes, static_cast<xmlSecSize>(session_key.size())) != 0) {
    failToEncrypt(protection.encryption_alias);
  }
  const std::string data_id = encryptContent(message, suite.cipher, session_key, key_id);
  xmlNodePtr list = addElement(key, kXenc, "ReferenceList");
  setAttribute(addElement(list, kXenc, "DataReference"), "URI", '#' + data_id);
}

}  // namespace iflowsim::wss
