#include "values/value_table.h"

#include <utility>

namespace iflowsim {

ValueTable::ValueTable(std::vector<ValueGroup> groups) : groups_(std::move(groups)) {
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    for (const ValueEntry& entry : groups_[i]) {
      auto& indices = groups_of_[{entry.term.agency, entry.term.identifier, entry.value}];
      if (indices.empty() || indices.back() != i) indices.push_back(i);
    }
  }
}

const ValueEntry* ValueTable::find(const MappedTerm& source, const std::string& value, const MappedTerm& target) const {
  const auto found = groups_of_.find({source.agency, source.identifier, value});
  if (found == groups_of_.end()) return nullptr;
  const ValueEntry* first = nullptr;
  for (const std::size_t index : found->second) {
    for (const ValueEntry& entry : groups_[index]) {
      if (entry.term.agency != target.agency || entry.term.identifier != target.identifier) continue;
      if (entry.is_default) return &entry;
      if (first == nullptr) first = &entry;
    }
  }
  return first;
}

}  // namespace iflowsim
