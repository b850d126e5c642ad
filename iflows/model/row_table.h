#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/result.h"

namespace iflowsim {

/// One `<row>` of a property that holds a table. Source: iflow-format section 6.
struct TableRow {
  /// Cell ids (empty where a cell has none) and texts, in document order.
  std::vector<std::pair<std::string, std::string>> cells;

  /// Text of the cell with that id, or empty.
  const std::string& cell(std::string_view id) const;
  /// Text of the cell at that place, or empty.
  const std::string& cell(std::size_t place) const;
};

/// Reads the rows of a property value; an empty value has none. `TABLE-001` when the text is no XML.
Result<std::vector<TableRow>> readRowTable(std::string_view text);

}  // namespace iflowsim
