#include <filesystem>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/server_verb.h"
#include "app/verbs/table.h"

namespace iflowsim {

namespace {

class Deploy final : public ServerVerb {
 public:
  std::string name() const override { return "deploy"; }
  std::string summary() const override { return "Copy bundles into the tenant and deploy their flows"; }

 protected:
  void addOptions(CLI::App& command) override {
    command.add_option("bundle", bundles_, "Bundles as exported (zip) or unpacked (folder)")->required();
    command.footer(
        "Examples:\n  iflowsim deploy orders.zip --tenant samples/hello\n  iflowsim deploy exports/*.zip\n"
        "Ends with 1 when a flow does not reach STARTED.");
  }

  Result<int> talk(ManagementClient& server, Console& console) override {
    nlohmann::json flows = nlohmann::json::array();
    for (const std::string& bundle : bundles_) {
      const std::filesystem::path path = std::filesystem::absolute(bundle).lexically_normal();
      auto answer = server.post("/api/local/deploy", {{"path", path.string()}});
      if (!answer) return tl::unexpected<Error>(answer.error());
      for (auto& flow : answer->at("flows")) flows.push_back(std::move(flow));
    }
    bool started = true;
    for (const auto& flow : flows) started = started && textOf(flow, "state") != "ERROR";
    json() ? void(console.out << toText({{"flows", flows}}) << '\n') : print(flows, console);
    return started ? exit_code::kDone : exit_code::kFailed;
  }

 private:
  static void print(const nlohmann::json& flows, Console& console) {
    Table table({"FLOW", "STATE", "VERSION"});
    for (const auto& flow : flows) table.add({textOf(flow, "id"), textOf(flow, "state"), textOf(flow, "version")});
    table.print(console.out);
    for (const auto& flow : flows) {
      if (const std::string error = textOf(flow, "error"); !error.empty()) console.err << error << '\n';
    }
  }

  std::vector<std::string> bundles_;
};

}  // namespace

void register_deploy(VerbRegistry& registry) {
  registry.add(std::make_unique<Deploy>());
}

}  // namespace iflowsim
