#pragma once

#include <vector>

#include "runtime/yaml/yaml_reader.h"
#include "values/value_table.h"

namespace iflowsim {

/// Reads the tables of `values/value_mappings.yaml`: each row is a group, an empty cell no entry. Problems are findings
/// of the file: those of `YamlReader`, and `VALUES-004` for a column that stands twice.
std::vector<ValueGroup> readValueMappings(YamlReader& file);

}  // namespace iflowsim
