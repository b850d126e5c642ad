#include "security/mapping/users_reader.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

using Roles = std::vector<std::string>;

std::string inQuotes(const std::string& text) {
  return '\'' + text + '\'';
}

/// Reads one file; findings are collected on the way.
class UsersReader {
 public:
  explicit UsersReader(std::string file) : file_(std::move(file)) {}

  UsersFile read(const std::string& yaml);

 private:
  enum class Kind { User, Group };

  void readDocument(const YAML::Node& document);
  void readGroup(const YAML::Node& node);
  void readUser(const YAML::Node& node);
  void readPassword(const YAML::Node& node, User& user);
  void readMembership(const YAML::Node& node, User& user);

  bool isMap(const YAML::Node& node, const std::string& what);
  void checkKeys(const YAML::Node& node, const std::string& what, const std::vector<std::string>& known);
  std::optional<std::string> readName(const YAML::Node& node, Kind kind, std::set<std::string>& taken);
  std::vector<std::string> readList(const YAML::Node& parent, const char* key, const std::string& what);
  void report(Severity severity, const char* code, const YAML::Mark& mark, std::string message, std::string remedy);
  void error(const char* code, const YAML::Node& node, std::string message, std::string remedy) {
    report(Severity::Error, code, node.Mark(), std::move(message), std::move(remedy));
  }
  void warning(const char* code, const YAML::Node& node, std::string message, std::string remedy) {
    report(Severity::Warning, code, node.Mark(), std::move(message), std::move(remedy));
  }

  std::string file_;
  Diagnostics findings_;
  std::map<std::string, Roles> groups_;
  std::set<std::string> group_names_;
  std::set<std::string> user_names_;
  std::vector<User> users_;
  std::vector<UserRecord> records_;
};

UsersFile UsersReader::read(const std::string& yaml) {
  try {
    readDocument(YAML::Load(yaml));
  } catch (const YAML::Exception& exception) {
    report(Severity::Error, "USERS-001", exception.mark, "the file is no YAML: " + exception.msg + '.',
           "Correct the text at this place.");
  }
  UsersFile file{std::make_shared<UserDirectory>(std::move(users_)), std::move(records_)};
  for (auto& [name, roles] : groups_) file.groups.push_back({name, std::move(roles), file_});
  file.findings = std::move(findings_);
  return file;
}

void UsersReader::readDocument(const YAML::Node& document) {
  if (document.IsNull() || !isMap(document, "the file")) return;
  checkKeys(document, "the file", {"users", "groups"});
  for (const char* key : {"groups", "users"}) {
    const YAML::Node list = document[key];
    if (!list || list.IsNull()) continue;
    if (!list.IsSequence()) {
      error("USERS-003", list, inQuotes(key) + " is no list.",
            "Write one entry a line, each beginning with '- name: '.");
      continue;
    }
    for (const YAML::Node& entry : list) {
      key == std::string_view("groups") ? readGroup(entry) : readUser(entry);
    }
  }
}

void UsersReader::readGroup(const YAML::Node& node) {
  if (!isMap(node, "the group")) return;
  checkKeys(node, "a group", {"name", "roles"});
  const auto name = readName(node, Kind::Group, group_names_);
  if (name) groups_[*name] = readList(node, "roles", "group " + inQuotes(*name));
}

void UsersReader::readUser(const YAML::Node& node) {
  if (!isMap(node, "the user")) return;
  checkKeys(node, "a user", {"name", "password", "password_hash", "groups", "roles"});
  const auto name = readName(node, Kind::User, user_names_);
  if (!name) return;
  User user{.name = *name};
  readPassword(node, user);
  records_.push_back({.name = *name, .has_password = node["password"] || node["password_hash"], .origin = file_});
  readMembership(node, user);
  users_.push_back(std::move(user));
}

void UsersReader::readPassword(const YAML::Node& node, User& user) {
  const YAML::Node clear = node["password"];
  const YAML::Node hash = node["password_hash"];
  const std::string who = "user " + inQuotes(user.name);
  if (clear && hash) {
    error("USERS-009", clear, who + " has both 'password' and 'password_hash'.", "Remove 'password'.");
    return;
  }
  const YAML::Node given = clear ? clear : hash;
  if (!given || given.IsNull()) {
    warning("USERS-008", node, who + " has no password and cannot log on with one.",
            "Add 'password_hash'; 'iflowsim hash-password' makes it.");
    return;
  }
  if (!given.IsScalar() || given.Scalar().empty()) {
    error("USERS-003", given, "the password of " + who + " is no text.", "Write it in quotes.");
    return;
  }
  if (clear) {
    user.password = StoredPassword::fromClear(clear.Scalar());
    warning("USERS-011", clear, "the password of " + who + " stands in clear text.",
            "Replace the line by 'password_hash: <hash>'; 'iflowsim hash-password' makes the hash.");
    return;
  }
  auto password = StoredPassword::fromHash(hash.Scalar());
  if (password) {
    user.password = std::move(*password);
  } else {
    error("USERS-010", hash, "the 'password_hash' of " + who + " is no Argon2id hash.",
          "Make it with 'iflowsim hash-password'; the text begins with $argon2id$.");
  }
}

