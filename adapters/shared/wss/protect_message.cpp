#include <string>
#include <utility>

#include <openssl/evp.h>

#include "adapters/shared/wss/outgoing_message.h"
#include "adapters/shared/wss/time_stamp.h"
#include "adapters/shared/wss/wss_failure.h"
#include "adapters/shared/wss/wss_names.h"
#include "adapters/shared/wss/wss_tree.h"
#include "adapters/shared/wss/xmlsec_library.h"
#include "runtime/base/base64.h"
#include "runtime/base/utc_time.h"

namespace iflowsim {

namespace wss {

namespace {

std::string sha1(const std::string& bytes) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &size, EVP_sha1(), nullptr);
  digest.resize(size);
  return digest;
}

xmlNodePtr ensureHeader(const SoapDocument& document) {
  if (xmlNodePtr header = document.header(); header != nullptr) return header;
  xmlNodePtr body = document.body();
  return xmlAddPrevSibling(body, xmlNewDocNode(body->doc, body->ns, xmlText("Header"), nullptr));
}

xmlNodePtr addSecurityHeader(const SoapDocument& document) {
  xmlNodePtr header = ensureHeader(document);
  xmlNodePtr security = xmlNewChild(header, nullptr, xmlText("Security"), nullptr);
  xmlSetNs(security, useNamespace(security, kWsse, "wsse"));
  useNamespace(security, kWsu, "wsu");
  xmlNewNsProp(security, header->ns, xmlText("mustUnderstand"),
               xmlText(document.version() == SoapVersion::V11 ? "1" : "true"));
  return security;
}

xmlNodePtr addPassword(xmlNodePtr token, const std::string& password, std::string_view type) {
  xmlNodePtr element = addElement(token, kWsse, "Password", password);
  setAttribute(element, "Type", type);
  return element;
}

/// Source: OASIS, Web Services Security UsernameToken Profile 1.0, section 3.1.
xmlNodePtr addUsernameToken(xmlNodePtr security, const WssProtection& protection, TimePoint now) {
  constexpr std::size_t kNonceBytes = 16;
  xmlNodePtr token = addElement(security, kWsse, "UsernameToken");
  ensureId(token, "UsernameToken");
  addElement(token, kWsse, "Username", protection.user);
  if (!protection.hashed_password) {
    addPassword(token, protection.password, kPasswordText);
    return token;
  }
  const std::string nonce = randomBytes(kNonceBytes);
  const std::string created = formatUtc(now);
  addPassword(token, base64Encode(sha1(nonce + created + protection.password)), kPasswordDigest);
  setAttribute(addElement(token, kWsse, "Nonce", base64Encode(nonce)), "EncodingType", kBase64Binary);
  addElement(token, kWsu, "Created", created);
  return token;
}

void protect(const SoapDocument& document, const WssProtection& protection, const Keystore& keystore, TimePoint now) {
  OutgoingMessage message{.security = addSecurityHeader(document), .body = document.body()};
  if (protection.time_stamp) message.time_stamp = message.last_token = addTimeStamp(message.security, now);
  if (!protection.user.empty()) message.last_token = addUsernameToken(message.security, protection, now);
  const bool signs = !protection.signing_alias.empty();
  if (signs && !protection.encrypt_before_signing) sign(message, protection, keystore);
  if (!protection.encryption_alias.empty()) encrypt(message, protection, keystore);
  if (signs && protection.encrypt_before_signing) sign(message, protection, keystore);
}

}  // namespace

void OutgoingMessage::putFirst(xmlNodePtr element) const {
  xmlUnlinkNode(element);
  if (last_token != nullptr) {
    xmlAddNextSibling(last_token, element);
  } else if (xmlNodePtr first = firstElement(security); first != nullptr) {
    xmlAddPrevSibling(first, element);
  } else {
    xmlAddChild(security, element);
  }
}

}  // namespace wss

std::string protectMessage(std::string envelope, const WssProtection& protection, const Keystore& keystore,
                           const Clock& clock) {
  const bool nothing = !protection.time_stamp && protection.user.empty() && protection.signing_alias.empty() &&
                       protection.encryption_alias.empty();
  if (nothing) return envelope;
  const auto document = SoapDocument::parse(envelope);
  if (!document) throw wss::generalSecurityError("Only a SOAP envelope can be protected: " + document.error().reason);
  wss::protect(*document, protection, keystore, clock.now());
  return document->serialize();
}

}  // namespace iflowsim
