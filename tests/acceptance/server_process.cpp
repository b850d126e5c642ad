#include "tests/acceptance/server_process.h"

#include <csignal>
#include <stdexcept>

namespace iflowsim::testing {

namespace {

constexpr std::chrono::seconds kPatience{60};

std::vector<std::string> serveArguments(const std::filesystem::path& tenant, const std::vector<std::string>& settings) {
  std::vector<std::string> arguments{"serve", tenant.string()};
  std::vector<std::string> all{"ports.runtime=0", "ports.management=0"};
  all.insert(all.end(), settings.begin(), settings.end());
  for (const std::string& setting : all) arguments.insert(arguments.end(), {"-D", setting});
  return arguments;
}

}  // namespace

ServerProcess::ServerProcess(const std::filesystem::path& tenant, const std::vector<std::string>& settings)
    : program_(serveArguments(tenant, settings)) {
  ready_ = program_.readLine(kPatience).value_or("");
  if (!ready_.starts_with("ready ")) throw std::runtime_error("the server is not ready: " + ready_ + errors());
}

std::string ServerProcess::announced(const std::string& name) const {
  const auto begin = ready_.find(' ' + name + '=');
  if (begin == std::string::npos) return {};
  const auto value = begin + name.size() + 2;
  return ready_.substr(value, ready_.find(' ', value) - value);
}

void ServerProcess::tellToStop() {
  program_.signal(SIGTERM);
}

int ServerProcess::stop() {
  tellToStop();
  return program_.wait(kPatience);
}

void ServerProcess::kill() {
  program_.signal(SIGKILL);
  program_.wait(kPatience);
}

}  // namespace iflowsim::testing
