#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "runtime/spi/value_mappings.h"

namespace iflowsim {

/// What a value is called by one agency under one identifier.
struct ValueEntry {
  MappedTerm term;
  std::string value;
  /// The one to take when the value of a source stands in several groups.
  bool is_default = false;
};

/// Values that mean the same.
using ValueGroup = std::vector<ValueEntry>;

/// Groups of values, to be searched by any value in them. Immutable. Source: iflow-format section 1, companion bundles.
class ValueTable {
 public:
  explicit ValueTable(std::vector<ValueGroup> groups);

  /// The entry of the target in a group that holds the value of the source: the first default one, or the first of all.
  /// Null when there is none. Lives as long as the table.
  const ValueEntry* find(const MappedTerm& source, const std::string& value, const MappedTerm& target) const;

 private:
  /// Agency, identifier, value.
  using Key = std::tuple<std::string, std::string, std::string>;

  std::vector<ValueGroup> groups_;
  /// Indices of the groups, in their order.
  std::map<Key, std::vector<std::size_t>> groups_of_;
};

}  // namespace iflowsim
