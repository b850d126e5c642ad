#include <string>
#include <vector>

#include <libxml/parser.h>
#include <xmlsec/crypto.h>
#include <xmlsec/templates.h>

#include "adapters/shared/wss/algorithm_suite.h"
#include "adapters/shared/wss/outgoing_message.h"
#include "adapters/shared/wss/wss_failure.h"
#include "adapters/shared/wss/wss_names.h"
#include "adapters/shared/wss/wss_tree.h"
#include "adapters/shared/wss/x509.h"
#include "adapters/shared/wss/xmlsec_library.h"
#include "runtime/base/base64.h"

namespace iflowsim::wss {

namespace {

KeyPair keyPairOf(const std::string& alias, const Keystore& keystore) {
  if (auto pair = keystore.keyPair(alias)) return std::move(*pair);
  throw generalSecurityError(
      "General security error (No certificates for user \"" + alias +
      "\" were found for signature). The keystore has no key pair of that alias; put its key and "
      "certificate there, or correct the alias in the channel.");
}

[[noreturn]] void failToSign(const std::string& alias) {
  throw generalSecurityError("Signature creation failed: the key pair '" + alias +
                             "' of the keystore cannot sign. Use an RSA key with its certificate.");
}

/// Gives the Id of the token.
std::string addToken(const OutgoingMessage& message, const X509* certificate) {
  xmlNodePtr token = addElement(message.security, kWsse, "BinarySecurityToken", base64Encode(derOf(certificate)));
  setAttribute(token, "EncodingType", kBase64Binary);
  setAttribute(token, "ValueType", kX509v3);
  message.putFirst(token);
  return ensureId(token, "X509");
}

void addReference(xmlNodePtr signature, xmlNodePtr element, xmlSecTransformId digest) {
  const std::string id = ensureId(element, "id");
  xmlAttrPtr attribute = xmlHasNsProp(element, xmlText("Id"), xmlText(std::string(kWsu)));
  if (attribute->atype != XML_ATTRIBUTE_ID) xmlAddID(nullptr, element->doc, xmlText(id), attribute);
  xmlNodePtr reference = xmlSecTmplSignatureAddReference(signature, digest, nullptr, xmlText('#' + id), nullptr);
  xmlSecTmplReferenceAddTransform(reference, xmlSecTransformExclC14NId);
}

void addKeyInfo(xmlNodePtr signature, const std::string& token_id) {
  xmlNodePtr info = xmlSecTmplSignatureEnsureKeyInfo(signature, nullptr);
  xmlNodePtr reference = addElement(addElement(info, kWsse, "SecurityTokenReference"), kWsse, "Reference");
  setAttribute(reference, "URI", '#' + token_id);
  setAttribute(reference, "ValueType", kX509v3);
}

}  // namespace

void sign(const OutgoingMessage& message, const WssProtection& protection, const Keystore& keystore) {
  startXmlsec();
  const KeyPair pair = keyPairOf(protection.signing_alias, keystore);
  const X509Ptr certificate = certificateFromPem(pair.certificates);
  SecKey key = privateKeyOf(pair.private_key);
  if (!certificate || !key) failToSign(protection.signing_alias);

  xmlNodePtr signature =
      xmlSecTmplSignatureCreateNsPref(message.security->doc, xmlSecTransformExclC14NId,
                                      signatureTransform(protection.algorithm), nullptr, xmlText("ds"));
  message.putFirst(signature);
  const xmlSecTransformId digest = digestTransform(protection.algorithm, suiteNamed(protection.suite));
  addReference(signature, message.body, digest);
  if (message.time_stamp != nullptr) addReference(signature, message.time_stamp, digest);
  addKeyInfo(signature, addToken(message, certificate.get()));

  const SignatureContext context = makeSignatureContext(std::move(key));
  const bool signed_it = xmlSecDSigCtxSign(context.get(), signature) == 0;
  if (!signed_it || context->status != xmlSecDSigStatusSucceeded) failToSign(protection.signing_alias);
}

}  // namespace iflowsim::wss
