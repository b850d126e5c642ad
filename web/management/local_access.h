#pragma once

#include <filesystem>
#include <string>

#include "runtime/base/result.h"

/// How programs of the tenant's owner find the management side of a running server and show that they are his: two
/// files in the tenant's state folder `.iflowsim`, which other users of the machine cannot read.
namespace iflowsim {

/// The secret of the tenant, from `<state>/secret`, made when absent (32 random bytes as text, mode 0600). `SECRET-001`
/// when it cannot be read or written, `SECRET-002` when others may read it or it is too short to be one.
Result<std::string> openSecret(const std::filesystem::path& state);
/// The same without making one.
Result<std::string> readSecret(const std::filesystem::path& state);

/// Tells clients where the management side listens, in `<state>/management.json`. `ADDRESS-001` when it cannot be
/// written.
Result<void> writeManagementUrl(const std::filesystem::path& state, const std::string& url);
/// `https://host:port` of the server that ran last. `ADDRESS-002` when none ever ran or the file cannot be read.
Result<std::string> readManagementUrl(const std::filesystem::path& state);

/// The certificate of the tenant's authority, which the client trusts and no other.
std::filesystem::path trustedAuthority(const std::filesystem::path& state);

}  // namespace iflowsim
