#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/server_verb.h"

namespace iflowsim {

namespace {

class SetLogLevel final : public ServerVerb {
 public:
  std::string name() const override { return "log-level"; }
  std::string summary() const override { return "Set how much of a flow's next messages is logged"; }

 protected:
  void addOptions(CLI::App& command) override {
    command.add_option("flow", flow_, "Id of the flow, as 'iflowsim flows' lists it")->required();
    command.add_option("level", level_, "NONE, ERROR, INFO, DEBUG or TRACE")
        ->required()
        ->check(CLI::IsMember({"NONE", "ERROR", "INFO", "DEBUG", "TRACE"}, CLI::ignore_case));
    command.footer(
        "TRACE keeps headers, properties and body before and after every step.\n"
        "Example:\n  iflowsim log-level Orders TRACE");
  }

  Result<int> talk(ManagementClient& server, Console& console) override {
    auto answer = server.put(ManagementClient::flowPath(flow_) + "/log-level", {{"level", level_}});
    if (!answer) return tl::unexpected<Error>(answer.error());
    if (json()) {
      console.out << toText(*answer) << '\n';
    } else {
      console.out << flow_ << " now logs at " << textOf(*answer, "level") << ".\n";
    }
    return exit_code::kDone;
  }

 private:
  std::string flow_;
  std::string level_;
};

}  // namespace

void register_log_level(VerbRegistry& registry) {
  registry.add(std::make_unique<SetLogLevel>());
}

}  // namespace iflowsim
