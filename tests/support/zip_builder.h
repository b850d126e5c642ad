#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iflowsim::testing {

/// Makes zips in memory for tests. Entries come in the order they were added.
class ZipBuilder {
 public:
  ZipBuilder& add(std::string name, std::string bytes);
  /// An entry encrypted with AES and the password `secret`.
  ZipBuilder& addEncrypted(std::string name, std::string bytes);
  std::string build() const;

 private:
  struct Entry {
    std::string name;
    std::string bytes;
    bool encrypted = false;
  };
  std::vector<Entry> entries_;
};

/// A zip of these files.
std::string zipOf(const std::map<std::string, std::string>& files);

/// A copy of the zip with an entry renamed in all headers; both names must have the same length. For names a zip
/// library refuses to write.
std::string renameEntry(std::string zip, std::string_view from, std::string_view to);

}  // namespace iflowsim::testing
