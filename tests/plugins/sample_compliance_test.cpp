#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include "adapters/testkit/compliance.h"
#include "app/plugins/plugin_library.h"
#include "tests/support/fake_runner.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

/// The adapters of the sample, from its library.
void registerSample(AdapterRegistry& registry) {
  Diagnostics findings;
  const PluginDescription* plugin = openPlugin(IFLOWSIM_SAMPLE_PLUGIN, findings);
  if (plugin == nullptr) throw std::runtime_error(findings.toText());
  plugin->register_adapters(registry);
}

const fs::path& inbox() {
  static const TemporaryFolder kFolder;
  return kFolder.path();
}

void drop(const std::string& name, const std::string& content) {
  std::ofstream(inbox() / name, std::ios::binary) << content;
}

/// A second later the sender looks into its folder, if it is started.
void dropAFile(AdapterBench& bench, Sender& /*sender*/) {
  drop("order.txt", "17");
  bench.passTo(bench.services.clock.now() + std::chrono::seconds(1));
  fs::remove(inbox() / "order.txt");
}

std::vector<AdapterExample> examples() {
  return {{.type = "Folder",
           .direction = Direction::Sender,
           .good = {{"directory", inbox().string()}, {"pollMilliseconds", "1000"}},
           .bad = {{"directory", ""}, {"maximumFileSize", "0"}},
           .arrival = dropAFile},
          {.type = "Folder",
           .direction = Direction::Receiver,
           .good = {{"directory", (inbox() / "none").string()}, {"fileName", "order.txt"}},
           .bad = {{"fileName", "order.txt"}},
           .outage = [](AdapterBench& /*the directory is not there*/) {}}};
}

std::string nameOf(const ::testing::TestParamInfo<ComplianceCase>& given) {
  return given.param.name();
}

class EverySampleAdapter : public ::testing::TestWithParam<ComplianceCase> {};

TEST_P(EverySampleAdapter, Complies) {
  GetParam().run(registerSample, GetParam().example);
}

INSTANTIATE_TEST_SUITE_P(All, EverySampleAdapter, ::testing::ValuesIn(complianceCases(examples())), nameOf);

class EverySampleAdapterFolder : public ::testing::Test {
 protected:
  AdapterBench bench{registerSample};
  TemporaryFolder folder;
  std::shared_ptr<FakeRunner> runner = std::make_shared<FakeRunner>();
};

TEST_F(EverySampleAdapterFolder, NamesTheWrongFieldsOfAChannel) {
  EXPECT_EQ(bench.sender("Folder", {{"directory", ""}, {"pollMilliseconds", "often"}}), nullptr);

  EXPECT_NE(bench.findings().find("FOLDER-002"), std::string::npos) << bench.findings();
  EXPECT_NE(bench.findings().find("FOLDER-003"), std::string::npos) << bench.findings();
}

TEST_F(EverySampleAdapterFolder, DoesNotStartOnADirectoryThatIsNotThere) {
  const auto sender = bench.sender("Folder", {{"directory", (folder.path() / "none").string()}});

  const auto started = sender->start(runner);

  ASSERT_FALSE(started.has_value());
  EXPECT_EQ(started.error().code, "FOLDER-001");
  EXPECT_EQ(sender->fire().error().code, "FOLDER-004");
}

TEST_F(EverySampleAdapterFolder, FailsTheMessageOfAFileThatIsTooLarge) {
  const auto sender = bench.sender("Folder", {{"directory", folder.path().string()}, {"maximumFileSize", "1"}});
  folder.write("large.txt", std::string((1U << 20U) + 1, 'x'));
  ASSERT_TRUE(sender->start(runner).has_value());

  bench.passTo(bench.services.clock.now() + std::chrono::seconds(1));
  sender->stop();

  ASSERT_EQ(runner->outcomes().size(), 1U);
  EXPECT_EQ(runner->outcomes().front().status, RunStatus::Failed);
  EXPECT_EQ(runner->outcomes().front().error->message(),
            "The file large.txt has 1048577 bytes; the channel takes 1048576");
  EXPECT_TRUE(fs::exists(folder.path() / "failed" / "large.txt"));
}

}  // namespace
}  // namespace iflowsim
