#include "adapters/shared/wss/xmlsec_library.h"

#include <mutex>
#include <stdexcept>

#include <libxml/parser.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/io.h>
#include <xmlsec/openssl/evp.h>

namespace iflowsim::wss {

namespace {

using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;

void initialise() {
  // xmlsec would replace the loader of external entities for the whole process.
  const xmlExternalEntityLoader loader = xmlGetExternalEntityLoader();
  const bool started = xmlSecInit() == 0 && xmlSecOpenSSLAppInit(nullptr) == 0 && xmlSecOpenSSLInit() == 0;
  xmlSetExternalEntityLoader(loader);
  if (!started) throw std::runtime_error("xmlsec cannot start; check that its OpenSSL backend is installed");
  // Faults name what is wrong without xmlsec's traces on standard error.
  xmlSecErrorsDefaultCallbackEnableOutput(0);
  xmlSecIOCleanupCallbacks();
}

SecKey keyOf(KeyPtr key) {
  ERR_clear_error();
  if (!key) return nullptr;
  xmlSecKeyDataPtr data = xmlSecOpenSSLEvpKeyAdopt(key.get());
  if (data == nullptr) return nullptr;
  static_cast<void>(key.release());
  SecKey made(xmlSecKeyCreate());
  if (!made || xmlSecKeySetValue(made.get(), data) != 0) {
    xmlSecKeyDataDestroy(data);
    return nullptr;
  }
  return made;
}

}  // namespace

void startXmlsec() {
  static std::once_flag started;
  std::call_once(started, initialise);
}

SignatureContext makeSignatureContext(SecKey key) {
  SignatureContext context(xmlSecDSigCtxCreate(nullptr));
  if (!context) throw std::bad_alloc();
  context->signKey = key.release();
  context->flags |= XMLSEC_DSIG_FLAGS_IGNORE_MANIFESTS;
  context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
  for (const xmlSecTransformId allowed :
       {xmlSecTransformExclC14NId, xmlSecTransformSha1Id, xmlSecTransformSha256Id, xmlSecTransformSha512Id}) {
    xmlSecDSigCtxEnableReferenceTransform(context.get(), allowed);
  }
  for (const xmlSecTransformId allowed :
       {xmlSecTransformExclC14NId, xmlSecTransformRsaSha1Id, xmlSecTransformRsaSha256Id, xmlSecTransformRsaSha512Id}) {
    xmlSecDSigCtxEnableSignatureTransform(context.get(), allowed);
  }
  return context;
}

EncryptionContext makeEncryptionContext(SecKey key, xmlEncCtxMode mode) {
  EncryptionContext context(xmlSecEncCtxCreate(nullptr));
  if (!context) throw std::bad_alloc();
  context->encKey = key.release();
  context->mode = mode;
  return context;
}

SecKey publicKeyOf(X509* certificate) {
  return keyOf(KeyPtr(X509_get_pubkey(certificate)));
}

SecKey privateKeyOf(const std::string& pem) {
  const std::unique_ptr<BIO, Freed<BIO_free>> memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  // Without a password of its own OpenSSL would ask the terminal for that of an encrypted key.
  std::string no_password;
  return keyOf(KeyPtr(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, no_password.data())));
}

SecKey symmetricKey(xmlSecKeyDataId kind, std::string_view bytes) {
  return SecKey(xmlSecKeyReadMemory(kind, reinterpret_cast<const xmlSecByte*>(bytes.data()),
                                    static_cast<xmlSecSize>(bytes.size())));
}

std::string randomBytes(std::size_t count) {
  std::string bytes(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1) {
    throw std::runtime_error("OpenSSL gives no random bytes");
  }
  return bytes;
}

std::string bytesOf(const xmlSecBuffer* buffer) {
  if (buffer == nullptr || buffer->data == nullptr) return {};
  return {reinterpret_cast<const char*>(buffer->data), buffer->size};
}

}  // namespace iflowsim::wss
