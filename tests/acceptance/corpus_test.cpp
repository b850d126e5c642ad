#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/acceptance/hello_tenant.h"

namespace iflowsim::testing {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// The folder of real bundles; not part of the project.
fs::path corpusFolder() {
  if (const char* named = std::getenv("IFLOWSIM_CORPUS")) return named;
  return fs::path(IFLOWSIM_SOURCE_DIR) / ".." / "shared" / "corpus";
}

struct DeployableFlow {
  std::string id;
  fs::path bundle;
};

/// What `iflowsim check` says of the whole corpus; asked once.
const Outcome& checkedCorpus() {
  static const Outcome outcome = runProgram({"check", corpusFolder().string(), "--json"});
  return outcome;
}

std::vector<DeployableFlow> deployableFlows() {
  std::vector<DeployableFlow> flows;
  const json report = json::parse(checkedCorpus().out);
  for (const json& artifact : report.at("artifacts")) {
    if (artifact.at("kind") != "IntegrationFlow" || !artifact.at("deployable").get<bool>()) continue;
    flows.push_back({.id = artifact.at("id"), .bundle = artifact.at("bundle").get<std::string>()});
  }
  return flows;
}

/// Bundles whose ids or addresses are taken by another bundle cannot run beside it, here or on a tenant.
bool clashes(const json& flow) {
  const std::string error = flow.at("error");
  return error.find("already in use") != std::string::npos || error.find("already has a consumer") != std::string::npos;
}

/// One tenant with as many of the flows as can run beside each other.
class Round {
 public:
  /// Takes out of `pending` what is deployed in this round and reaches STARTED, or fails for another reason than a
  /// clash.
  explicit Round(std::vector<DeployableFlow>& pending) {
    const auto left_out = place(pending);
    fs::create_directories(folder_.path() / "flows");
    ServerProcess server(folder_.path());
    std::map<std::string, json> listed;
    const json answer = json::parse(runProgram({"flows", "--json", "--tenant", folder_.path().string()}).out);
    for (const json& flow : answer.at("flows")) listed[flow.at("id")] = flow;
    pending = left_out;
    for (const DeployableFlow& flow : placed_) judge(flow, listed[flow.id], pending);
    EXPECT_EQ(server.stop(), 0);
  }

  std::size_t started() const { return started_; }

 private:
  std::vector<DeployableFlow> place(const std::vector<DeployableFlow>& pending) {
    std::vector<DeployableFlow> left_out;
    std::set<std::string> ids;
    for (const DeployableFlow& flow : pending) {
      if (!ids.insert(flow.id).second) {
        left_out.push_back(flow);
        continue;
      }
      fs::create_directories(folder_.path() / "flows");
      fs::copy_file(flow.bundle, folder_.path() / "flows" / (std::to_string(placed_.size()) + ".zip"));
      placed_.push_back(flow);
    }
    return left_out;
  }

  void judge(const DeployableFlow& flow, const json& listed, std::vector<DeployableFlow>& pending) {
    if (listed.is_object() && listed.at("state") == "STARTED") {
      ++started_;
    } else if (listed.is_object() && clashes(listed)) {
      pending.push_back(flow);
    } else {
      ADD_FAILURE() << flow.bundle << " is called deployable but does not start: " << listed.dump(2);
    }
  }

  TemporaryFolder folder_;
  std::vector<DeployableFlow> placed_;
  std::size_t started_ = 0;
};

TEST(Corpus, IsLoadedWholeByCheck) {
  if (!fs::is_directory(corpusFolder())) {
    GTEST_SKIP() << "no corpus at " << corpusFolder() << "; name one in IFLOWSIM_CORPUS";
  }

  const Outcome& outcome = checkedCorpus();

  EXPECT_EQ(outcome.status, 1) << outcome.err;
  const json report = json::parse(outcome.out);
  std::map<std::string, std::size_t> kinds;
  for (const json& artifact : report.at("artifacts")) ++kinds[artifact.at("kind").get<std::string>()];
  for (const auto& [kind, count] : kinds) std::printf("%s: %zu\n", kind.c_str(), count);
  std::printf("integration flows that can be deployed: %zu\n", deployableFlows().size());
  EXPECT_EQ(kinds["IntegrationFlow"], 218U);
  for (const json& finding : report.at("findings")) EXPECT_EQ(finding.at("severity"), "warning") << finding;
}

TEST(Corpus, StartsWhatCheckCallsDeployable) {
  if (!fs::is_directory(corpusFolder())) {
    GTEST_SKIP() << "no corpus at " << corpusFolder() << "; name one in IFLOWSIM_CORPUS";
  }
  std::vector<DeployableFlow> pending = deployableFlows();
  const std::size_t deployable = pending.size();
  std::size_t started = 0;
  int rounds = 0;

  // Every round starts at least one flow of those that clash with each other.
  for (std::size_t before = pending.size() + 1; !pending.empty() && pending.size() < before; ++rounds) {
    before = pending.size();
    started += Round(pending).started();
    std::printf("round %d: %zu started so far, %zu clash with others\n", rounds + 1, started, pending.size());
  }

  EXPECT_GT(deployable, 0U);
  EXPECT_EQ(started, deployable);
  std::printf("%zu of %zu flows that check calls deployable reach STARTED, in %d rounds\n", started, deployable,
              rounds);
}

}  // namespace
}  // namespace iflowsim::testing
