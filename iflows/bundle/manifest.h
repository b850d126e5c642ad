#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/diagnostic.h"

namespace iflowsim {

/// The headers of the main section of a MANIFEST.MF. Source: iflow-format section 2.
class Manifest {
 public:
  /// A header given again replaces the earlier one, as Java does.
  void set(std::string name, std::string value);
  /// Value of the header, its name in any case; empty when absent.
  const std::string& get(std::string_view name) const;
  bool empty() const { return headers_.empty(); }
  auto begin() const { return headers_.begin(); }
  auto end() const { return headers_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> headers_;
};

/// Joins continuation lines (line end and one blank) and stops at the first empty line. A line that is no header is
/// skipped with the warning `MANIFEST-003`; `file` is its place.
Manifest readManifest(std::string_view text, const std::string& file, Diagnostics& diagnostics);

}  // namespace iflowsim
