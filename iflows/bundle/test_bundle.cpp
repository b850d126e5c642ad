#include "iflows/bundle/test_bundle.h"

#include <fstream>

#include <stdlib.h>

namespace iflowsim::testing {

namespace fs = std::filesystem;

TestFolder::TestFolder() {
  std::string name = (fs::temp_directory_path() / "iflowsim-bundle-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path TestFolder::write(const std::string& name, const std::string& bytes) const {
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
  return file;
}

void TestFolder::writeAll(const std::string& below, const BundleFiles& files) const {
  for (const auto& [name, bytes] : files) write(below + '/' + name, bytes);
}

BundleSet readZipped(const BundleFiles& files, const ReadOptions& options) {
  const TestFolder folder;
  return readBundles(folder.write("test.zip", zipOf(files)), options);
}

Diagnostics allFindings(const BundleSet& set) {
  Diagnostics all = set.diagnostics;
  for (const Artifact& artifact : set.artifacts) all.append(artifact.diagnostics);
  return all;
}

const Diagnostic* findingOf(const Diagnostics& diagnostics, const std::string& code) {
  for (const Diagnostic& item : diagnostics.items()) {
    if (item.code == code) return &item;
  }
  return nullptr;
}

}  // namespace iflowsim::testing
