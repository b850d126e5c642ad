#include "security/material/trusted_roots.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <unordered_set>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

namespace fs = std::filesystem;

struct FreeX509 {
  void operator()(X509* certificate) const { X509_free(certificate); }
};

/// Above any list of authorities; keeps a file that is something else out of memory.
constexpr std::uintmax_t kLargestFile = 1U << 20U;

std::vector<fs::path> filesIn(const std::vector<fs::path>& places) {
  std::vector<fs::path> files;
  for (const fs::path& place : places) {
    std::error_code error;
    if (fs::is_regular_file(place, error)) files.push_back(place);
    for (fs::directory_iterator at(place, error), end; !error && at != end; at.increment(error)) {
      const std::string kind = toLower(at->path().extension().string());
      if (kind == ".pem" || kind == ".crt" || kind == ".cer") files.push_back(at->path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::vector<CertificatePtr>> certificatesIn(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file) return failure("CERT-002", "The file cannot be read. Make it readable for this user.");
  if (size > kLargestFile) return failure("CERT-002", "The file is larger than 1 MiB. Split it.");
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.find("-----BEGIN") != std::string::npos) return Certificate::chainFromPem(bytes);
  auto certificate = Certificate::fromAnyForm(bytes);
  if (!certificate) return tl::unexpected(std::move(certificate.error()));
  return std::vector<CertificatePtr>{std::move(*certificate)};
}

bool isSignedByItself(const Certificate& certificate) {
  const auto* at = reinterpret_cast<const unsigned char*>(certificate.der().data());
  const std::unique_ptr<X509, FreeX509> read(d2i_X509(nullptr, &at, static_cast<long>(certificate.der().size())));
  const bool verified = read != nullptr && X509_self_signed(read.get(), 1) == 1;
  ERR_clear_error();
  return verified;
}

/// Empty for a root.
std::string whyNot(const Certificate& certificate) {
  if (!certificate.isSelfIssued()) {
    return "an authority or caller below a root; the load balancer takes roots only and callers send their "
           "intermediates. Put the root '" +
           certificate.issuer() + "' there instead";
  }
  if (!certificate.isAuthority()) {
    return "a self-signed certificate of no authority (basic constraints CA:TRUE); callers need a certificate that an "
           "authority issued. Put the root of that authority there instead";
  }
  if (!isSignedByItself(certificate)) return "not signed by its own key. Put the root itself there instead";
  return {};
}

std::string ignoredText(const fs::path& file, const std::string& why) {
  return "Trusted roots: '" + file.string() + "' " + why;
}

}  // namespace

TrustedRoots readTrustedRoots(const std::vector<fs::path>& places) {
  TrustedRoots trusted;
  std::unordered_set<Fingerprint, FingerprintHash> known;
  for (const fs::path& file : filesIn(places)) {
    const auto certificates = certificatesIn(file);
    if (!certificates) {
      trusted.ignored.push_back(
          ignoredText(file, "is ignored (" + certificates.error().code + "). " + certificates.error().text));
      continue;
    }
    for (const CertificatePtr& certificate : *certificates) {
      const std::string why = whyNot(*certificate);
      if (!why.empty()) {
        trusted.ignored.push_back(
            ignoredText(file, "holds '" + certificate->subject() + "', which is ignored: it is " + why + "."));
      } else if (known.insert(certificate->fingerprint()).second) {
        trusted.roots.push_back(certificate);
      }
    }
  }
  return trusted;
}

}  // namespace iflowsim
