#include "security/mapping/users_reader.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "runtime/base/quote.h"
#include "runtime/base/text.h"
#include "runtime/yaml/yaml_reader.h"

namespace iflowsim {

namespace {

constexpr const char* kArea = "USERS";
const std::vector<std::string> kLists = {"users", "groups"};

/// Makes users and groups of a document; findings are collected on the way.
class UsersReader {
 public:
  explicit UsersReader(YamlReader& reader) : reader_(reader) {}

  UsersFile read(const YAML::Node& document);

 private:
  enum class Kind { User, Group };

  void readGroup(const YAML::Node& node);
  void readUser(const YAML::Node& node);
  void readPassword(const YAML::Node& node, User& user);
  void readMembership(const YAML::Node& node, User& user);
  std::optional<std::string> readName(const YAML::Node& node, Kind kind, std::set<std::string>& taken);

  YamlReader& reader_;
  std::map<std::string, std::vector<std::string>> groups_;
  std::set<std::string> group_names_;
  std::set<std::string> user_names_;
  std::vector<User> users_;
  std::vector<UserRecord> records_;
};

UsersFile UsersReader::read(const YAML::Node& document) {
  for (const YAML::Node& entry : reader_.maps(document, "groups", "the file", "the group")) readGroup(entry);
  for (const YAML::Node& entry : reader_.maps(document, "users", "the file", "the user")) readUser(entry);
  UsersFile file{std::make_shared<UserDirectory>(std::move(users_)), std::move(records_)};
  for (auto& [name, roles] : groups_) file.groups.push_back({name, std::move(roles), reader_.file().string()});
  file.findings = reader_.findings();
  return file;
}

void UsersReader::readGroup(const YAML::Node& node) {
  reader_.checkKeys(node, "a group", {"name", "roles"});
  const auto name = readName(node, Kind::Group, group_names_);
  if (name)
    groups_[*name] = reader_.names(node, "roles", "group " + inQuotes(*name)).value_or(std::vector<std::string>());
}

void UsersReader::readUser(const YAML::Node& node) {
  reader_.checkKeys(node, "a user", {"name", "password", "password_hash", "groups", "roles"});
  const auto name = readName(node, Kind::User, user_names_);
  if (!name) return;
  User user{.name = *name};
  readPassword(node, user);
  records_.push_back(
      {.name = *name, .has_password = node["password"] || node["password_hash"], .origin = reader_.file().string()});
  readMembership(node, user);
  users_.push_back(std::move(user));
}

void UsersReader::readPassword(const YAML::Node& node, User& user) {
  const YAML::Node clear = node["password"];
  const YAML::Node hash = node["password_hash"];
  const std::string who = "user " + inQuotes(user.name);
  if (clear && hash) {
    reader_.error("009", clear, who + " has both 'password' and 'password_hash'.", "Remove 'password'.");
    return;
  }
  const YAML::Node given = clear ? clear : hash;
  if (!given || given.IsNull()) {
    reader_.warning("008", node, who + " has no password and cannot log on with one.",
                    "Add 'password_hash'; 'iflowsim hash-password' makes it.");
    return;
  }
  const auto text = reader_.text(node, clear ? "password" : "password_hash", who);
  if (!text) return;
  if (clear) {
    user.password = StoredPassword::fromClear(*text);
    reader_.warning("011", clear, "the password of " + who + " stands in clear text.",
                    "Replace the line by 'password_hash: <hash>'; 'iflowsim hash-password' makes the hash.");
    return;
  }
  auto password = StoredPassword::fromHash(*text);
  if (password) {
    user.password = std::move(*password);
  } else {
    reader_.error("010", hash, "the 'password_hash' of " + who + " is no Argon2id hash.",
                  "Make it with 'iflowsim hash-password'; the text begins with $argon2id$.");
  }
}

void UsersReader::readMembership(const YAML::Node& node, User& user) {
  const std::string who = "user " + inQuotes(user.name);
  user.roles = reader_.names(node, "roles", who).value_or(std::vector<std::string>());
  user.groups = reader_.names(node, "groups", who).value_or(std::vector<std::string>());
  records_.back().roles = user.roles;
  records_.back().groups = user.groups;
  for (const std::string& name : user.groups) {
    const auto group = groups_.find(name);
    if (group != groups_.end()) {
      user.roles.insert(user.roles.end(), group->second.begin(), group->second.end());
      continue;
    }
    const std::string near = nearestName(name, {group_names_.begin(), group_names_.end()});
    reader_.error("007", node["groups"], who + " is in group " + inQuotes(name) + ", which is not defined.",
                  near.empty() ? "Define it under 'groups'." : "Did you mean " + inQuotes(near) + "?");
  }
}

std::optional<std::string> UsersReader::readName(const YAML::Node& node, Kind kind, std::set<std::string>& taken) {
  const bool of_user = kind == Kind::User;
  const std::string what = of_user ? "user" : "group";
  const YAML::Node given = node["name"];
  if (!given || !given.IsScalar() || given.Scalar().empty()) {
    reader_.error("004", node, "the " + what + " has no name.", "Add 'name: <name>'.");
    return std::nullopt;
  }
  const std::string& name = given.Scalar();
  if (of_user && name.find(':') != std::string::npos) {
    reader_.error("012", given, "the name of user " + inQuotes(name) + " contains a colon.",
                  "Basic authentication ends the name at the first colon: choose another name.");
    return std::nullopt;
  }
  if (!taken.insert(name).second) {
    reader_.error(of_user ? "005" : "006", given, what + ' ' + inQuotes(name) + " is defined twice.",
                  "Remove one of the entries.");
    return std::nullopt;
  }
  return name;
}

}  // namespace

UsersFile readUsers(const std::string& yaml, const std::string& file) {
  YamlReader reader(file, kArea);
  return UsersReader(reader).read(reader.parse(yaml, kLists));
}

UsersFile readUsersFile(const std::filesystem::path& file) {
  YamlReader reader(file, kArea);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    reader.warning("013", {}, "the file does not exist, so nobody can call a flow that requires a user role.",
                   "Create it; 'iflowsim hash-password --help' shows an example.");
  }
  return UsersReader(reader).read(reader.read(kLists));
}

}  // namespace iflowsim
