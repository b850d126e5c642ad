#include "security/material/folder_keystore.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "runtime/base/text.h"
#include "security/material/key_material.h"

namespace iflowsim {

namespace {

namespace fs = std::filesystem;

/// Above what any chain needs; the product's whole keystore has 6 MB.
constexpr std::uintmax_t kLargestFile = 1U << 20U;

/// The files of one alias.
struct AliasFiles {
  /// As it is spelled first.
  std::string alias;
  /// Those that hold a certificate: one, or the alias stands twice.
  std::vector<fs::path> holders;
  std::vector<fs::path> keys;
  std::optional<fs::path> password;
};

std::string kindOf(const fs::path& file) {
  return toLower(file.extension().string());
}

bool isPkcs12(const std::string& kind) {
  return kind == ".p12" || kind == ".pfx";
}

bool isHolder(const std::string& kind) {
  return kind == ".pem" || kind == ".crt" || kind == ".cer" || isPkcs12(kind);
}

bool isNote(const fs::path& file) {
  const std::string kind = kindOf(file);
  return file.filename().string().starts_with('.') || kind == ".md" || kind == ".txt";
}

std::vector<fs::path> filesOf(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::string> readFile(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file) return failure("KEYSTORE-001", "The file cannot be read. Make it readable for this user.");
  if (size > kLargestFile) {
    return failure("KEYSTORE-001", "The file is larger than 1 MiB. Keep one key or certificate in each file.");
  }
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

bool othersRead(const fs::path& path) {
  std::error_code error;
  const fs::perms open = fs::status(path, error).permissions() & (fs::perms::group_read | fs::perms::others_read);
  return !error && open != fs::perms::none;
}

/// PEM of a file that may be DER.
Result<std::string> asPem(const std::string& bytes) {
  if (bytes.find("-----BEGIN") != std::string::npos) return bytes;
  const auto certificate = Certificate::fromAnyForm(bytes);
  if (!certificate) return failure("KEYSTORE-002", certificate.error().text);
  return (*certificate)->pem();
}

}  // namespace

/// One pass over the folder.
class FolderKeystore::Reading {
 public:
  explicit Reading(const Entries& before) : before_(before) {}

  void run(const fs::path& folder) {
    for (const fs::path& file : filesOf(folder)) sort(file);
    for (const auto& [name, files] : aliases_) take(name, files);
  }

  Entries entries;
  Diagnostics findings;

 private:
  void sort(const fs::path& file) {
    if (isNote(file)) return;
    const std::string kind = kindOf(file);
    AliasFiles& files = aliases_[toLower(file.stem().string())];
    if (files.alias.empty()) files.alias = file.stem().string();
    if (isHolder(kind)) {
      files.holders.push_back(file);
    } else if (kind == ".key") {
      files.keys.push_back(file);
    } else if (kind == ".password") {
      files.password = file;
    } else {
      warn("KEYSTORE-007", file, files.alias,
           "The file counts for nothing: a keystore entry is a .pem, .p12, .pfx, "
           ".crt, .cer or .key file.",
           "Convert it (a Java keystore: 'keytool -importkeystore'), or take it away.");
    }
  }

  void take(const std::string& name, const AliasFiles& files) {
    if (files.holders.empty() && files.keys.empty()) return;
    const fs::path& place = files.holders.empty() ? files.keys.front() : files.holders.front();
    auto material = read(files, place);
    if (!material) {
      const bool locked = material.error().code == "KEYSTORE-003";
      add(Severity::Error, place, files.alias, material.error(),
          locked ? "A password is the first line of '" + files.alias + ".password' beside it." : "");
      if (const auto earlier = before_.find(name); earlier != before_.end()) entries.insert(*earlier);
      return;
    }
    warnOf(files, place, *material);
    Entry& entry = entries[name];
    entry.pair.private_key = material->private_key;
    entry.certificate = material->certificates.front()->pem();
    for (const CertificatePtr& certificate : material->certificates) entry.pair.certificates += certificate->pem();
  }

