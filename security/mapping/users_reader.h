#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "runtime/base/diagnostic.h"
#include "security/mapping/user_directory.h"
#include "security/mapping/user_records.h"

namespace iflowsim {

/// What a users file came to.
struct UsersFile {
  /// The users that are in order; never null.
  std::shared_ptr<const UserDirectory> users;
  /// The same users, and the groups, as they stand in the file.
  std::vector<UserRecord> records = {};
  std::vector<GroupRecord> groups = {};
  /// Everything that is wrong with the file. With errors among them the caller should keep the users he had.
  Diagnostics findings = {};
};

/// Reads the tenant's `security/users.yaml`:
///
///     users:
///       - name: alice
///         password_hash: $argon2id$...   # or password: <clear text>
///         groups: [senders]
///         roles: [Orders.send]
///     groups:
///       - name: senders
///         roles: [ESBMessaging.send]
///
/// A file that is absent has no users. Codes `USERS-001` to `USERS-013`.
UsersFile readUsersFile(const std::filesystem::path& file);

/// The same from text; `file` is named in the findings.
UsersFile readUsers(const std::string& yaml, const std::string& file);

}  // namespace iflowsim
