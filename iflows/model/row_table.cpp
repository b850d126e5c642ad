#include "iflows/model/row_table.h"

#include <sstream>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include "iflows/model/blank_text.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {
const std::string kEmpty;
}

const std::string& TableRow::cell(std::string_view id) const {
  for (const auto& [name, text] : cells) {
    if (name == id) return text;
  }
  return kEmpty;
}

const std::string& TableRow::cell(std::size_t place) const {
  return place < cells.size() ? cells[place].second : kEmpty;
}

Result<std::vector<TableRow>> readRowTable(std::string_view text) {
  std::vector<TableRow> rows;
  if (trim(text).empty()) return rows;
  boost::property_tree::ptree tree;
  try {
    std::istringstream stream(protectBlankText("<table>" + std::string(text) + "</table>"));
    boost::property_tree::read_xml(stream, tree);
  } catch (const boost::property_tree::xml_parser_error& error) {
    return failure("TABLE-001", "The table is not readable: " + error.message() + ".");
  }
  for (const auto& [row_name, row] : tree.get_child("table")) {
    if (row_name != "row") continue;
    TableRow& target = rows.emplace_back();
    for (const auto& [cell_name, cell] : row) {
      if (cell_name == "cell") target.cells.emplace_back(cell.get("<xmlattr>.id", ""), cell.data());
    }
  }
  return rows;
}

}  // namespace iflowsim
