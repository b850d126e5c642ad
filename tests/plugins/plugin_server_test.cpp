#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/acceptance/program.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr std::chrono::seconds kPatience{60};

std::string textOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A copy of the sample's tenant with folders of its own.
class PluginServer : public ::testing::Test {
 protected:
  PluginServer() {
    fs::copy(IFLOWSIM_SOURCE_DIR "/samples/custom-adapter/tenant", tenant, fs::copy_options::recursive);
    fs::create_directories(folder.path() / "inbox");
    fs::create_directories(folder.path() / "outbox");
    folder.write("tenant/parameters/file-orders.prop", "inbox=" + (folder.path() / "inbox").string() +
                                                           "\noutbox=" + (folder.path() / "outbox").string() + '\n');
  }

  std::vector<std::string> serve(const std::vector<std::string>& more) const {
    std::vector<std::string> words{"serve", tenant.string(), "-D", "ports.runtime=0", "-D", "ports.management=0"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  void putIntoTenant(const fs::path& library) const {
    fs::create_directories(tenant / "plugins");
    fs::copy(library, tenant / "plugins");
  }

  nlohmann::json ask(const std::string& verb) const {
    return nlohmann::json::parse(runProgram({verb, "--tenant", tenant.string(), "--json"}).out);
  }

  /// Lets a file through the flow of a server that says it is ready, and ends the server.
  void expectAMessageThrough(Program& server) const {
    const auto ready = server.readLine(kPatience);
    ASSERT_TRUE(ready && ready->starts_with("ready ")) << server.errors();
    ASSERT_THAT(*ready, HasSubstr("flows=1"));

    folder.write("inbox/4711.txt", "ten apples");

    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    std::string log;
    while (log.find("COMPLETED") == std::string::npos && std::chrono::steady_clock::now() < deadline) {
      log = ask("logs").dump();
    }
    EXPECT_THAT(log, HasSubstr("COMPLETED"));
    EXPECT_EQ(textOf(folder.path() / "outbox" / "order-4711.txt"), "order of 4711.txt: ten apples");
    server.signal(SIGTERM);
    EXPECT_EQ(server.wait(kPatience), 0) << server.errors();
    EXPECT_TRUE(fs::exists(folder.path() / "inbox" / "done" / "4711.txt"));
  }

  TemporaryFolder folder;
  fs::path tenant = folder.path() / "tenant";
};

// P-PLUGIN-001
TEST_F(PluginServer, RunsTheAdaptersOfAPluginThatWasGiven) {
  Program server(serve({"--plugin", IFLOWSIM_SAMPLE_PLUGIN}));

  expectAMessageThrough(server);

  EXPECT_THAT(server.errors(), HasSubstr("A plug-in was loaded."));
}

TEST_F(PluginServer, RunsTheAdaptersOfAPluginInItsFolder) {
  putIntoTenant(IFLOWSIM_SAMPLE_PLUGIN);
  Program server(serve({}));

  expectAMessageThrough(server);
}

TEST_F(PluginServer, DoesNotStartWithoutAPluginThatWasGiven) {
  const Outcome outcome = runProgram(serve({"--plugin", IFLOWSIM_FAULTY_PLUGINS "/throwing.so"}));

  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("error PLUGIN-007 "));
  EXPECT_THAT(outcome.err, HasSubstr("The licence has expired."));
}

// P-PLUGIN-002
TEST_F(PluginServer, StartsWithoutAPluginOfItsFolderThatDoesNotFitAndSaysSo) {
  putIntoTenant(IFLOWSIM_FAULTY_PLUGINS "/other_compiler.so");
  Program server(serve({}));

  const auto ready = server.readLine(kPatience);

  ASSERT_TRUE(ready && ready->starts_with("ready ")) << server.errors();
  EXPECT_THAT(*ready, HasSubstr("flows=0"));
  EXPECT_THAT(server.errors(), HasSubstr("PLUGIN-005"));
  EXPECT_THAT(ask("flows").dump(), HasSubstr("Sender channels of the type 'Folder' are not supported"));
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait(kPatience), 0);
}

}  // namespace
}  // namespace iflowsim::testing
