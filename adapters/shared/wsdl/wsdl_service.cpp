#include "adapters/shared/wsdl/wsdl_service.h"

#include <algorithm>

#include "adapters/shared/wsdl/wsdl_contract.h"
#include "adapters/shared/wsdl/wsdl_files.h"
#include "adapters/shared/wsdl/wsdl_publication.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// `action` of `"action"`, as the header SOAPAction has it.
std::string_view unquoted(std::string_view action) {
  action = trim(action);
  if (action.size() < 2 || action.front() != '"' || action.back() != '"') return action;
  return action.substr(1, action.size() - 2);
}

}  // namespace

Result<std::shared_ptr<const WsdlService>> WsdlService::load(const Resources& resources, const Choice& choice) {
  const auto files = wsdl::readFiles(resources, choice.url);
  if (!files) return tl::unexpected(files.error());
  const wsdl::WsdlContract contract(*files);
  const auto binding = contract.binding(choice);
  if (!binding) return tl::unexpected(binding.error());
  auto operations = contract.operations(*binding);
  if (!operations) return tl::unexpected(operations.error());

  auto service = std::make_shared<WsdlService>();
  service->operations_ = std::move(*operations);
  if (!contract.hasServices()) wsdl::addService(files->front(), *binding);
  for (const wsdl::WsdlFile& file : *files) {
    wsdl::preparePublication(file);
    const std::string name = file.key == files->front().key ? std::string() : file.name;
    service->files_.emplace(name, std::make_shared<const std::string>(file.document.serialize()));
  }
  return service;
}

std::shared_ptr<const WsdlService> WsdlService::generic(bool one_way) {
  auto service = std::make_shared<WsdlService>();
  service->generic_ = true;
  service->operations_ = {{.name = "invoke",
                           .soap_action = {},
                           .input_name = "invoke",
                           .input_namespace = "http://cxf.component.camel.apache.org/",
                           .one_way = one_way}};
  service->files_.emplace("", std::make_shared<const std::string>(wsdl::genericDescription(one_way)));
  return service;
}

const WsdlOperation* WsdlService::find(std::string_view payload_namespace, std::string_view payload_name,
                                       std::string_view soap_action) const {
  if (generic_) return operations_.data();
  for (const WsdlOperation& operation : operations_) {
    if (operation.rpc ? operation.name == payload_name
                      : operation.input_name == payload_name && operation.input_namespace == payload_namespace) {
      return &operation;
    }
  }
  const std::string_view action = unquoted(soap_action);
  if (action.empty()) return nullptr;
  const auto found = std::find_if(operations_.begin(), operations_.end(),
                                  [&](const WsdlOperation& operation) { return operation.soap_action == action; });
  return found == operations_.end() ? nullptr : &*found;
}

const WsdlOperation* WsdlService::operation(std::string_view name) const {
  const auto found = std::find_if(operations_.begin(), operations_.end(),
                                  [&](const WsdlOperation& operation) { return operation.name == name; });
  return found == operations_.end() ? nullptr : &*found;
}

Result<std::string> WsdlService::published(std::string_view endpoint, std::string_view name) const {
  const auto file = files_.find(name);
  if (file != files_.end()) return replaceAll(*file->second, wsdl::kOwnAddress, escapeXml(endpoint));
  std::vector<std::string> names;
  for (const auto& [imported, text] : files_) {
    if (!imported.empty()) names.push_back(imported);
  }
  return failure("WSDL-006", "The description has no file '" + std::string(name) + "'. " +
                                 (names.empty() ? "It imports none." : "It imports: " + join(names, ", ") + ".") +
                                 " Ask for ?wsdl, and for what it names.");
}

}  // namespace iflowsim
