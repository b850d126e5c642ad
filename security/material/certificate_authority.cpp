#include "security/material/certificate_authority.h"

#include <cerrno>
#include <chrono>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace iflowsim {

namespace {

namespace fs = std::filesystem;
using std::chrono::days;

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;

struct Pair {
  Certificate certificate;
  Key key;
};

constexpr days kAuthorityLife{3'652};
/// The longest life that Apple's clients accept from a server.
constexpr days kServerLife{397};
constexpr days kRenewal{30};
/// A caller's clock may lag behind.
constexpr std::chrono::hours kHeadStart{1};
constexpr const char* kAuthorityName = "iflowsim local CA";
constexpr const char* kServerNames = "DNS:localhost,IP:127.0.0.1,IP:::1";

/// OpenSSL failed; becomes MATERIAL-002.
struct OpensslFailure {
  const char* operation;
};

void require(bool success, const char* operation) {
  if (!success) throw OpensslFailure{operation};
}

std::time_t seconds(TimePoint time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

Memory memoryOf(std::string_view text) {
  return Memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string textOf(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string pemOf(X509* certificate) {
  const Memory memory(BIO_new(BIO_s_mem()));
  require(memory && PEM_write_bio_X509(memory.get(), certificate) == 1, "write a certificate");
  return textOf(memory.get());
}

std::string pemOf(EVP_PKEY* key) {
  const Memory memory(BIO_new(BIO_s_mem()));
  require(memory && PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
          "write a key");
  return textOf(memory.get());
}

Key makeKey() {
  Key key(EVP_EC_gen("P-256"));
  require(key != nullptr, "make a P-256 key");
  return key;
}

void addExtension(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  require(extension != nullptr, "make a certificate extension");
  const int added = X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
  require(added == 1, "add a certificate extension");
}

void setRandomSerial(X509* certificate) {
  constexpr int kBits = 127;
  const std::unique_ptr<BIGNUM, Freed<BN_free>> number(BN_new());
  require(number && BN_rand(number.get(), kBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1, "draw a serial number");
  require(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr, "set a serial number");
}

void setName(X509_NAME* name, const char* organisation, const char* common_name) {
  const auto add = [name](const char* field, const char* text) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text);
    require(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, bytes, -1, -1, 0) == 1, "set a name");
  };
  add("O", organisation);
  add("CN", common_name);
}

/// A version 3 certificate without extensions and signature.
Certificate makeCertificate(EVP_PKEY* key, const char* common_name, TimePoint now, days life) {
  Certificate certificate(X509_new());
  require(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1, "make a certificate");
  setRandomSerial(certificate.get());
  setName(X509_get_subject_name(certificate.get()), "iflowsim", common_name);
  ASN1_TIME* end = X509_getm_notAfter(certificate.get());
  // Years beyond 9999 are written without complaint but mean something else.
  const bool timed = ASN1_TIME_set(X509_getm_notBefore(certificate.get()), seconds(now - kHeadStart)) != nullptr &&
                     ASN1_TIME_set(end, seconds(now - kHeadStart + life)) != nullptr && ASN1_TIME_check(end) == 1;
  require(timed && X509_set_pubkey(certificate.get(), key) == 1, "fill a certificate");
  return certificate;
}

void sign(X509* certificate, X509* issuer, EVP_PKEY* issuer_key) {
  require(X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1, "set an issuer");
  require(X509_sign(certificate, issuer_key, EVP_sha256()) > 0, "sign a certificate");
}

Pair makeAuthority(TimePoint now) {
  Key key = makeKey();
  Certificate certificate = makeCertificate(key.get(), kAuthorityName, now, kAuthorityLife);
  X509* it = certificate.get();
  addExtension(it, it, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  addExtension(it, it, NID_key_usage, "critical,keyCertSign,cRLSign");
  addExtension(it, it, NID_subject_key_identifier, "hash");
  sign(it, it, key.get());
  return {std::move(certificate), std::move(key)};
}

Pair makeServer(const Pair& authority, TimePoint now) {
  Key key = makeKey();
  Certificate certificate = makeCertificate(key.get(), "localhost", now, kServerLife);
  X509* it = certificate.get();
  X509* issuer = authority.certificate.get();
  addExtension(it, issuer, NID_basic_constraints, "critical,CA:FALSE");
  addExtension(it, issuer, NID_key_usage, "critical,digitalSignature");
  addExtension(it, issuer, NID_ext_key_usage, "serverAuth");
  addExtension(it, issuer, NID_subject_alt_name, kServerNames);
  addExtension(it, issuer, NID_subject_key_identifier, "hash");
  addExtension(it, issuer, NID_authority_key_identifier, "keyid:always");
  sign(it, issuer, authority.key.get());
  return {std::move(certificate), std::move(key)};
}

std::string readFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::system_error(errno, std::generic_category(), "cannot read '" + path.string() + "'");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Writes beside the file and renames, so that the file is always whole.
void writeFile(const fs::path& path, const std::string& text, mode_t mode) {
  const auto fail = [&path]() {
    throw std::system_error(errno, std::generic_category(), "cannot write '" + path.string() + "'");
  };
  const fs::path draft = path.string() + ".new";
  ::unlink(draft.c_str());
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) fail();
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool synced = ::fsync(file) == 0;
  if (::close(file) != 0 || !written || !synced || ::rename(draft.c_str(), path.c_str()) != 0) fail();
}

/// Nothing when a file is missing or holds no PEM of its kind.
std::optional<Pair> readPair(const fs::path& certificate_path, const fs::path& key_path) {
  if (!fs::exists(certificate_path) || !fs::exists(key_path)) return std::nullopt;
  const std::string certificate_text = readFile(certificate_path);
  const std::string key_text = readFile(key_path);
  Certificate certificate(PEM_read_bio_X509(memoryOf(certificate_text).get(), nullptr, nullptr, nullptr));
  Key key(PEM_read_bio_PrivateKey(memoryOf(key_text).get(), nullptr, nullptr, nullptr));
  if (!certificate || !key || X509_check_private_key(certificate.get(), key.get()) != 1) return std::nullopt;
  return Pair{std::move(certificate), std::move(key)};
}

bool isValidUntil(X509* certificate, TimePoint now, TimePoint then) {
  std::time_t first = seconds(now);
  std::time_t last = seconds(then);
  return X509_cmp_time(X509_get0_notBefore(certificate), &first) < 0 &&
         X509_cmp_time(X509_get0_notAfter(certificate), &last) > 0;
}

bool isUsableServer(const Pair& server, const Pair& authority, TimePoint now) {
  X509* certificate = server.certificate.get();
  return X509_verify(certificate, authority.key.get()) == 1 && isValidUntil(certificate, now, now + kRenewal) &&
         X509_check_host(certificate, "localhost", 0, 0, nullptr) == 1 &&
         X509_check_ip_asc(certificate, "127.0.0.1", 0) == 1 && X509_check_ip_asc(certificate, "::1", 0) == 1;
}

void makeDirectory(const fs::path& directory) {
  fs::create_directories(directory);
  fs::permissions(directory, fs::perms::owner_all);
}

void protectKey(const fs::path& key) {
  fs::permissions(key, fs::perms::owner_read | fs::perms::owner_write);
}

constexpr mode_t kPrivate = 0600;
constexpr mode_t kPublic = 0644;

}  // namespace

Result<CertificateAuthority> CertificateAuthority::open(const std::filesystem::path& directory, const Clock& clock) {
  ERR_clear_error();
  try {
    makeDirectory(directory);
    CertificateAuthority files(directory, false);
    const TimePoint now = clock.now();
    std::optional<Pair> authority = readPair(files.certificate(), files.key());
    // A server certificate must never outlive its authority.
    if (!authority || !isValidUntil(authority->certificate.get(), now, now + kServerLife)) {
      authority = makeAuthority(now);
      writeFile(files.key(), pemOf(authority->key.get()), kPrivate);
      writeFile(files.certificate(), pemOf(authority->certificate.get()), kPublic);
      files.is_new_ = true;
    }
    const std::optional<Pair> server = readPair(files.serverChain(), files.serverKey());
    if (!server || !isUsableServer(*server, *authority, now)) {
      const Pair fresh = makeServer(*authority, now);
      writeFile(files.serverKey(), pemOf(fresh.key.get()), kPrivate);
      writeFile(files.serverChain(), pemOf(fresh.certificate.get()) + pemOf(authority->certificate.get()), kPublic);
    }
    protectKey(files.key());
    protectKey(files.serverKey());
    return files;
  } catch (const std::system_error& error) {
    return failure("MATERIAL-001", "Certificate authority in '" + directory.string() + "': " + error.what() +
                                       ". Make the directory and its files readable and writable for this user.");
  } catch (const OpensslFailure& error) {
    return failure("MATERIAL-002", "Certificate authority in '" + directory.string() + "': OpenSSL could not " +
                                       error.operation + ". Check the OpenSSL configuration of this machine.");
  }
}

}  // namespace iflowsim
