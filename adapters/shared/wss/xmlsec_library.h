#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <openssl/x509.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlenc.h>
#include <xmlsec/xmlsec.h>

namespace iflowsim::wss {

/// Deleter by the library's own function.
template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

using X509Ptr = std::shared_ptr<X509>;
using SecKey = std::unique_ptr<xmlSecKey, Freed<xmlSecKeyDestroy>>;
using SignatureContext = std::unique_ptr<xmlSecDSigCtx, Freed<xmlSecDSigCtxDestroy>>;
using EncryptionContext = std::unique_ptr<xmlSecEncCtx, Freed<xmlSecEncCtxDestroy>>;

/// Starts xmlsec once for the process: silent, and without access to files and network. Thread-safe.
void startXmlsec();

/// A context for signatures: references within the message only, no manifests, no transforms but those WS-Security
/// needs. The key is that of the signer.
SignatureContext makeSignatureContext(SecKey key);
/// A context for an EncryptedKey or an EncryptedData.
EncryptionContext makeEncryptionContext(SecKey key, xmlEncCtxMode mode);

/// Null when it is none.
SecKey publicKeyOf(X509* certificate);
/// From PEM without password; null when it is none.
SecKey privateKeyOf(const std::string& pem);
/// A key for AES or TripleDES.
SecKey symmetricKey(xmlSecKeyDataId kind, std::string_view bytes);

/// Strong random bytes.
std::string randomBytes(std::size_t count);
std::string bytesOf(const xmlSecBuffer* buffer);

}  // namespace iflowsim::wss
