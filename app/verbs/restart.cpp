#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/server_verb.h"

namespace iflowsim {

namespace {

class Restart final : public ServerVerb {
 public:
  std::string name() const override { return "restart"; }
  std::string summary() const override { return "Stop and start a flow; timers that run once stay silent"; }

 protected:
  void addOptions(CLI::App& command) override {
    command.add_option("flow", flow_, "Id of the flow, as 'iflowsim flows' lists it")->required();
    command.footer("Ends with 1 when the flow does not start.\nExample:\n  iflowsim restart Orders");
  }

  Result<int> talk(ManagementClient& server, Console& console) override {
    auto answer = server.post(ManagementClient::flowPath(flow_) + "/restart");
    if (!answer) return tl::unexpected<Error>(answer.error());
    if (json()) {
      console.out << toText(*answer) << '\n';
    } else {
      console.out << flow_ << " is " << textOf(*answer, "state")
                  << (textOf(*answer, "error").empty() ? "" : ":\n" + textOf(*answer, "error")) << '\n';
    }
    return textOf(*answer, "state") == "ERROR" ? exit_code::kFailed : exit_code::kDone;
  }

 private:
  std::string flow_;
};

}  // namespace

void register_restart(VerbRegistry& registry) {
  registry.add(std::make_unique<Restart>());
}

}  // namespace iflowsim