void UsersReader::readMembership(const YAML::Node& node, User& user) {
  const std::string who = "user " + inQuotes(user.name);
  user.roles = readList(node, "roles", who);
  user.groups = readList(node, "groups", who);
  records_.back().roles = user.roles;
  records_.back().groups = user.groups;
  for (const std::string& name : user.groups) {
    const auto group = groups_.find(name);
    if (group != groups_.end()) {
      user.roles.insert(user.roles.end(), group->second.begin(), group->second.end());
      continue;
    }
    const std::string near = nearestName(name, {group_names_.begin(), group_names_.end()});
    error("USERS-007", node["groups"], who + " is in group " + inQuotes(name) + ", which is not defined.",
          near.empty() ? "Define it under 'groups'." : "Did you mean " + inQuotes(near) + "?");
  }
}

bool UsersReader::isMap(const YAML::Node& node, const std::string& what) {
  if (node.IsMap()) return true;
  error("USERS-003", node, what + " is no set of 'key: value' lines.", "See 'iflowsim hash-password --help'.");
  return false;
}

void UsersReader::checkKeys(const YAML::Node& node, const std::string& what, const std::vector<std::string>& known) {
  for (const auto& entry : node) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "?";
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string near = nearestName(key, known);
    error("USERS-002", entry.first, "unknown key " + inQuotes(key) + " in " + what + '.',
          near.empty() ? "Known are: " + join(known, ", ") + '.' : "Did you mean " + inQuotes(near) + "?");
  }
}

std::optional<std::string> UsersReader::readName(const YAML::Node& node, Kind kind, std::set<std::string>& taken) {
  const bool of_user = kind == Kind::User;
  const std::string what = of_user ? "user" : "group";
  const YAML::Node name = node["name"];
  if (!name || !name.IsScalar() || name.Scalar().empty()) {
    error("USERS-004", node, "the " + what + " has no name.", "Add 'name: <name>'.");
    return std::nullopt;
  }
  if (of_user && name.Scalar().find(':') != std::string::npos) {
    error("USERS-012", name, "the name of user " + inQuotes(name.Scalar()) + " contains a colon.",
          "Basic authentication ends the name at the first colon: choose another name.");
    return std::nullopt;
  }
  if (!taken.insert(name.Scalar()).second) {
    error(of_user ? "USERS-005" : "USERS-006", name, what + ' ' + inQuotes(name.Scalar()) + " is defined twice.",
          "Remove one of the entries.");
    return std::nullopt;
  }
  return name.Scalar();
}

std::vector<std::string> UsersReader::readList(const YAML::Node& parent, const char* key, const std::string& what) {
  const YAML::Node list = parent[key];
  std::vector<std::string> names;
  if (!list || list.IsNull()) return names;
  const bool texts = list.IsSequence() && std::all_of(list.begin(), list.end(), [](const auto& item) {
                       return item.IsScalar() && !item.Scalar().empty();
                     });
  if (!texts) {
    error("USERS-003", list, inQuotes(key) + " of " + what + " is no list of names.", "Write it as [one, two].");
    return names;
  }
  for (const YAML::Node& item : list) names.push_back(item.Scalar());
  return names;
}

void UsersReader::report(Severity severity, const char* code, const YAML::Mark& mark, std::string message,
                         std::string remedy) {
  const SourcePlace place{file_, mark.is_null() ? 0 : mark.line + 1, mark.is_null() ? 0 : mark.column + 1};
  findings_.add(
      {.severity = severity, .code = code, .place = place, .message = std::move(message), .remedy = std::move(remedy)});
}

UsersFile withoutUsers(Severity severity, const char* code, const std::string& file, const char* message,
                       const char* remedy) {
  UsersFile result{std::make_shared<UserDirectory>()};
  result.findings.add({.severity = severity, .code = code, .place = {file}, .message = message, .remedy = remedy});
  return result;
}

}  // namespace

UsersFile readUsers(const std::string& yaml, const std::string& file) {
  return UsersReader(file).read(yaml);
}

UsersFile readUsersFile(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    return withoutUsers(Severity::Warning, "USERS-013", file.string(),
                        "the file does not exist, so nobody can call a flow that requires a user role.",
                        "Create it; 'iflowsim hash-password --help' shows an example.");
  }
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.good() && !stream.eof()) {
    return withoutUsers(Severity::Error, "USERS-001", file.string(), "the file cannot be read.",
                        "Check that it is a file and that its owner may read it.");
  }
  return readUsers(text, file.string());
}

}  // namespace iflowsim
