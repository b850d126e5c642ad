#pragma once

#include <filesystem>
#include <string>

#include "iflows/bundle/bundle_reader.h"
#include "tests/support/bundle_texts.h"
#include "tests/support/zip_builder.h"

/// What the tests of the bundle reader share.
namespace iflowsim::testing {

/// A folder that is removed with everything in it.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// Writes a file, making the folders above it, and gives its path.
  std::filesystem::path write(const std::string& name, const std::string& bytes) const;
  void writeAll(const std::string& below, const BundleFiles& files) const;

 private:
  std::filesystem::path path_;
};

/// Reads a zip of these files.
BundleSet readZipped(const BundleFiles& files, const ReadOptions& options = {});
/// All findings of a set: of the container, then of each artifact.
Diagnostics allFindings(const BundleSet& set);
/// The first finding with that code; a null pointer when there is none. The diagnostics must outlive it.
const Diagnostic* findingOf(const Diagnostics& diagnostics, const std::string& code);

}  // namespace iflowsim::testing
