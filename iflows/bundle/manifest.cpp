#include "iflows/bundle/manifest.h"

#include <algorithm>

#include "iflows/bundle/finding.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

const std::string kEmpty;

/// The physical lines, for each of the three line ends the format allows.
std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find_first_of("\r\n", start), text.size());
    lines.push_back(text.substr(start, end - start));
    start = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return lines;
}

}  // namespace

void Manifest::set(std::string name, std::string value) {
  const auto found = std::find_if(headers_.begin(), headers_.end(),
                                  [&](const auto& header) { return equalsIgnoreCase(header.first, name); });
  if (found == headers_.end()) {
    headers_.emplace_back(std::move(name), std::move(value));
  } else {
    found->second = std::move(value);
  }
}

const std::string& Manifest::get(std::string_view name) const {
  const auto found = std::find_if(headers_.begin(), headers_.end(),
                                  [&](const auto& header) { return equalsIgnoreCase(header.first, name); });
  return found == headers_.end() ? kEmpty : found->second;
}

Manifest readManifest(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  Manifest manifest;
  std::string header;
  int header_line = 0;
  const auto finish = [&] {
    if (header_line == 0) return;
    const auto colon = header.find(':');
    if (colon == std::string::npos || colon == 0) {
      diagnostics.add(warningAt("MANIFEST-003", {file, header_line, 1},
                                {"The line is no header of the form 'Name: value'.", "Correct or remove it."}));
    } else {
      manifest.set(header.substr(0, colon), std::string(trim(std::string_view(header).substr(colon + 1))));
    }
    header.clear();
    header_line = 0;
  };
  int line_number = 0;
  for (const std::string_view line : linesOf(text)) {
    ++line_number;
    if (line.empty() && manifest.empty() && header_line == 0) continue;
    if (line.empty()) break;
    if (line.front() == ' ' && header_line != 0) {
      header += line.substr(1);
      continue;
    }
    finish();
    header = line;
    header_line = line_number;
  }
  finish();
  return manifest;
}

}  // namespace iflowsim
