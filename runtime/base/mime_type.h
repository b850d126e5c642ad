#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iflowsim {

/// A content type taken apart.
struct MimeType {
  /// `text/xml`, in lower case; empty when there is none.
  std::string name;
  /// Names in lower case, values without quotes.
  std::vector<std::pair<std::string, std::string>> parameters;

  /// Empty when absent.
  std::string_view parameter(std::string_view name) const;
};

MimeType readMimeType(std::string_view content_type);

/// Whether content of that type may be XML. A missing type may be any.
bool mayBeXml(const MimeType& type);

}  // namespace iflowsim
