#include "tests/soap_clients/soap_client.h"

#include <filesystem>
#include <stdexcept>
#include <vector>

#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>
#include <Poco/StreamCopier.h>

namespace iflowsim::testing {

namespace {

namespace fs = std::filesystem;

/// Debian's packages are seen by Debian's interpreter.
constexpr const char* kPython = "/usr/bin/python3";

struct Run {
  int status = 0;
  std::string out;
};

Run run(const std::string& program, const std::vector<std::string>& arguments) {
  Poco::Pipe output;
  const Poco::ProcessHandle process = Poco::Process::launch(program, arguments, nullptr, &output, nullptr);
  Poco::PipeInputStream stream(output);
  Run result;
  Poco::StreamCopier::copyToString(stream, result.out);
  result.status = process.wait();
  return result;
}

fs::path project() {
  return IFLOWSIM_SOURCE_DIR;
}

}  // namespace

std::string nameOf(SoapClient client) {
  return client == SoapClient::Zeep ? "zeep" : "soap";
}

std::string whyAbsent(SoapClient client) {
  if (client == SoapClient::NodeSoap) {
    const bool present = fs::exists(project() / "node_modules" / "soap") && run("node", {"--version"}).status == 0;
    return present ? "" : "node or its package soap is absent; ./test installs them";
  }
  const bool present =
      fs::exists(kPython) &&
      run(kPython, {"-c", "import importlib.util as u; exit(u.find_spec('zeep') is None)"}).status == 0;
  return present ? "" : "the Debian package python3-zeep is absent; ./test installs it";
}

nlohmann::json askClient(SoapClient client, const nlohmann::json& request) {
  const fs::path scripts = project() / "tests" / "soap_clients";
  const bool zeep = client == SoapClient::Zeep;
  const Run result = zeep ? run(kPython, {(scripts / "zeep_client.py").string(), request.dump()})
                          : run("node", {(scripts / "soap_client.mjs").string(), request.dump()});
  if (result.status != 0 || result.out.empty()) {
    throw std::runtime_error(nameOf(client) + " ended with status " + std::to_string(result.status));
  }
  return nlohmann::json::parse(result.out);
}

}  // namespace iflowsim::testing
