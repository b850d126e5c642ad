#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// A YAML file of the tenant's folder `values`: one list of entries under one name. Shapes are checked, and every
/// problem becomes a finding with file and line: `VALUES-001` the file cannot be read, `-002` an unknown key, `-003`
/// something has the wrong form or is missing. Not thread-safe.
class ValueFile {
 public:
  explicit ValueFile(std::filesystem::path file) : file_(std::move(file)) {}

  /// The entries of the list `key`, each a map; none when there is no file. Nothing else may stand beside the list.
  std::vector<YAML::Node> entries(const std::string& key);
  /// The items of the list `key` of an entry; none when it is absent. `what` names the entry in findings.
  std::vector<YAML::Node> list(const YAML::Node& parent, const std::string& key, const std::string& what);
  bool isMap(const YAML::Node& node, const std::string& what);
  void checkKeys(const YAML::Node& node, const std::string& what, const std::vector<std::string>& known);

  /// A text that is not empty; else nothing, with a finding.
  std::optional<std::string> text(const YAML::Node& parent, const std::string& key, const std::string& what);
  /// The number, or `otherwise` when it is absent or (with a finding) none.
  std::int64_t number(const YAML::Node& parent, const std::string& key, const std::string& what,
                      std::int64_t otherwise);
  bool flag(const YAML::Node& parent, const std::string& key, const std::string& what, bool otherwise);

  void error(const std::string& code, const YAML::Node& place, std::string message, std::string remedy);
  void warning(const std::string& code, const YAML::Node& place, std::string message, std::string remedy);
  void wrongForm(const YAML::Node& place, const std::string& message, const std::string& remedy);

  const Diagnostics& findings() const { return findings_; }

 private:
  YAML::Node read();
  void report(Severity severity, const std::string& code, const YAML::Mark& mark, std::string message,
              std::string remedy);

  const std::filesystem::path file_;
  Diagnostics findings_;
};

/// In single quotes.
std::string singleQuoted(const std::string& text);

}  // namespace iflowsim
