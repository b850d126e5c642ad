#include "tests/support/bundle_reading.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/zip_builder.h"

namespace iflowsim::testing {

BundleSet readZipped(const BundleFiles& files, const ReadOptions& options) {
  return readBytes(zipOf(files), options);
}

BundleSet readBytes(const std::string& zip, const ReadOptions& options) {
  const TemporaryFolder folder;
  return readBundles(folder.write("test.zip", zip), options);
}

Artifact readFlowOf(const std::string& collaboration, const std::string& processes, const ReadOptions& options) {
  BundleSet set = readZipped(flowBundle("Test", collaboration, processes), options);
  return set.artifacts.empty() ? Artifact() : std::move(set.artifacts.front());
}

Diagnostics allFindings(const BundleSet& set) {
  Diagnostics all = set.diagnostics;
  for (const Artifact& artifact : set.artifacts) all.append(artifact.diagnostics);
  return all;
}

Diagnostic findingOf(const Diagnostics& diagnostics, const std::string& code) {
  for (const Diagnostic& item : diagnostics.items()) {
    if (item.code == code) return item;
  }
  return {Severity::Warning, "no " + code, {}, "", "", "", "The findings are:\n" + diagnostics.toText(), ""};
}

}  // namespace iflowsim::testing
