#pragma once

#include <span>
#include <string_view>

namespace iflowsim {

/// One step of a database schema: a file `schema/<set>/<version>_<name>.sql`, part of the program.
struct Migration {
  /// Counts from 1 without gaps.
  int version = 0;
  std::string_view name;
  std::string_view sql;
};

/// The schema of the processing log.
std::span<const Migration> logSchema();
/// The schema of variables and number ranges.
std::span<const Migration> stateSchema();

}  // namespace iflowsim
