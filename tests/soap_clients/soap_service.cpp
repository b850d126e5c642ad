#include "tests/soap_clients/soap_service.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>

#include "tests/support/temporary_folder.h"

namespace iflowsim::testing {

namespace fs = std::filesystem;

struct NodeSoapService::Process {
  TemporaryFolder folder;
  Poco::Pipe input;
  Poco::Pipe output;
  std::unique_ptr<Poco::ProcessHandle> handle;
};

NodeSoapService::NodeSoapService(const std::string& description) : process_(std::make_unique<Process>()) {
  const fs::path wsdl = process_->folder.path() / "service.wsdl";
  std::ofstream(wsdl, std::ios::binary) << description;
  const fs::path script = fs::path(IFLOWSIM_SOURCE_DIR) / "tests" / "soap_clients" / "soap_service.mjs";
  process_->handle = std::make_unique<Poco::ProcessHandle>(
      Poco::Process::launch("node", {script.string(), wsdl.string()}, &process_->input, &process_->output, nullptr));
  Poco::PipeInputStream lines(process_->output);
  if (!std::getline(lines, address_)) throw std::runtime_error("the SOAP service did not start");
}

NodeSoapService::~NodeSoapService() {
  process_->input.close(Poco::Pipe::CLOSE_BOTH);
  process_->handle->wait();
}

}  // namespace iflowsim::testing
