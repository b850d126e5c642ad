#include "app/server/file_credentials.h"

#include <utility>

#include "runtime/base/quote.h"
#include "runtime/yaml/yaml_reader.h"

namespace iflowsim {

namespace {

/// `CREDENTIALS-004` where another entry has the alias.
class CredentialsReader {
 public:
  explicit CredentialsReader(const std::filesystem::path& file) : reader_(file, "CREDENTIALS") {}

  std::map<std::string, UserCredential> read() {
    const YAML::Node document = reader_.read({"credentials", "secure_parameters"});
    for (const YAML::Node& entry : reader_.maps(document, "credentials", "the file", kCredential)) {
      reader_.checkKeys(entry, kCredential, {"alias", "user", "password"});
      add(entry, kCredential, "password", reader_.requiredText(entry, "user", kCredential).value_or(""));
    }
    for (const YAML::Node& entry : reader_.maps(document, "secure_parameters", "the file", kSecureParameter)) {
      reader_.checkKeys(entry, kSecureParameter, {"alias", "value"});
      add(entry, kSecureParameter, "value", std::nullopt);
    }
    return std::move(credentials_);
  }

  const Diagnostics& findings() const { return reader_.findings(); }

 private:
  static constexpr const char* kCredential = "the credential";
  static constexpr const char* kSecureParameter = "the secure parameter";

  /// Without a user it is the alias.
  void add(const YAML::Node& node, const char* what, const char* secret_key, const std::optional<std::string>& user) {
    const auto alias = reader_.requiredText(node, "alias", what);
    const YAML::Node secret = node[secret_key];
    // An empty password is one.
    const auto password =
        secret && secret.IsScalar() ? std::optional(secret.Scalar()) : reader_.requiredText(node, secret_key, what);
    if (!alias || !password) return;
    if (credentials_.try_emplace(*alias, UserCredential{user.value_or(*alias), *password}).second) return;
    reader_.error("004", node, "the alias " + inQuotes(*alias) + " stands twice.", "Remove one of the entries.");
  }

  YamlReader reader_;
  std::map<std::string, UserCredential> credentials_;
};

}  // namespace

Diagnostics FileCredentials::load() {
  CredentialsReader reader(file_);
  auto loaded = reader.read();
  if (reader.findings().hasErrors()) return reader.findings();
  const std::lock_guard lock(mutex_);
  by_alias_ = std::move(loaded);
  return reader.findings();
}

std::optional<UserCredential> FileCredentials::userCredential(const std::string& alias) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_alias_.find(alias);
  if (found == by_alias_.end()) return std::nullopt;
  return found->second;
}

}  // namespace iflowsim
