#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/local_time.h"
#include "app/verbs/server_verb.h"
#include "app/verbs/table.h"

namespace iflowsim {

namespace {

std::string endpointsOf(const nlohmann::json& flow) {
  std::string text;
  for (const auto& endpoint : flow.at("endpoints")) text += (text.empty() ? "" : " ") + endpoint.get<std::string>();
  return text;
}

class Flows final : public ServerVerb {
 public:
  std::string name() const override { return "flows"; }
  std::string summary() const override { return "List the deployed flows with their states and endpoints"; }

 protected:
  void addOptions(CLI::App& command) override {
    command.footer("Examples:\n  iflowsim flows --tenant samples/hello\n  iflowsim flows --json");
  }

  Result<int> talk(ManagementClient& server, Console& console) override {
    auto answer = server.get("/api/local/flows");
    if (!answer) return tl::unexpected<Error>(answer.error());
    if (json()) {
      console.out << toText(*answer) << '\n';
      return exit_code::kDone;
    }
    Table table({"FLOW", "STATE", "VERSION", "LOG LEVEL", "DEPLOYED", "ENDPOINTS"});
    std::string errors;
    for (const auto& flow : answer->at("flows")) {
      table.add({textOf(flow, "id"), textOf(flow, "state"), textOf(flow, "version"), textOf(flow, "logLevel"),
                 toLocalTime(textOf(flow, "deployedAt")), endpointsOf(flow)});
      if (const std::string error = textOf(flow, "error"); !error.empty()) {
        errors += '\n' + textOf(flow, "id") + ":\n" + error + '\n';
      }
    }
    table.print(console.out);
    console.out << errors;
    return exit_code::kDone;
  }
};

}  // namespace

void register_flows(VerbRegistry& registry) {
  registry.add(std::make_unique<Flows>());
}

}  // namespace iflowsim
