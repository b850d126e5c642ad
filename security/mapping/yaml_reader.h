#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "runtime/base/diagnostic.h"
#include "security/mapping/stored_password.h"
#include "security/material/certificate.h"

namespace iflowsim {

/// What the readers of the tenant's identity files share: shapes are checked, problems collected with their place.
/// Codes are `<area>-001` for what is no YAML, `-002` for unknown keys, `-003` for wrong shapes; others are the
/// reader's. No finding repeats a secret.
class YamlReader {
 public:
  /// `file` is named in the findings; relative paths inside the file start at its folder.
  YamlReader(std::filesystem::path file, std::string area) : file_(std::move(file)), area_(std::move(area)) {}

  /// An empty or absent document is a null node.
  YAML::Node parse(const std::string& yaml);
  /// The text of the file; empty, without a finding, when there is none.
  std::string readFile();
  /// The entries of the list `key` of the document.
  std::vector<YAML::Node> entries(const YAML::Node& document, const char* key);

  bool isMap(const YAML::Node& node, const std::string& what);
  void checkKeys(const YAML::Node& node, const std::string& what, const std::vector<std::string>& known);
  /// Nothing when absent, or (with a finding) when it is no text.
  std::optional<std::string> text(const YAML::Node& parent, const char* key, const std::string& what);
  std::optional<std::vector<std::string>> list(const YAML::Node& parent, const char* key, const std::string& what);
  std::optional<long> number(const YAML::Node& parent, const char* key, const std::string& what);
  std::optional<bool> flag(const YAML::Node& parent, const char* key, const std::string& what);

  /// From `secret` (with a warning `<area>-<clear>`) or `secret_hash`; nothing with an error `<area>-<wrong>`.
  struct SecretCodes {
    const char* wrong;
    const char* clear;
  };
  std::optional<StoredPassword> secret(const YAML::Node& parent, const std::string& what, SecretCodes codes);
  /// From a PEM text, or the path of a file in any form of certificate; nothing with an error `<area>-<code>`.
  CertificatePtr certificate(const YAML::Node& parent, const std::string& what, const char* code);

  void error(const char* number, const YAML::Node& node, std::string message, std::string remedy);
  void warning(const char* number, const YAML::Node& node, std::string message, std::string remedy);

  std::string fileName() const { return file_.string(); }
  Diagnostics& findings() { return findings_; }

 private:
  void report(Severity severity, const char* number, const YAML::Mark& mark, std::string message, std::string remedy);
  void wrongShape(const YAML::Node& node, const std::string& message, const std::string& remedy);

  std::filesystem::path file_;
  std::string area_;
  Diagnostics findings_;
};

/// In single quotes.
std::string inQuotes(std::string_view text);

/// The bytes of a file that is not larger than `limit`; nothing when it cannot be read or is larger.
std::optional<std::string> readSmallFile(const std::filesystem::path& file, std::size_t limit);

}  // namespace iflowsim
