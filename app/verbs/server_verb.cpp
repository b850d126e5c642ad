#include "app/verbs/server_verb.h"

#include <ostream>

#include <CLI/CLI.hpp>

namespace iflowsim {

void ServerVerb::setup(CLI::App& command) {
  addOptions(command);
  command.add_option("--tenant", tenant_, "Folder of the tenant whose server is asked")->capture_default_str();
  command.add_flag("--json", json_, "Print JSON for programs");
}

int ServerVerb::run(Console& console) {
  auto client = ManagementClient::open(tenant_);
  const Result<int> outcome = client ? talk(*client, console) : Result<int>(tl::unexpected<Error>(client.error()));
  if (outcome) return *outcome;
  const Error& error = outcome.error();
  if (json_) console.out << toText({{"error", {{"code", error.code}, {"text", error.text}}}}) << '\n';
  console.err << "error " << error.code << ' ' << error.text << '\n';
  return exitCodeOf(error);
}

std::string textOf(const nlohmann::json& object, const char* member) {
  const auto found = object.find(member);
  if (found == object.end() || found->is_null()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

std::string toText(const nlohmann::json& json) {
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace iflowsim
