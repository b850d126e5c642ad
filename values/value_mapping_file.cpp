#include "values/value_mapping_file.h"

#include <algorithm>

namespace iflowsim {

namespace {

constexpr const char* kTable = "a value mapping";

std::vector<MappedTerm> readColumns(ValueFile& file, const YAML::Node& table) {
  std::vector<MappedTerm> columns;
  for (const YAML::Node& column : file.list(table, "columns", kTable)) {
    if (!file.isMap(column, "A column of a value mapping")) continue;
    file.checkKeys(column, "a column", {"agency", "identifier"});
    const auto agency = file.text(column, "agency", "a column");
    const auto identifier = file.text(column, "identifier", "a column");
    if (!agency || !identifier) continue;
    const bool is_there = std::any_of(columns.begin(), columns.end(), [&](const MappedTerm& other) {
      return other.agency == *agency && other.identifier == *identifier;
    });
    if (is_there) {
      file.error("VALUES-004", column, "The column " + singleQuoted(*agency + ' ' + *identifier) + " stands twice.",
                 "Remove it, or name its agency or identifier differently.");
    }
    columns.push_back({*agency, *identifier});
  }
  return columns;
}

ValueGroup readRow(ValueFile& file, const YAML::Node& row, const std::vector<MappedTerm>& columns) {
  if (!row.IsSequence() || row.size() != columns.size()) {
    file.wrongForm(row, "A row has not one value for each of the " + std::to_string(columns.size()) + " columns.",
                   "Write it as [value, value], with ~ where there is none.");
    return {};
  }
  ValueGroup group;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (row[i].IsNull()) continue;
    if (!row[i].IsScalar()) file.wrongForm(row[i], "A value of a row is no text.", "Write it in quotes.");
    group.push_back({columns[i], row[i].IsScalar() ? row[i].Scalar() : std::string()});
  }
  return group;
}

}  // namespace

std::vector<ValueGroup> readValueMappings(ValueFile& file) {
  std::vector<ValueGroup> groups;
  for (const YAML::Node& table : file.entries("value_mappings")) {
    file.checkKeys(table, kTable, {"columns", "rows"});
    const std::vector<MappedTerm> columns = readColumns(file, table);
    if (columns.size() < 2) {
      file.wrongForm(table, "A value mapping has less than two columns.",
                     "Give 'columns' with agency and identifier of each.");
      continue;
    }
    for (const YAML::Node& row : file.list(table, "rows", kTable)) groups.push_back(readRow(file, row, columns));
  }
  return groups;
}

}  // namespace iflowsim