  static Result<KeyMaterial> read(const AliasFiles& files, const fs::path& place) {
    if (files.holders.size() > 1) return twice(files.holders[1], files.holders[0]);
    if (files.keys.size() > 1) return twice(files.keys[1], files.keys[0]);
    const bool pkcs12 = isPkcs12(kindOf(place));
    if (pkcs12 && !files.keys.empty()) return twice(files.keys[0], place);
    std::optional<std::string> password;
    if (files.password) {
      const auto text = readFile(*files.password);
      if (!text) return tl::unexpected(text.error());
      password = trim(split(*text, '\n').front());
    }
    auto bytes = readFile(place);
    if (!bytes) return tl::unexpected(bytes.error());
    if (pkcs12) return readPkcs12Material(*bytes, password);
    return readTexts(files, *bytes, password);
  }

  /// A certificate's file with the key's beside it, or a key's alone.
  static Result<KeyMaterial> readTexts(const AliasFiles& files, const std::string& bytes,
                                       const std::optional<std::string>& password) {
    if (files.holders.empty()) return readPemMaterial(bytes, password);
    auto pem = asPem(bytes);
    if (!pem || files.keys.empty()) return pem ? readPemMaterial(*pem, password) : tl::unexpected(pem.error());
    const auto key = readFile(files.keys.front());
    if (!key) return tl::unexpected(key.error());
    if (key->find("PRIVATE KEY-----") == std::string::npos) {
      return failure("KEYSTORE-003", "The file '" + files.keys.front().filename().string() +
                                         "' holds no private key as PEM. Convert it with 'openssl pkey'.");
    }
    return readPemMaterial(*key + '\n' + *pem, password);
  }

  static tl::unexpected<Error> twice(const fs::path& file, const fs::path& other) {
    return failure("KEYSTORE-005", "The alias stands twice, in '" + other.filename().string() + "' and in '" +
                                       file.filename().string() + "'. Take one of them away.");
  }

  void warnOf(const AliasFiles& files, const fs::path& place, const KeyMaterial& material) {
    if (material.private_key.empty() && material.certificates.size() > 1) {
      warn("KEYSTORE-007", place, files.alias, "Of several certificates without a key only the first counts.",
           "Put each into a file of its own.");
    }
    if (material.private_key.empty()) return;
    std::vector<fs::path> secret = files.keys.empty() ? std::vector{place} : files.keys;
    if (files.password) secret.push_back(*files.password);
    for (const fs::path& file : secret) {
      if (!othersRead(file)) continue;
      warn("KEYSTORE-006", file, files.alias, "Other users of this machine can read the private key.",
           "Let only its owner read the file (chmod 600).");
    }
  }

  void warn(const char* code, const fs::path& file, const std::string& alias, const char* message, const char* remedy) {
    add(Severity::Warning, file, alias, {code, message}, remedy);
  }

  void add(Severity severity, const fs::path& file, const std::string& alias, const Error& what, std::string remedy) {
    findings.add({.severity = severity,
                  .code = what.code,
                  .place = {.file = file.string()},
                  .element_kind = "Keystore entry",
                  .element_name = alias,
                  .message = what.text,
                  .remedy = std::move(remedy)});
  }

  const Entries& before_;
  std::map<std::string, AliasFiles> aliases_;
};

Diagnostics FolderKeystore::load() {
  const std::lock_guard lock(mutex_);
  Reading reading(entries_);
  reading.run(folder_);
  entries_ = std::move(reading.entries);
  return std::move(reading.findings);
}

const FolderKeystore::Entry* FolderKeystore::find(const std::string& alias) const {
  const auto found = entries_.find(toLower(alias));
  return found == entries_.end() ? nullptr : &found->second;
}

std::optional<KeyPair> FolderKeystore::keyPair(const std::string& alias) const {
  const std::lock_guard lock(mutex_);
  const Entry* entry = find(alias);
  if (entry == nullptr || !entry->isKeyPair()) return std::nullopt;
  return entry->pair;
}

std::optional<std::string> FolderKeystore::certificate(const std::string& alias) const {
  const std::lock_guard lock(mutex_);
  const Entry* entry = find(alias);
  if (entry == nullptr) return std::nullopt;
  return entry->certificate;
}

std::vector<KeyPair> FolderKeystore::keyPairs() const {
  const std::lock_guard lock(mutex_);
  std::vector<KeyPair> pairs;
  for (const auto& [alias, entry] : entries_) {
    if (entry.isKeyPair()) pairs.push_back(entry.pair);
  }
  return pairs;
}

std::vector<std::string> FolderKeystore::trusted() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> certificates;
  for (const auto& [alias, entry] : entries_) {
    if (!entry.isKeyPair()) certificates.push_back(entry.certificate);
  }
  return certificates;
}

}  // namespace iflowsim
