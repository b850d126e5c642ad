#include "lab/certs/certificate_lab.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <sstream>

#include "security/material/whole_file.h"

namespace iflowsim {

namespace {

namespace fs = std::filesystem;
using std::chrono::days;

/// So that certificates which ended long ago were issued by an authority that was valid then.
constexpr days kAuthorityHeadStart{2 * 365};
constexpr days kAuthorityLife{10 * 365};
/// The longest life that Apple's clients accept from a server.
constexpr days kServerLife{397};
constexpr std::chrono::hours kServerHeadStart{1};

std::optional<std::string> readFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

/// What is lost in a power failure is made anew.
Result<void> write(const fs::path& path, const std::string& text, FileReader reader) {
  return writeWholeFile(path, text, reader, FileKeeping::Lazy);
}

/// Writes and reads one set of files, `<stem>.pem` and its neighbours.
class CertificateFiles {
 public:
  explicit CertificateFiles(fs::path stem) : stem_(std::move(stem)) {}

  /// Nothing when one is missing.
  std::optional<CertifiedKey> read(const std::vector<const char*>& endings) const {
    for (const char* ending : endings) {
      if (!fs::exists(path(ending))) return std::nullopt;
    }
    auto certificate = readFile(path(fs::exists(path(".crt")) ? ".crt" : ".pem"));
    auto key = readFile(path(".key"));
    if (!certificate || !key) return std::nullopt;
    return CertifiedKey{.certificate = std::move(*certificate), .key = std::move(*key)};
  }

  /// `chain` is sent along behind the certificate.
  Result<void> writeEndEntity(const CertifiedKey& made, const std::string& chain) const {
    const auto packed = toPkcs12(made, chain, stem_.filename().string(), kTrainingPassword);
    if (!packed) return tl::unexpected(packed.error());
    return writeAuthority(made, chain)
        .and_then([&] { return write(path(".crt"), made.certificate, FileReader::Everyone); })
        .and_then([&] { return write(path(".p12"), *packed, FileReader::OwnerOnly); });
  }

  Result<void> writeAuthority(const CertifiedKey& made, const std::string& chain = {}) const {
    return write(path(".key"), made.key, FileReader::OwnerOnly).and_then([&] {
      return write(path(".pem"), made.certificate + chain, FileReader::Everyone);
    });
  }

 private:
  fs::path path(const char* ending) const { return stem_.string() + ending; }

  fs::path stem_;
};

struct Authorities {
  CertifiedKey root;
  CertifiedKey intermediate;
  CertifiedKey other_root;
  bool is_new = false;
};

/// Makes the lab of one tenant; used for one call.
class Maker {
 public:
  Maker(const fs::path& tenant, const LabOptions& options) : options_(options), certs_(tenant / "certs") {
    lab_.tenant = tenant;
  }

  Result<CertificateLab> make() {
    return makeFolders()
        .and_then([this] { return keepOrMakeAuthorities(); })
        .and_then([this] { return trustRoot(); })
        .and_then([this] { return keepOrMakeServer(); })
        .and_then([this] { return keepOrMakeClients(); })
        .and_then([this]() -> Result<CertificateLab> { return std::move(lab_); });
  }

 private:
  Result<void> makeFolders() const {
    for (const char* folder : {"", "authorities", "server", "clients"}) {
      if (auto made = makePrivateFolder(certs_ / folder); !made) return made;
    }
    return write(certs_ / ".gitignore", "# Training keys are made anew on every machine.\n*\n", FileReader::Everyone);
  }

  CertificateWish authorityWish(const char* name, int path_length) const {
    return {.subject = {{"O", "iflowsim"}, {"CN", name}},
            .key = options_.key,
            .not_before = std::min(options_.now, options_.callers_now) - kAuthorityHeadStart,
            .not_after = std::max(options_.now, options_.callers_now) + kAuthorityLife,
            .authority = true,
            .path_length = path_length};
  }

  Result<void> keepOrMakeAuthorities() {
    const CertificateFiles root(certs_ / "authorities" / "root");
    const CertificateFiles intermediate(certs_ / "authorities" / "intermediate");
    const CertificateFiles other(certs_ / "authorities" / "other-root");
    const std::vector<const char*> needed{".pem", ".key"};
    auto kept = std::array{root.read(needed), intermediate.read(needed), other.read(needed)};
    const bool complete = std::all_of(kept.begin(), kept.end(), [](const auto& one) { return one.has_value(); });
    if (complete && !options_.renew) {
      authorities_ = {std::move(*kept[0]), std::move(*kept[1]), std::move(*kept[2]), false};
      return readAuthorities();
    }
    return makeCertificate(authorityWish("iflowsim training root", 1))
        .and_then([&](CertifiedKey made) {
          authorities_.root = std::move(made);
          return makeCertificate(authorityWish("iflowsim training intermediate", 0), &authorities_.root);
        })
        .and_then([&](CertifiedKey made) {
          authorities_.intermediate = std::move(made);
          return makeCertificate(authorityWish("iflowsim other root", 0));
        })
        .and_then([&](CertifiedKey made) {
          authorities_.other_root = std::move(made);
          authorities_.is_new = true;
          return root.writeAuthority(authorities_.root);
        })
        .and_then([&] { return intermediate.writeAuthority(authorities_.intermediate); })
        .and_then([&] { return other.writeAuthority(authorities_.other_root); })
        .and_then([&] { return readAuthorities(); });
  }

