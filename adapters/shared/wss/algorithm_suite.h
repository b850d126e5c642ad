#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <xmlsec/keysdata.h>
#include <xmlsec/transforms.h>
#include <xmlsec/xmlsec.h>

#include "adapters/shared/wss/ws_security.h"

namespace iflowsim::wss {

/// A block cipher for message content.
struct ContentCipher {
  xmlSecTransformId transform;
  xmlSecKeyDataId key;
  std::size_t key_bytes;
};

/// The algorithms of a suite of WS-SecurityPolicy 1.2, section 6.1.
struct Suite {
  ContentCipher cipher;
  /// How the key travels: RSA 1.5 rather than RSA-OAEP.
  bool rsa15 = false;
  /// Digests are SHA-256.
  bool sha256 = false;
};

/// Throws FlowError for a name that is none; empty: Basic256.
Suite suiteNamed(const std::string& name);

/// Null for an algorithm that is not AES or TripleDES in CBC mode.
const ContentCipher* cipherOf(std::string_view algorithm);

xmlSecTransformId signatureTransform(SignatureAlgorithm algorithm);
/// The digest of what is signed: the signature's own, SHA-256 at least when the suite asks for it.
xmlSecTransformId digestTransform(SignatureAlgorithm algorithm, const Suite& suite);

/// Whether the identifier is one of the digests, of the signature methods that are accepted.
bool isDigest(std::string_view algorithm);
bool isSignatureMethod(std::string_view algorithm);

}  // namespace iflowsim::wss
