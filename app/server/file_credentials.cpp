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
    for (const YAML::Node& entry : reader_.maps(document, "credentials", "the file", "the credential")) {
      readEntry(entry, "user", "password");
    }
    for (const YAML::Node& entry : reader_.maps(document, "secure_parameters", "the file", "the secure parameter")) {
      readEntry(entry, "alias", "value");
    }
    return std::move(credentials_);
  }

  const Diagnostics& findings() const { return reader_.findings(); }

 private:
  void readEntry(const YAML::Node& node, const char* user_key, const char* password_key) {
    reader_.checkKeys(node, "the entry", {"alias", user_key, password_key});
    const auto alias = reader_.requiredText(node, "alias", "the entry");
    const auto user = reader_.requiredText(node, user_key, "the entry");
    const YAML::Node secret = node[password_key];
    // An empty password is one.
    const auto password = secret && secret.IsScalar() ? std::optional(secret.Scalar())
                                                      : reader_.requiredText(node, password_key, "the entry");
    if (!alias || !user || !password) return;
    if (credentials_.try_emplace(*alias, UserCredential{*user, *password}).second) return;
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
