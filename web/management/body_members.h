#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "runtime/base/result.h"

namespace iflowsim {

/// Reads the members of a body one by one and remembers what was wrong first. Absent members and those that are null
/// are nothing. The body must outlive it.
class BodyMembers {
 public:
  explicit BodyMembers(const nlohmann::json& body) : body_(body) {}

  std::optional<std::string> text(const std::string& name);
  std::optional<std::vector<std::string>> texts(const std::string& name);
  std::optional<bool> flag(const std::string& name);
  std::optional<int> number(const std::string& name);

  /// After the last member: `API-400` for a value of the wrong kind, and for a member that was not asked for.
  Result<void> finish() const;

 private:
  const nlohmann::json* find(const std::string& name);
  void reject(const std::string& name, const char* takes);

  const nlohmann::json& body_;
  std::vector<std::string> known_;
  std::string wrong_;
};

}  // namespace iflowsim
