#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>

#include <gtest/gtest.h>

#include "adapters/shared/wsdl/wsdl_service.h"
#include "iflows/bundle/bundle_reader.h"
#include "runtime/base/text.h"
#include "runtime/message/xml_document.h"

namespace iflowsim {
namespace {

namespace fs = std::filesystem;

/// The folder of real bundles; not part of the project.
fs::path corpusFolder() {
  if (const char* named = std::getenv("IFLOWSIM_CORPUS")) return named;
  return fs::path(IFLOWSIM_SOURCE_DIR) / ".." / "shared" / "corpus";
}

/// Read once.
const std::vector<Artifact>& corpus() {
  static const std::vector<Artifact> kArtifacts = readBundles(corpusFolder()).artifacts;
  return kArtifacts;
}

/// How reading went, and how often.
using Counts = std::map<std::string, int>;

void count(const Result<std::shared_ptr<const WsdlService>>& service, Counts& counts) {
  if (!service) {
    ++counts[service.error().code];
    std::cout << service.error().code << ' ' << service.error().text << '\n';
    return;
  }
  ++counts["loaded"];
  for (const WsdlOperation& operation : (*service)->operations()) {
    ++counts[operation.rpc ? "operations, rpc" : "operations, document"];
    if (operation.one_way) ++counts["operations, one-way"];
    if (!operation.rpc && operation.input_name.empty()) ++counts["operations, document without an element"];
  }
  const auto text = (*service)->published("https://own/cxf/a");
  ASSERT_TRUE(text);
  EXPECT_TRUE(XmlDocument::parse(*text));
}

TEST(WsdlCorpus, IsReadOrSaysWhyNot) {
  const fs::path folder = corpusFolder();
  if (!fs::is_directory(folder)) GTEST_SKIP() << "no corpus at " << folder << "; name one in IFLOWSIM_CORPUS";
  Counts counts;

  for (const Artifact& artifact : corpus()) {
    for (const auto& [key, bytes] : artifact.resources) {
      if (toLower(key).ends_with(".wsdl")) count(WsdlService::load(artifact.resources, {.url = key}), counts);
    }
  }

  for (const auto& [what, number] : counts) std::cout << what << ": " << number << '\n';
  EXPECT_GT(counts["loaded"], 0);
  EXPECT_EQ(counts["WSDL-001"] + counts["WSDL-002"] + counts["WSDL-004"], 0);
}

/// Channels name their service and port.
TEST(WsdlCorpus, HasEveryServiceAndPortOfItsChannels) {
  const fs::path folder = corpusFolder();
  if (!fs::is_directory(folder)) GTEST_SKIP() << "no corpus at " << folder << "; name one in IFLOWSIM_CORPUS";
  int channels = 0;

  for (const Artifact& artifact : corpus()) {
    if (!artifact.flow) continue;
    for (const Channel& channel : artifact.flow->channels) {
      const WsdlService::Choice choice{.url = channel.properties.get("soapWsdlURL"),
                                       .service = channel.properties.get("soapServiceName"),
                                       .port = channel.properties.get("soapWsdlPortName")};
      if (choice.url.empty()) continue;
      ++channels;
      const auto service = WsdlService::load(artifact.resources, choice);
      EXPECT_TRUE(service) << artifact.bundle << ": " << service.error().code << ' ' << service.error().text;
    }
  }

  std::cout << "channels with a description: " << channels << '\n';
  EXPECT_GT(channels, 0);
}

}  // namespace
}  // namespace iflowsim
