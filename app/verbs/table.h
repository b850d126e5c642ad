#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace iflowsim {

/// Rows of text under headings, printed with aligned columns.
class Table {
 public:
  explicit Table(std::vector<std::string> headings) : rows_{std::move(headings)} {}

  /// Missing cells are empty; line ends in a cell become blanks.
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  void print(std::ostream& out) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace iflowsim
