#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/server_verb.h"

namespace iflowsim {

namespace {

class Undeploy final : public ServerVerb {
 public:
  std::string name() const override { return "undeploy"; }
  std::string summary() const override { return "Stop a flow and move its bundle out of the tenant's folder"; }

 protected:
  void addOptions(CLI::App& command) override {
    command.add_option("flow", flow_, "Id of the flow, as 'iflowsim flows' lists it")->required();
    command.footer("The bundle is kept in <tenant>/.iflowsim/undeployed.\nExample:\n  iflowsim undeploy Orders");
  }

  Result<int> talk(ManagementClient& server, Console& console) override {
    auto answer = server.remove(ManagementClient::flowPath(flow_));
    if (!answer) return tl::unexpected<Error>(answer.error());
    if (json()) {
      console.out << toText(*answer) << '\n';
    } else {
      console.out << "Undeployed " << flow_ << ". Its bundle is kept in .iflowsim/undeployed." << '\n';
    }
    return exit_code::kDone;
  }

 private:
  std::string flow_;
};

}  // namespace

void register_undeploy(VerbRegistry& registry) {
  registry.add(std::make_unique<Undeploy>());
}

}  // namespace iflowsim
