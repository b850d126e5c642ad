#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/diagnostic.h"
#include "runtime/spi/keystore.h"

namespace iflowsim {

/// The tenant's keystore as a folder of files, each named by its alias: `<alias>.pem` (a key with its chain, or a
/// certificate), `<alias>.p12` or `.pfx`, `<alias>.crt` or `.cer` (PEM or DER), and `<alias>.key` beside a certificate.
/// `<alias>.password` holds the password of an encrypted key or PKCS#12 file. Thread-safe.
class FolderKeystore final : public Keystore {
 public:
  explicit FolderKeystore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Reads the folder anew; without folder the keystore is empty. Every problem is a finding, and an alias whose files
  /// became wrong keeps what was loaded before. `KEYSTORE-001` file not readable, `-002` certificate, `-003` key or
  /// password, `-004` key and certificate do not belong together, `-005` alias twice; as warnings `-006` a key that
  /// others can read, `-007` a file or certificate that counts for nothing.
  Diagnostics load();

  std::optional<KeyPair> keyPair(const std::string& alias) const override;
  std::optional<std::string> certificate(const std::string& alias) const override;
  std::vector<KeyPair> keyPairs() const override;
  std::vector<std::string> trusted() const override;

 private:
  /// An alias: with a private key it is a key pair, without one a certificate.
  struct Entry {
    KeyPair pair;
    std::string certificate;

    bool isKeyPair() const { return !pair.private_key.empty(); }
  };
  /// By alias in lower case.
  using Entries = std::map<std::string, Entry>;

  class Reading;

  const Entry* find(const std::string& alias) const;

  const std::filesystem::path folder_;
  mutable std::mutex mutex_;
  Entries entries_;
};

}  // namespace iflowsim
