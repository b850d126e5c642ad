#include "security/mapping/user_directory.h"

#include <algorithm>
#include <utility>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::string_view kDefaultRole = "ESBMessaging.send";

}  // namespace

bool satisfiesRole(std::string_view held, std::string_view required) {
  if (held == required) return true;
  return equalsIgnoreCase(required, kDefaultRole) && equalsIgnoreCase(held, kDefaultRole);
}

bool User::owns(std::string_view role) const {
  return std::any_of(roles.begin(), roles.end(), [role](const std::string& held) { return satisfiesRole(held, role); });
}

UserDirectory::UserDirectory(std::vector<User> users) {
  for (User& user : users) {
    std::string name = user.name;
    users_.try_emplace(std::move(name), std::move(user));
  }
}

const User* UserDirectory::find(std::string_view name) const {
  const auto found = users_.find(name);
  return found == users_.end() ? nullptr : &found->second;
}

}  // namespace iflowsim
