#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "security/mapping/stored_password.h"

namespace iflowsim {

/// Whether holding a role satisfies a required one: the default role `ESBMessaging.send` is compared without regard to
/// case, every other role exactly. Source: runtime-behaviour 1.3.
bool satisfiesRole(std::string_view held, std::string_view required);

/// A user of the tenant.
struct User {
  std::string name;
  StoredPassword password;
  std::vector<std::string> groups;
  /// His own roles and those of his groups.
  std::vector<std::string> roles;

  bool owns(std::string_view role) const;
};

/// The users of the tenant at one moment; a change of the tenant's file makes a new directory. Immutable, thread-safe.
class UserDirectory {
 public:
  /// Nobody.
  UserDirectory() = default;
  /// Of two users with one name the first stays.
  explicit UserDirectory(std::vector<User> users);

  /// The user of exactly that name; null when there is none. Valid as long as the directory.
  const User* find(std::string_view name) const;
  std::size_t size() const { return users_.size(); }
  /// By name.
  const std::map<std::string, User, std::less<>>& all() const { return users_; }

 private:
  std::map<std::string, User, std::less<>> users_;
};

}  // namespace iflowsim
