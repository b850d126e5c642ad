#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// A YAML file that people write into the tenant folder. Its shapes are checked, and every problem becomes a finding
/// with file, line and remedy: `<area>-001` the file cannot be read or is no YAML, `-002` an unknown key, `-003`
/// something has the wrong shape, stands twice or is missing; other numbers are the caller's. `what` names the place in
/// the texts, as in `user 'alice'`. No finding of the reader repeats a value. Not thread-safe.
class YamlReader {
 public:
  YamlReader(std::filesystem::path file, std::string area) : file_(std::move(file)), area_(std::move(area)) {}

  /// The document of the file, with no other keys than these; without entries when there is no file, or nothing in it,
  /// or (with a finding) nothing that can be read.
  YAML::Node read(const std::vector<std::string>& keys);
  /// The same of a text that stands for the file.
  YAML::Node parse(const std::string& yaml, const std::vector<std::string>& keys);

  /// The maps of the list `key`, which is all the file may hold; `entry` names one of them in findings.
  std::vector<YAML::Node> entries(const char* key, const std::string& entry);
  /// The items of the list `key`; none when it is absent.
  std::vector<YAML::Node> list(const YAML::Node& parent, const char* key, const std::string& what);
  /// Those of them that are maps.
  std::vector<YAML::Node> maps(const YAML::Node& parent, const char* key, const std::string& what,
                               const std::string& entry);
  bool isMap(const YAML::Node& node, const std::string& what);
  void checkKeys(const YAML::Node& node, const std::string& what, const std::vector<std::string>& known);

  /// Nothing when it is absent, or (with a finding) when it is no text or an empty one.
  std::optional<std::string> text(const YAML::Node& parent, const char* key, const std::string& what);
  /// The same, and that it is absent is a finding, too.
  std::optional<std::string> requiredText(const YAML::Node& parent, const char* key, const std::string& what);
  std::optional<std::vector<std::string>> names(const YAML::Node& parent, const char* key, const std::string& what);
  std::optional<std::int64_t> number(const YAML::Node& parent, const char* key, const std::string& what);
  std::optional<bool> flag(const YAML::Node& parent, const char* key, const std::string& what);

  /// Messages are written as they go on behind a colon; the first letter becomes a capital one.
  void error(const char* number, const YAML::Node& node, std::string message, std::string remedy);
  void warning(const char* number, const YAML::Node& node, std::string message, std::string remedy);
  /// `<area>-003`.
  void wrongShape(const YAML::Node& node, std::string message, std::string remedy);

  const std::filesystem::path& file() const { return file_; }
  const Diagnostics& findings() const { return findings_; }

 private:
  void report(Severity severity, const char* number, const YAML::Mark& mark, std::string message, std::string remedy);

  std::filesystem::path file_;
  std::string area_;
  Diagnostics findings_;
};

}  // namespace iflowsim
