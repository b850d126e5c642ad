#pragma once

#include <optional>
#include <string>
#include <vector>

namespace iflowsim {

/// A key pair of the tenant's keystore.
struct KeyPair {
  /// PEM, unencrypted.
  std::string private_key;
  /// PEM: the certificate of the key first, then the chain above it.
  std::string certificates;
};

/// The keystore of the tenant: key pairs and certificates by alias. Thread-safe. Read at each call, so a change takes
/// effect at once. Source: runtime-behaviour 6.5.
class Keystore {
 public:
  virtual ~Keystore() = default;
  /// None when there is no key pair of that alias. Aliases compare without regard to case, as in Java's keystores.
  virtual std::optional<KeyPair> keyPair(const std::string& alias) const = 0;
  /// PEM of the certificate of that alias, be it alone or of a key pair.
  virtual std::optional<std::string> certificate(const std::string& alias) const = 0;
  /// Every key pair: to find the one that a message was encrypted for.
  virtual std::vector<KeyPair> keyPairs() const = 0;
  /// PEM of every certificate that is not part of a key pair: what the tenant trusts.
  virtual std::vector<std::string> trusted() const = 0;
};

/// A keystore without entries.
class EmptyKeystore final : public Keystore {
 public:
  std::optional<KeyPair> keyPair(const std::string& /*alias*/) const override { return std::nullopt; }
  std::optional<std::string> certificate(const std::string& /*alias*/) const override { return std::nullopt; }
  std::vector<KeyPair> keyPairs() const override { return {}; }
  std::vector<std::string> trusted() const override { return {}; }
};

}  // namespace iflowsim
