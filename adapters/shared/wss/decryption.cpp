#include "adapters/shared/wss/decryption.h"

#include <optional>

#include <libxml/parser.h>

#include "adapters/shared/wss/algorithm_suite.h"
#include "adapters/shared/wss/refusal.h"
#include "adapters/shared/wss/token_reference.h"
#include "adapters/shared/wss/wss_names.h"
#include "adapters/shared/wss/wss_tree.h"
#include "adapters/shared/wss/xmlsec_library.h"
#include "runtime/base/text.h"

namespace iflowsim::wss {

namespace {

constexpr int kMostKeys = 16;
constexpr std::size_t kMostReferences = 64;
/// That of documents (runtime/message/xml_document.h).
constexpr int kMostDepth = 512;

[[noreturn]] void refuseCipher() {
  throw Refusal(
      "the message cannot be decrypted: it was changed, or encrypted with another key. Encrypt it for the "
      "certificate of the tenant.");
}

std::string methodOf(xmlNodePtr encrypted) {
  return attributeOf(requiredChild(encrypted, kXenc, "EncryptionMethod"), "Algorithm");
}

/// The cipher text stands in the message itself.
void requireValue(xmlNodePtr encrypted) {
  requiredChild(requiredChild(encrypted, kXenc, "CipherData"), kXenc, "CipherValue");
}

/// Nothing when it fails.
std::optional<std::string> decrypt(xmlNodePtr encrypted, SecKey key, xmlEncCtxMode mode) {
  if (!key) return std::nullopt;
  const EncryptionContext context = makeEncryptionContext(std::move(key), mode);
  const xmlSecBuffer* plain = xmlSecEncCtxDecryptToBuffer(context.get(), encrypted);
  return plain == nullptr ? std::nullopt : std::optional(bytesOf(plain));
}

int depthOf(const xmlNode* node) {
  int depth = 0;
  for (; node != nullptr && node->type == XML_ELEMENT_NODE; node = node->parent) ++depth;
  return depth;
}

bool isTooDeep(const xmlNode* top, int depth) {
  for (const xmlNode* node = top;;) {
    if (depth > kMostDepth) return true;
    if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
      node = node->children;
      ++depth;
      continue;
    }
    while (node != top && node->next == nullptr) {
      node = node->parent;
      --depth;
    }
    if (node == top) return false;
    node = node->next;
  }
}

/// Owns nodes that stand in no document yet.
class Nodes {
 public:
  explicit Nodes(xmlNodePtr first) : first_(first) {}
  ~Nodes() { xmlFreeNodeList(first_); }
  Nodes(const Nodes&) = delete;
  Nodes& operator=(const Nodes&) = delete;

  bool isOneElement() const { return first_ != nullptr && first_->type == XML_ELEMENT_NODE && first_->next == nullptr; }
  bool areTooDeep(int depth_of_parent) const {
    for (const xmlNode* node = first_; node != nullptr; node = node->next) {
      if (isTooDeep(node, depth_of_parent + 1)) return true;
    }
    return false;
  }
  /// Puts them where the node stands, and frees it.
  void replace(xmlNodePtr node) {
    while (first_ != nullptr) {
      xmlNodePtr moved = first_;
      first_ = moved->next;
      xmlUnlinkNode(moved);
      xmlAddPrevSibling(node, moved);
    }
    xmlUnlinkNode(node);
    xmlFreeNode(node);
  }

 private:
  xmlNodePtr first_;
};

/// The plain text as nodes, with the namespaces that are in scope where it will stand.
xmlNodePtr parseAt(xmlNodePtr parent, const std::string& text) {
  constexpr int kOptions =
      XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_NOERROR | XML_PARSE_NOCDATA | XML_PARSE_HUGE;
  if (text.empty()) return nullptr;
  xmlNodePtr nodes = nullptr;
  const xmlParserErrors outcome =
      xmlParseInNodeContext(parent, text.data(), static_cast<int>(text.size()), kOptions, &nodes);
  if (outcome == XML_ERR_OK) return nodes;
  xmlFreeNodeList(nodes);
  refuseCipher();
}

bool isBlank(const xmlNode* node) {
  return node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE || xmlIsBlankNode(node) == 1;
}

/// Whether the element is all its parent holds.
bool isAlone(const xmlNode* element) {
  for (const xmlNode* node = element->parent->children; node != nullptr; node = node->next) {
    if (node != element && !isBlank(node)) return false;
  }
  return true;
}

}  // namespace

