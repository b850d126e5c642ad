#include "adapters/shared/wss/token_reference.h"

#include "adapters/shared/wss/refusal.h"
#include "adapters/shared/wss/wss_names.h"
#include "adapters/shared/wss/wss_tree.h"
#include "adapters/shared/wss/x509.h"
#include "runtime/base/text.h"

namespace iflowsim::wss {

namespace {

constexpr const char* kForms =
    "Refer to an X.509 certificate: a BinarySecurityToken of the message, its issuer and serial number, its subject "
    "key "
    "identifier, its thumbprint, or an X509Certificate.";

X509Ptr readCertificate(xmlNodePtr element) {
  X509Ptr certificate = certificateFromDer(base64Content(element));
  if (certificate) return certificate;
  throw Refusal("the element '" + std::string(localName(element)) +
                "' holds no X.509 certificate. Send the certificate in DER as base64.");
}

std::string trimmedText(xmlNodePtr node) {
  return std::string(trim(textOf(node)));
}

}  // namespace

TokenReference TokenReference::read(const xmlNode* key_info, const xmlNode* security) {
  // Some senders leave the SecurityTokenReference out.
  const xmlNode* holder = onlyChild(key_info, kWsse, "SecurityTokenReference");
  if (holder == nullptr) holder = key_info;
  TokenReference token;
  if (xmlNodePtr reference = onlyChild(holder, kWsse, "Reference"); reference != nullptr) {
    token.readReference(reference, security);
  } else if (xmlNodePtr identifier = onlyChild(holder, kWsse, "KeyIdentifier"); identifier != nullptr) {
    token.readKeyIdentifier(identifier);
  } else if (xmlNodePtr data = onlyChild(holder, kDs, "X509Data"); data != nullptr) {
    token.readX509Data(data);
  } else {
    throw Refusal(std::string("the reference to the key has no form that is supported. ") + kForms);
  }
  return token;
}

void TokenReference::readReference(xmlNodePtr reference, const xmlNode* security) {
  const std::string id = fragmentOf(attributeOf(reference, "URI"));
  xmlNodePtr token = ElementIds(reference->doc).element(id);
  if (token->parent != security || !isElement(token, kWsse, "BinarySecurityToken")) {
    throw Refusal("the reference '#" + id + "' names no BinarySecurityToken of the Security header. " + kForms);
  }
  const std::string type = attributeOf(token, "ValueType");
  if (!type.empty() && type != kX509v3) {
    throw Refusal("the BinarySecurityToken has the type '" + type + "'. Send one of type '" + std::string(kX509v3) +
                  "'.");
  }
  embedded_ = readCertificate(token);
}

void TokenReference::readKeyIdentifier(xmlNodePtr identifier) {
  const std::string type = attributeOf(identifier, "ValueType");
  if (type == kSubjectKeyIdentifier) {
    key_identifier_ = base64Content(identifier);
  } else if (type == kThumbprint) {
    thumbprint_ = base64Content(identifier);
  } else if (type == kX509v3) {
    embedded_ = readCertificate(identifier);
  } else {
    throw Refusal("the key identifier has the type '" + type + "', which is not supported. " + kForms);
  }
}

void TokenReference::readX509Data(xmlNodePtr data) {
  if (xmlNodePtr certificate = onlyChild(data, kDs, "X509Certificate"); certificate != nullptr) {
    embedded_ = readCertificate(certificate);
    return;
  }
  xmlNodePtr issuer_serial = requiredChild(data, kDs, "X509IssuerSerial");
  issuer_ = trimmedText(requiredChild(issuer_serial, kDs, "X509IssuerName"));
  serial_ = trimmedText(requiredChild(issuer_serial, kDs, "X509SerialNumber"));
}

X509Ptr TokenReference::signer(const Keystore& keystore) const {
  if (embedded_) return embedded_;
  X509Ptr best;
  int best_likeness = 0;
  std::vector<std::string> known = keystore.trusted();
  for (const KeyPair& pair : keystore.keyPairs()) known.push_back(pair.certificates);
  for (const std::string& pem : known) {
    X509Ptr certificate = certificateFromPem(pem);
    if (!certificate) continue;
    const int found = likeness(certificate.get());
    if (found <= best_likeness) continue;
    best_likeness = found;
    best = std::move(certificate);
  }
  if (best) return best;
  throw Refusal("the keystore of the tenant has no certificate with " + describe() +
                ". Put the signer's there, or send it in a BinarySecurityToken.");
}

KeyPair TokenReference::recipient(const Keystore& keystore) const {
  KeyPair best;
  int best_likeness = 0;
  for (KeyPair& pair : keystore.keyPairs()) {
    const X509Ptr certificate = certificateFromPem(pair.certificates);
    const int found = certificate ? likeness(certificate.get()) : 0;
    if (found <= best_likeness) continue;
    best_likeness = found;
    best = std::move(pair);
  }
  if (best_likeness > 0) return best;
  throw Refusal("the keystore of the tenant has no key pair whose certificate has " + describe() +
                ". Encrypt for a certificate of the tenant, or put its key there.");
}

int TokenReference::likeness(X509* certificate) const {
  if (embedded_) return X509_cmp(embedded_.get(), certificate) == 0 ? 2 : 0;
  if (!key_identifier_.empty()) return key_identifier_ == subjectKeyIdentifierOf(certificate) ? 2 : 0;
  if (!thumbprint_.empty()) return thumbprint_ == thumbprintOf(certificate) ? 2 : 0;
  if (serial_.empty() || serial_ != serialOf(certificate)) return 0;
  // Libraries spell some issuers differently; the key itself proves whether it is the right one.
  return namesSameIssuer(issuer_, issuerOf(certificate)) ? 2 : 1;
}

std::string TokenReference::describe() const {
  if (embedded_) return "subject '" + subjectOf(embedded_.get()) + "' and serial number " + serialOf(embedded_.get());
  if (!key_identifier_.empty()) return "the subject key identifier of the message";
  if (!thumbprint_.empty()) return "the thumbprint of the message";
  return "issuer '" + issuer_ + "' and serial number " + serial_;
}

}  // namespace iflowsim::wss
