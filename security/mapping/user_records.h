#pragma once

#include <string>
#include <vector>

/// Users, groups and roles as lists show them; what a request is judged by is in user_directory.h.
namespace iflowsim {

struct UserRecord {
  std::string name;
  std::vector<std::string> groups;
  /// Without those of his groups.
  std::vector<std::string> roles;
  bool has_password = false;
  /// The tenant's file he stands in; empty when he was entered at run time.
  std::string origin;
};

struct GroupRecord {
  std::string name;
  std::vector<std::string> roles;
  std::string origin;
};

/// A role that flows may require.
struct RoleRecord {
  std::string name;
  std::string description;
  /// `ESBMessaging.send` and `API.invoke`: their owner is SAP, and they stay. Source: runtime-behaviour 1.3.
  bool predefined = false;
  /// The tenant's file that gives it to somebody; empty otherwise.
  std::string origin;
};

}  // namespace iflowsim