void Decryption::openKey(xmlNodePtr encrypted_key) {
  startXmlsec();
  // Each costs an operation with a private key before anybody has said who he is.
  if (++keys_ > kMostKeys) throw Refusal("the message has more than 16 encrypted keys. Encrypt the body with one.");
  const std::string method = methodOf(encrypted_key);
  if (method != kRsaOaep && method != kRsa15) {
    throw Refusal("the key was encrypted with '" + method + "', which is not allowed. Use RSA-OAEP or RSA 1.5.");
  }
  requireValue(encrypted_key);
  const TokenReference token = TokenReference::read(requiredChild(encrypted_key, kDs, "KeyInfo"), security_);
  const KeyPair own = token.recipient(keystore_);
  // Without a key it goes on as with a wrong one, so that nobody learns which of the two it was.
  const std::string key =
      decrypt(encrypted_key, privateKeyOf(own.private_key), xmlEncCtxModeEncryptedKey).value_or(std::string{});
  session_keys_[attributeOf(encrypted_key, "Id")] = key;
  if (xmlNodePtr list = onlyChild(encrypted_key, kXenc, "ReferenceList"); list != nullptr) openReferences(list, &key);
}

void Decryption::openList(xmlNodePtr reference_list) {
  openReferences(reference_list, nullptr);
}

void Decryption::openReferences(xmlNodePtr reference_list, const std::string* session_key) {
  const std::vector<xmlNodePtr> references = elementsOf(reference_list);
  if (references.size() > kMostReferences) {
    throw Refusal("more than 64 parts of the message are encrypted. Encrypt the body as one.");
  }
  for (xmlNodePtr reference : references) {
    if (!isElement(reference, kXenc, "DataReference")) {
      throw Refusal("a list of encrypted parts holds '" + std::string(localName(reference)) +
                    "'. Only DataReference is supported.");
    }
    const std::string id = fragmentOf(attributeOf(reference, "URI"));
    xmlNodePtr data = ElementIds(reference->doc).element(id);
    if (!isElement(data, kXenc, "EncryptedData") || depthOf(data) < 3) {
      throw Refusal("the reference '#" + id +
                    "' names no EncryptedData inside header or body. Encrypt the content of the "
                    "body.");
    }
    openData(data, session_key == nullptr ? keyNamedBy(data) : *session_key);
  }
}

const std::string& Decryption::keyNamedBy(xmlNodePtr encrypted_data) const {
  xmlNodePtr info = requiredChild(encrypted_data, kDs, "KeyInfo");
  xmlNodePtr token = requiredChild(info, kWsse, "SecurityTokenReference");
  const std::string id = fragmentOf(attributeOf(requiredChild(token, kWsse, "Reference"), "URI"));
  const auto found = session_keys_.find(id);
  if (found != session_keys_.end()) return found->second;
  throw Refusal("the encrypted part refers to the key '#" + id +
                "', which does not stand before it. Send its "
                "EncryptedKey first.");
}

void Decryption::openData(xmlNodePtr encrypted_data, const std::string& session_key) {
  const std::string method = methodOf(encrypted_data);
  const ContentCipher* cipher = cipherOf(method);
  if (cipher == nullptr) {
    throw Refusal("the content was encrypted with '" + method +
                  "', which is not allowed. Use AES-128, AES-192, AES-256 or TripleDES in CBC mode.");
  }
  requireValue(encrypted_data);
  const std::string type = attributeOf(encrypted_data, "Type");
  if (type != kElementType && type != kContentType) {
    throw Refusal("an encrypted part has the type '" + type + "'. Encrypt an element, or the content of one.");
  }
  const bool fits = session_key.size() == cipher->key_bytes;
  const std::string key = fits ? session_key : randomBytes(cipher->key_bytes);
  const auto text = decrypt(encrypted_data, symmetricKey(cipher->key, key), xmlEncCtxModeEncryptedData);
  if (!text) refuseCipher();

  xmlNodePtr parent = encrypted_data->parent;
  Nodes nodes(parseAt(parent, *text));
  if (type == kElementType && !nodes.isOneElement()) refuseCipher();
  if (nodes.areTooDeep(depthOf(parent))) {
    throw Refusal("the decrypted content is nested deeper than 512 elements. Send a flatter document.");
  }
  if (parent == body_ && isAlone(encrypted_data)) body_was_encrypted_ = true;
  nodes.replace(encrypted_data);
}

}  // namespace iflowsim::wss
