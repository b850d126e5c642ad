#pragma once

#include <vector>

#include <libxml/tree.h>

#include "adapters/shared/wss/xmlsec_library.h"
#include "runtime/base/clock.h"
#include "runtime/spi/keystore.h"

namespace iflowsim::wss {

/// What a signature that holds stands for.
struct VerifiedSignature {
  X509Ptr signer;
  /// The elements it covers, as they stand in the message: no other one of the same Id can be meant.
  std::vector<const xmlNode*> elements;

  bool covers(const xmlNode* element) const;
};

/// Where a signature stands, and what it is judged by.
struct SignaturePlace {
  xmlNodePtr signature;
  xmlNodePtr security;
  xmlNodePtr body;
};

/// Verifies a Signature of the Security header. Only RSA with SHA-1, SHA-256 or SHA-512 over elements of the envelope's
/// header, the Security header and the body itself, in exclusive canonical form, is let through; everything else that
/// XML Signature knows is refused before xmlsec sees it. The signer has to be trusted.
VerifiedSignature verifySignature(const SignaturePlace& place, const Keystore& keystore, TimePoint now);

}  // namespace iflowsim::wss
