#include "adapters/shared/wss/signature_check.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <libxml/parser.h>

#include "adapters/shared/wss/algorithm_suite.h"
#include "adapters/shared/wss/refusal.h"
#include "adapters/shared/wss/token_reference.h"
#include "adapters/shared/wss/wss_names.h"
#include "adapters/shared/wss/wss_tree.h"
#include "adapters/shared/wss/x509.h"

namespace iflowsim::wss {

namespace {

constexpr std::size_t kMostReferences = 64;
constexpr const char* kExclusiveOnly = "Use 'http://www.w3.org/2001/10/xml-exc-c14n#' alone.";

std::string algorithmOf(xmlNodePtr element) {
  return attributeOf(element, "Algorithm");
}

[[noreturn]] void refuseAlgorithm(const char* what, const std::string& algorithm, const char* remedy) {
  throw Refusal(std::string("the ") + what + " '" + algorithm + "' is not allowed. " + remedy);
}

/// Only names of prefixes may stand in it.
void checkCanonicalForm(xmlNodePtr element, const char* what) {
  const std::string algorithm = algorithmOf(element);
  if (algorithm != kExclusiveC14n) refuseAlgorithm(what, algorithm, kExclusiveOnly);
  for (xmlNodePtr parameter : elementsOf(element)) {
    if (isElement(parameter, kExclusiveC14n, "InclusiveNamespaces")) continue;
    refuseAlgorithm(what, std::string(localName(parameter)), kExclusiveOnly);
  }
}

/// Without parameters, such as a length to which an HMAC is cut.
void checkPlain(xmlNodePtr element, bool known, const char* what, const char* remedy) {
  if (!known || firstElement(element) != nullptr) refuseAlgorithm(what, algorithmOf(element), remedy);
}

void checkChildren(const xmlNode* parent, std::initializer_list<std::string_view> allowed) {
  for (const xmlNode* child : elementsOf(parent)) {
    const bool known =
        namespaceName(child) == kDs && std::find(allowed.begin(), allowed.end(), localName(child)) != allowed.end();
    if (known) continue;
    throw Refusal("the element '" + std::string(localName(child)) + "' is not allowed in '" +
                  std::string(localName(parent)) + "' of a signature. Leave it out.");
  }
}

void checkReference(xmlNodePtr reference) {
  checkChildren(reference, {"Transforms", "DigestMethod", "DigestValue"});
  xmlNodePtr transforms = requiredChild(reference, kDs, "Transforms");
  checkChildren(transforms, {"Transform"});
  checkCanonicalForm(requiredChild(transforms, kDs, "Transform"), "transform");
  xmlNodePtr digest = requiredChild(reference, kDs, "DigestMethod");
  checkPlain(digest, isDigest(algorithmOf(digest)), "digest method", "Use SHA-1, SHA-256 or SHA-512.");
}

/// Gives the references.
std::vector<xmlNodePtr> checkShape(xmlNodePtr signature) {
  checkChildren(signature, {"SignedInfo", "SignatureValue", "KeyInfo"});
  xmlNodePtr info = requiredChild(signature, kDs, "SignedInfo");
  requiredChild(signature, kDs, "SignatureValue");
  checkChildren(info, {"CanonicalizationMethod", "SignatureMethod", "Reference"});
  checkCanonicalForm(requiredChild(info, kDs, "CanonicalizationMethod"), "canonicalization method");
  xmlNodePtr method = requiredChild(info, kDs, "SignatureMethod");
  checkPlain(method, isSignatureMethod(algorithmOf(method)), "signature method",
             "Use RSA with SHA-1, SHA-256 or SHA-512.");
  std::vector<xmlNodePtr> references;
  for (xmlNodePtr child : elementsOf(info)) {
    if (isElement(child, kDs, "Reference")) references.push_back(child);
  }
  if (references.empty() || references.size() > kMostReferences) {
    throw Refusal("a signature has to cover 1 to 64 elements; this one covers " + std::to_string(references.size()) +
                  ". Sign body and time stamp.");
  }
  for (xmlNodePtr reference : references) checkReference(reference);
  return references;
}

/// Lets xmlsec find the element by its Id, and nothing else by that Id.
void registerId(xmlAttrPtr attribute, const std::string& id) {
  xmlDocPtr document = attribute->doc;
  xmlAttrPtr known = xmlGetID(document, xmlText(id));
  if (known == nullptr) xmlAddID(nullptr, document, xmlText(id), attribute);
  if (xmlGetID(document, xmlText(id)) != attribute) {
    throw Refusal("the Id '" + id + "' is not certain. Give each element its own.");
  }
}

bool mayBeSigned(const xmlNode* element, const SignaturePlace& place) {
  return element == place.body || element->parent == place.security || element->parent == place.security->parent;
}

std::vector<const xmlNode*> resolve(const std::vector<xmlNodePtr>& references, const SignaturePlace& place) {
  const ElementIds ids(place.signature->doc);
  std::vector<const xmlNode*> elements;
  for (xmlNodePtr reference : references) {
    const std::string id = fragmentOf(attributeOf(reference, "URI"));
    xmlAttrPtr attribute = ids.find(id);
    if (!mayBeSigned(attribute->parent, place)) {
      throw Refusal("the signature covers the element '" + std::string(localName(attribute->parent)) +
                    "', which is neither the body of the message nor one of its headers. Sign the body itself.");
    }
    registerId(attribute, id);
    elements.push_back(attribute->parent);
  }
  return elements;
}

bool allSucceeded(xmlSecDSigCtx& context, std::size_t count) {
  xmlSecPtrListPtr done = &context.signedInfoReferences;
  if (context.status != xmlSecDSigStatusSucceeded || xmlSecPtrListGetSize(done) != count) return false;
  for (xmlSecSize i = 0; i < xmlSecPtrListGetSize(done); ++i) {
    const auto* reference = static_cast<xmlSecDSigReferenceCtxPtr>(xmlSecPtrListGetItem(done, i));
    if (reference == nullptr || reference->status != xmlSecDSigStatusSucceeded) return false;
  }
  return true;
}

}  // namespace

bool VerifiedSignature::covers(const xmlNode* element) const {
  return std::find(elements.begin(), elements.end(), element) != elements.end();
}

VerifiedSignature verifySignature(const SignaturePlace& place, const Keystore& keystore, TimePoint now) {
  startXmlsec();
  const std::vector<xmlNodePtr> references = checkShape(place.signature);
  VerifiedSignature verified{.elements = resolve(references, place)};
  const TokenReference token = TokenReference::read(requiredChild(place.signature, kDs, "KeyInfo"), place.security);
  verified.signer = token.signer(keystore);
  requireTrusted(verified.signer.get(), keystore, now);

  SecKey key = publicKeyOf(verified.signer.get());
  if (!key) throw Refusal("the signer's certificate has a key that is not supported. Sign with an RSA key.");
  const SignatureContext context = makeSignatureContext(std::move(key));
  const bool processed = xmlSecDSigCtxVerify(context.get(), place.signature) == 0;
  if (!processed || !allSucceeded(*context, references.size())) {
    throw Refusal(
        "the signature does not hold: the message was changed after it was signed, or signed with another key. "
        "Sign the message as it is sent.");
  }
  return verified;
}

}  // namespace iflowsim::wss
