#include "values/value_mapping_file.h"

#include <algorithm>

#include "runtime/base/quote.h"

namespace iflowsim {

namespace {

constexpr const char* kTable = "a value mapping";

std::vector<MappedTerm> readColumns(YamlReader& file, const YAML::Node& table) {
  std::vector<MappedTerm> columns;
  for (const YAML::Node& column : file.maps(table, "columns", kTable, "a column")) {
    file.checkKeys(column, "a column", {"agency", "identifier"});
    const auto agency = file.requiredText(column, "agency", "a column");
    const auto identifier = file.requiredText(column, "identifier", "a column");
    if (!agency || !identifier) continue;
    const bool is_there = std::any_of(columns.begin(), columns.end(), [&](const MappedTerm& other) {
      return other.agency == *agency && other.identifier == *identifier;
    });
    if (is_there) {
      file.error("004", column, "the column " + inQuotes(*agency + ' ' + *identifier) + " stands twice.",
                 "Remove it, or name its agency or identifier differently.");
    }
    columns.push_back({*agency, *identifier});
  }
  return columns;
}

ValueGroup readRow(YamlReader& file, const YAML::Node& row, const std::vector<MappedTerm>& columns) {
  if (!row.IsSequence() || row.size() != columns.size()) {
    file.wrongShape(row, "a row has not one value for each of the " + std::to_string(columns.size()) + " columns.",
                    "Write it as [value, value], with ~ where there is none.");
    return {};
  }
  ValueGroup group;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (row[i].IsNull()) continue;
    if (!row[i].IsScalar()) file.wrongShape(row[i], "a value of a row is no text.", "Write it in quotes.");
    group.push_back({columns[i], row[i].IsScalar() ? row[i].Scalar() : std::string()});
  }
  return group;
}

}  // namespace

std::vector<ValueGroup> readValueMappings(YamlReader& file) {
  std::vector<ValueGroup> groups;
  for (const YAML::Node& table : file.entries("value_mappings", kTable)) {
    file.checkKeys(table, kTable, {"columns", "rows"});
    const std::vector<MappedTerm> columns = readColumns(file, table);
    if (columns.size() < 2) {
      file.wrongShape(table, "a value mapping has less than two columns.",
                      "Give 'columns' with agency and identifier of each.");
      continue;
    }
    for (const YAML::Node& row : file.list(table, "rows", kTable)) groups.push_back(readRow(file, row, columns));
  }
  return groups;
}

}  // namespace iflowsim
