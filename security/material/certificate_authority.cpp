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

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "security/material/certificate_maker.h"
#include "security/material/openssl_ownership.h"
#include "security/material/whole_file.h"

namespace iflowsim {

namespace {

namespace fs = std::filesystem;
using std::chrono::days;

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Freed<X509_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;

/// As read, for judging it, and as PEM.
struct Pair {
  X509Ptr certificate;
  Key key;
  CertifiedKey pem;
};

constexpr days kAuthorityLife{3'652};
/// The longest life that Apple's clients accept from a server.
constexpr days kServerLife{397};
constexpr days kRenewal{30};
/// A caller's clock may lag behind.
constexpr std::chrono::hours kHeadStart{1};

std::time_t seconds(TimePoint time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

Memory memoryOf(std::string_view text) {
  return Memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

CertificateWish authorityWish(TimePoint now) {
  return {.subject = {{"O", "iflowsim"}, {"CN", "iflowsim local CA"}},
          .not_before = now - kHeadStart,
          .not_after = now - kHeadStart + kAuthorityLife,
          .authority = true,
          .path_length = 0};
}

CertificateWish serverWish(TimePoint now) {
  return {.subject = {{"O", "iflowsim"}, {"CN", "localhost"}},
          .not_before = now - kHeadStart,
          .not_after = now - kHeadStart + kServerLife,
          .alternative_names = {"DNS:localhost", "IP:127.0.0.1", "IP:::1"},
          .extended_key_usages = {"serverAuth"}};
}

std::string readFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::system_error(errno, std::generic_category(), "cannot read '" + path.string() + "'");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Nothing when a file is missing or holds no PEM of its kind.
std::optional<Pair> readPair(const fs::path& certificate_path, const fs::path& key_path) {
  if (!fs::exists(certificate_path) || !fs::exists(key_path)) return std::nullopt;
  CertifiedKey pem{.certificate = readFile(certificate_path), .key = readFile(key_path)};
  X509Ptr certificate(PEM_read_bio_X509(memoryOf(pem.certificate).get(), nullptr, nullptr, nullptr));
  Key key(PEM_read_bio_PrivateKey(memoryOf(pem.key).get(), nullptr, nullptr, nullptr));
  if (!certificate || !key || X509_check_private_key(certificate.get(), key.get()) != 1) return std::nullopt;
  return Pair{std::move(certificate), std::move(key), std::move(pem)};
}

bool isValidUntil(X509* certificate, TimePoint now, TimePoint then) {
  std::time_t first = seconds(now);
  std::time_t last = seconds(then);
  return X509_cmp_time(X509_get0_notBefore(certificate), &first) < 0 &&
         X509_cmp_time(X509_get0_notAfter(certificate), &last) > 0;
}

bool isSignedBy(X509* certificate, const CertifiedKey& authority) {
  const Key key(PEM_read_bio_PrivateKey(memoryOf(authority.key).get(), nullptr, nullptr, nullptr));
  return key != nullptr && X509_verify(certificate, key.get()) == 1;
}

bool isUsableServer(const Pair& server, const CertifiedKey& authority, TimePoint now) {
  X509* certificate = server.certificate.get();
  return isSignedBy(certificate, authority) && isValidUntil(certificate, now, now + kRenewal) &&
         X509_check_host(certificate, "localhost", 0, 0, nullptr) == 1 &&
         X509_check_ip_asc(certificate, "127.0.0.1", 0) == 1 && X509_check_ip_asc(certificate, "::1", 0) == 1;
}

void protectKey(const fs::path& key) {
  fs::permissions(key, fs::perms::owner_read | fs::perms::owner_write);
}

/// What the callers' trust rests on: kept while it outlives any server certificate made now, otherwise made anew.
Result<CertifiedKey> keepOrMakeAuthority(const CertificateAuthority& files, TimePoint now, bool& is_new) {
  std::optional<Pair> kept = readPair(files.certificate(), files.key());
  if (kept && isValidUntil(kept->certificate.get(), now, now + kServerLife)) return std::move(kept->pem);
  is_new = true;
  return makeCertificate(authorityWish(now)).and_then([&](CertifiedKey made) -> Result<CertifiedKey> {
    return writeWholeFile(files.key(), made.key, FileReader::OwnerOnly)
        .and_then([&] { return writeWholeFile(files.certificate(), made.certificate, FileReader::Everyone); })
        .map([&] { return made; });
  });
}

Result<void> keepOrMakeServer(const CertificateAuthority& files, const CertifiedKey& authority, TimePoint now) {
  const std::optional<Pair> kept = readPair(files.serverChain(), files.serverKey());
  if (kept && isUsableServer(*kept, authority, now)) return {};
  return makeCertificate(serverWish(now), &authority).and_then([&](const CertifiedKey& made) {
    return writeWholeFile(files.serverKey(), made.key, FileReader::OwnerOnly).and_then([&] {
      return writeWholeFile(files.serverChain(), made.certificate + authority.certificate, FileReader::Everyone);
    });
  });
}

}  // namespace

Result<CertificateAuthority> CertificateAuthority::open(const std::filesystem::path& directory, const Clock& clock) {
  ERR_clear_error();
  const auto named = [&directory](const Error& error) {
    return failure(error.code, "Certificate authority in '" + directory.string() + "': " + error.text);
  };
  try {
    CertificateAuthority files(directory, false);
    const TimePoint now = clock.now();
    if (const auto made = makePrivateFolder(directory); !made) return named(made.error());
    const auto authority = keepOrMakeAuthority(files, now, files.is_new_);
    if (!authority) return named(authority.error());
    if (const auto server = keepOrMakeServer(files, *authority, now); !server) return named(server.error());
    protectKey(files.key());
    protectKey(files.serverKey());
    return files;
  } catch (const std::system_error& error) {
    return named({"MATERIAL-001", std::string(error.what()) +
                                      ". Make the directory and its files readable and writable for this user."});
  }
}

}  // namespace iflowsim