  static Result<void> read(const CertifiedKey& pem, const std::string& name, CertificatePtr& place) {
    return Certificate::fromPem(pem.certificate)
        .map([&place](CertificatePtr certificate) { place = std::move(certificate); })
        .map_error([&name](const Error& error) {
          return Error{error.code, "Certificate lab, certs/" + name + ": " + error.text +
                                       " Remove the file and run 'iflowsim certs' again, which makes it anew."};
        });
  }

  Result<void> readAuthorities() {
    lab_.is_new = authorities_.is_new;
    return read(authorities_.root, "authorities/root", lab_.root)
        .and_then([this] { return read(authorities_.intermediate, "authorities/intermediate", lab_.intermediate); })
        .and_then([this] { return read(authorities_.other_root, "authorities/other-root", lab_.other_root); });
  }

  /// Only roots belong there: callers send their intermediates.
  Result<void> trustRoot() const {
    const fs::path folder = lab_.tenant / "security" / "trusted-cas";
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
      return failure("MATERIAL-001", "Cannot make the folder '" + folder.string() + "': " + error.message() +
                                         ". Make the tenant's folder writable for this user.");
    }
    const fs::path file = folder / "iflowsim-training-root.pem";
    if (readFile(file) == authorities_.root.certificate) return {};
    return write(file, authorities_.root.certificate, FileReader::Everyone);
  }

  Result<void> keepOrMakeServer() {
    const CertificateFiles files(certs_ / "server" / "server");
    if (const auto kept = keptEndEntity(files)) return read(*kept, "server/server", lab_.server);
    const CertificateWish wish{.subject = {{"O", "iflowsim"}, {"CN", "localhost"}},
                               .key = options_.key,
                               .not_before = options_.callers_now - kServerHeadStart,
                               .not_after = options_.callers_now - kServerHeadStart + kServerLife,
                               .alternative_names = {"DNS:localhost", "IP:127.0.0.1", "IP:::1"},
                               .extended_key_usages = {"serverAuth"}};
    return makeCertificate(wish, &authorities_.intermediate).and_then([&](const CertifiedKey& made) {
      return files.writeEndEntity(made, authorities_.intermediate.certificate).and_then([&] {
        return read(made, "server/server", lab_.server);
      });
    });
  }

  std::optional<CertifiedKey> keptEndEntity(const CertificateFiles& files) const {
    if (authorities_.is_new) return std::nullopt;
    return files.read({".pem", ".crt", ".key", ".p12"});
  }

  Result<void> keepOrMakeClients() {
    for (const ClientKind& kind : clientKinds()) {
      LabClient client{.kind = &kind, .certificate = nullptr};
      if (auto made = keepOrMakeClient(client); !made) return made;
      client.stale = isStale(client);
      lab_.clients.push_back(std::move(client));
    }
    return {};
  }

  Result<void> keepOrMakeClient(LabClient& client) const {
    const ClientKind& kind = *client.kind;
    const CertificateFiles files(certs_ / "clients" / kind.name);
    if (const auto kept = keptEndEntity(files)) return read(*kept, "clients/" + kind.name, client.certificate);
    client.made = true;
    return makeCertificate(clientWish(kind), issuerOf(kind)).and_then([&](const CertifiedKey& made) {
      return files.writeEndEntity(made, chainOf(kind)).and_then([&] {
        return read(made, "clients/" + kind.name, client.certificate);
      });
    });
  }

  CertificateWish clientWish(const ClientKind& kind) const {
    return {.subject = kind.subject(),
            .key = options_.key,
            .not_before = options_.now + kind.begins,
            .not_after = options_.now + kind.ends,
            .extended_key_usages = {kind.client_authentication ? "clientAuth" : "serverAuth"}};
  }

  const CertifiedKey* issuerOf(const ClientKind& kind) const {
    if (kind.issuer == LabIssuer::Itself) return nullptr;
    return kind.issuer == LabIssuer::OtherRoot ? &authorities_.other_root : &authorities_.intermediate;
  }

  std::string chainOf(const ClientKind& kind) const {
    const CertifiedKey* issuer = issuerOf(kind);
    return issuer == nullptr || !kind.sends_chain ? std::string() : issuer->certificate;
  }

  bool isStale(const LabClient& client) const {
    const auto side = [](TimePoint begin, TimePoint end, TimePoint now) {
      return now < begin ? -1 : now > end ? 1 : 0;
    };
    const ClientKind& kind = *client.kind;
    return side(client.certificate->notBefore(), client.certificate->notAfter(), options_.now) !=
           side(TimePoint(kind.begins), TimePoint(kind.ends), TimePoint());
  }

  const LabOptions& options_;
  fs::path certs_;
  Authorities authorities_;
  CertificateLab lab_;
};

}  // namespace

Result<CertificateLab> makeCertificateLab(const fs::path& tenant, const LabOptions& options) {
  if (!fs::is_directory(tenant)) {
    return failure("LAB-001", "The tenant folder " + tenant.string() + " does not exist. Name an existing folder.");
  }
  return Maker(tenant, options).make();
}

}  // namespace iflowsim
