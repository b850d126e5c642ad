#include "adapters/shared/wsdl/wsdl_contract.h"

#include <algorithm>
#include <set>

#include <libxml/tree.h>

#include "runtime/base/text.h"

namespace iflowsim::wsdl {

namespace {

std::string nameAttribute(const xmlNode* node) {
  return attributeText(node, "name");
}

std::string namesOf(const std::vector<xmlNode*>& nodes) {
  std::vector<std::string> names;
  for (const xmlNode* node : nodes) names.push_back(nameAttribute(node));
  return join(names, ", ");
}

xmlNode* named(const std::vector<xmlNode*>& nodes, std::string_view name) {
  const auto found =
      std::find_if(nodes.begin(), nodes.end(), [&](const xmlNode* node) { return nameAttribute(node) == name; });
  return found == nodes.end() ? nullptr : *found;
}

bool isSoapBinding(const xmlNode* binding) {
  return binding != nullptr && soapChild(binding, "binding") != nullptr;
}

std::string has(const std::string& what, const std::vector<xmlNode*>& nodes) {
  return nodes.empty() ? "It has none." : "Its " + what + " are: " + namesOf(nodes) + ".";
}

/// Names of the parts that the binding of an input puts into headers.
std::set<std::string> headerParts(const xmlNode* bound_input) {
  std::set<std::string> parts;
  for (const xmlNode* item : children(bound_input)) {
    if (isSoap(item, "header")) parts.insert(attributeText(item, "part"));
  }
  return parts;
}

/// The part of the message that is the body.
xmlNode* bodyPart(const xmlNode* message, const xmlNode* bound_input) {
  const auto parts = children(message, kWsdl, "part");
  const xmlNode* body = bound_input == nullptr ? nullptr : soapChild(bound_input, "body");
  const auto listed = body == nullptr ? std::nullopt : attribute(body, "parts");
  if (listed) return named(parts, trim(*listed));
  const auto headers = bound_input == nullptr ? std::set<std::string>() : headerParts(bound_input);
  const auto found = std::find_if(parts.begin(), parts.end(),
                                  [&](const xmlNode* part) { return !headers.contains(nameAttribute(part)); });
  return found == parts.end() ? nullptr : *found;
}

/// The operation of the port type that a binding means; of several of one name, that with the same input.
xmlNode* abstractOperation(const xmlNode* port_type, const xmlNode* bound) {
  auto candidates = children(port_type, kWsdl, "operation");
  std::erase_if(candidates, [&](const xmlNode* node) { return nameAttribute(node) != nameAttribute(bound); });
  const xmlNode* bound_input = child(bound, kWsdl, "input");
  const std::string input = bound_input == nullptr ? std::string() : nameAttribute(bound_input);
  for (xmlNode* candidate : candidates) {
    const xmlNode* own = child(candidate, kWsdl, "input");
    if (!input.empty() && own != nullptr && nameAttribute(own) == input) return candidate;
  }
  return candidates.empty() ? nullptr : candidates.front();
}

}  // namespace

WsdlContract::WsdlContract(const std::vector<WsdlFile>& files) : name_(files.front().name) {
  for (const WsdlFile& file : files) {
    const xmlNode* root = xmlDocGetRootElement(file.document.native());
    if (!isElement(root, kWsdl, "definitions")) continue;
    const std::string target = attributeText(root, "targetNamespace");
    for (xmlNode* node : children(root)) {
      const QName name{.namespace_uri = target, .name = nameAttribute(node)};
      if (isElement(node, kWsdl, "service")) services_.push_back(node);
      if (isElement(node, kWsdl, "binding")) bindings_.push_back(node);
      if (isElement(node, kWsdl, "binding")) bindings_by_name_.emplace(name, node);
      if (isElement(node, kWsdl, "portType")) port_types_.emplace(name, node);
      if (isElement(node, kWsdl, "message")) messages_.emplace(name, node);
    }
  }
}

_xmlNode* WsdlContract::lookUp(const Table& table, _xmlNode* where, std::string_view qualified) {
  const auto exact = table.find(resolved(where, qualified));
  if (exact != table.end()) return exact->second;
  // Generators forget the prefix of their own namespace.
  const auto loose = std::find_if(table.begin(), table.end(),
                                  [&](const auto& entry) { return entry.first.name == localPart(qualified); });
  return loose == table.end() ? nullptr : loose->second;
}

Result<_xmlNode*> WsdlContract::binding(const WsdlService::Choice& choice) const {
  if (services_.empty() && choice.service.empty()) return bindingAlone(localPart(choice.port));
  const auto chosen = service(localPart(choice.service));
  if (!chosen) return tl::unexpected(chosen.error());
  return bindingOfPort(*chosen, localPart(choice.port));
}

Result<_xmlNode*> WsdlContract::service(std::string_view name) const {
  if (name.empty() && services_.size() == 1) return services_.front();
  if (name.empty()) {
    return failure("WSDL-004",
                   name_ + " has several services: " + namesOf(services_) + ". Choose one of them in the channel.");
  }
  if (xmlNode* found = named(services_, name)) return found;
  return failure("WSDL-004", name_ + " has no service '" + std::string(name) + "'. " + has("services", services_) +
                                 " Choose one of them in the channel, or take another WSDL.");
}

Result<_xmlNode*> WsdlContract::bindingOfPort(_xmlNode* service, std::string_view name) const {
  const auto ports = children(service, kWsdl, "port");
  const auto binding_of = [&](xmlNode* port) {
    return lookUp(bindings_by_name_, port, attributeText(port, "binding"));
  };
  if (!name.empty()) {
    xmlNode* port = named(ports, name);
    if (port == nullptr) {
      return failure("WSDL-004", "The service " + nameAttribute(service) + " of " + name_ + " has no port '" +
                                     std::string(name) + "'. " + has("ports", ports) +
                                     " Choose one of them as the endpoint of the channel.");
    }
    if (xmlNode* binding = binding_of(port); isSoapBinding(binding)) return binding;
    return failure("WSDL-005", "The port " + std::string(name) + " of " + name_ +
                                   " has no SOAP binding. Choose a port that has one as the endpoint of the channel.");
  }
  for (xmlNode* port : ports) {
    if (xmlNode* binding = binding_of(port); isSoapBinding(binding)) return binding;
  }
  return failure("WSDL-005", "No port of the service " + nameAttribute(service) + " of " + name_ +
                                 " has a SOAP binding. Take a WSDL with one.");
}

Result<_xmlNode*> WsdlContract::bindingAlone(std::string_view name) const {
  for (xmlNode* binding : bindings_) {
    if (isSoapBinding(binding) && (name.empty() || nameAttribute(binding) == name)) return binding;
  }
  return failure("WSDL-005", name_ +
                                 " has neither a service nor a SOAP binding, only abstract definitions. Export it with "
                                 "its binding, or set the service definition of the channel to Manual.");
}

Result<std::vector<WsdlOperation>> WsdlContract::operations(_xmlNode* binding) const {
  xmlNode* port_type = lookUp(port_types_, binding, attributeText(binding, "type"));
  if (port_type == nullptr) {
    return failure("WSDL-002", name_ + " cannot be read as WSDL 1.1: its binding " + nameAttribute(binding) +
                                   " refers to the port type '" + attributeText(binding, "type") +
                                   "', which is not there. Replace it with a valid file.");
  }
  const std::string style = attributeText(soapChild(binding, "binding"), "style");
  std::vector<WsdlOperation> operations;
  for (xmlNode* bound : children(binding, kWsdl, "operation")) {
    const xmlNode* meant = abstractOperation(port_type, bound);
    // Notifications, which have no input, are nothing a caller can ask for.
    if (meant != nullptr && child(meant, kWsdl, "input") == nullptr) continue;
    auto operation = this->operation(bound, port_type, style);
    if (!operation) return tl::unexpected(operation.error());
    operations.push_back(std::move(*operation));
  }
  return operations;
}

Result<WsdlOperation> WsdlContract::operation(_xmlNode* bound, _xmlNode* port_type, std::string_view style) const {
  WsdlOperation result{.name = nameAttribute(bound)};
  const xmlNode* meant = abstractOperation(port_type, bound);
  if (meant == nullptr) {
    return failure("WSDL-002", name_ + " cannot be read as WSDL 1.1: the operation " + result.name +
                                   " of its binding is not in the port type " + nameAttribute(port_type) +
                                   ". Replace it with a valid file.");
  }
  const xmlNode* soap = soapChild(bound, "operation");
  const auto own_style = soap == nullptr ? std::nullopt : attribute(soap, "style");
  result.rpc = own_style.value_or(std::string(style)) == "rpc";
  if (soap != nullptr) result.soap_action = attributeText(soap, "soapAction");
  result.one_way = child(meant, kWsdl, "output") == nullptr;
  xmlNode* input = child(meant, kWsdl, "input");
  if (!result.rpc) readInput(bound, input, result);
  return result;
}

void WsdlContract::readInput(_xmlNode* bound, _xmlNode* input, WsdlOperation& operation) const {
  const xmlNode* message = lookUp(messages_, input, attributeText(input, "message"));
  if (message == nullptr) return;
  xmlNode* part = bodyPart(message, child(bound, kWsdl, "input"));
  if (part == nullptr) return;
  const std::string element = attributeText(part, "element");
  if (element.empty()) return;
  const QName name = resolved(part, element);
  operation.input_name = name.name;
  operation.input_namespace = name.namespace_uri;
}

}  // namespace iflowsim::wsdl
