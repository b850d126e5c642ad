#include <ostream>

#include <CLI/CLI.hpp>

#include "app/verbs/server_verb.h"

namespace iflowsim {

namespace {

class Fire final : public ServerVerb {
 public:
  std::string name() const override { return "fire"; }
  std::string summary() const override { return "Start one message of a timer flow now"; }

 protected:
  void addOptions(CLI::App& command) override {
    command.add_option("flow", flow_, "Id of the flow, as 'iflowsim flows' lists it")->required();
    command.footer("Example:\n  iflowsim fire Nightly && iflowsim logs --flow Nightly");
  }

  Result<int> talk(ManagementClient& server, Console& console) override {
    auto answer = server.post(ManagementClient::flowPath(flow_) + "/fire");
    if (!answer) return tl::unexpected<Error>(answer.error());
    if (json()) {
      console.out << toText(*answer) << '\n';
    } else {
      console.out << "Started a message of " << flow_ << ". See: iflowsim logs --flow " << flow_ << '\n';
    }
    return exit_code::kDone;
  }

 private:
  std::string flow_;
};

}  // namespace

void register_fire(VerbRegistry& registry) {
  registry.add(std::make_unique<Fire>());
}

}  // namespace iflowsim
