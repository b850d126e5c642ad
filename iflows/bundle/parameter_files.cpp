#include "iflows/bundle/parameter_files.h"

#include "iflows/bundle/java_properties.h"
#include "iflows/bundle/xml_tree.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr const char* kValues = "src/main/resources/parameters.prop";
constexpr const char* kDefinitions = "src/main/resources/parameters.propdef";

using ByName = std::map<std::string, ExternalParameter>;

ExternalParameter& parameterOf(ByName& parameters, const std::string& name) {
  ExternalParameter& parameter = parameters[name];
  parameter.name = name;
  return parameter;
}

void readDefinitions(const std::string& text, const std::string& file, ByName& parameters, Diagnostics& diagnostics) {
  const auto root = readXml(text, XmlLimits{});
  if (!root) {
    diagnostics.add(warningAt("PARAM-006", {file, root.error().place.line, root.error().place.column},
                              {"The parameter definitions are not readable: " + root.error().message,
                               "Export the flow again; until then types and the required mark are unknown."}));
    return;
  }
  for (const XmlElement& item : root->children) {
    if (item.name != "parameter") continue;
    const std::string& name = item.textOf("name");
    if (name.empty()) continue;
    ExternalParameter& parameter = parameterOf(parameters, name);
    parameter.type = item.textOf("type");
    parameter.required = item.textOf("isRequired") == "true";
    parameter.description = item.textOf("description");
  }
}

void readValues(const std::string& text, const std::string& file, ByName& parameters, Diagnostics& diagnostics) {
  auto values = readJavaProperties(text);
  if (!values) {
    diagnostics.add(errorAt("PARAM-004", {file}, {values.error().text, "Export the flow again, or repair the file."}));
    return;
  }
  for (auto& [name, value] : *values) parameterOf(parameters, name).bundled = std::move(value);
}

void checkRequired(const ByName& parameters, const std::string& file, Diagnostics& diagnostics) {
  for (const auto& [name, parameter] : parameters) {
    const auto& value = parameter.configured ? parameter.configured : parameter.bundled;
    if (!parameter.required || (value && !value->empty())) continue;
    diagnostics.add(warningAt("PARAM-002", {file},
                              {"The parameter '" + name + "' is required and has no value.",
                               "Configure it for the tenant, or give it a value in parameters.prop."}));
  }
}

}  // namespace

std::vector<ExternalParameter> readParameters(const Resources& resources, const std::string& bundle_prefix,
                                              const std::map<std::string, std::string>& configured,
                                              Diagnostics& diagnostics) {
  ByName parameters;
  const auto values = resources.find(kValues);
  const auto definitions = resources.find(kDefinitions);
  if (definitions != resources.end()) {
    readDefinitions(*definitions->second, bundle_prefix + kDefinitions, parameters, diagnostics);
  } else if (values != resources.end()) {
    diagnostics.add(warningAt("PARAM-003", {bundle_prefix + kValues},
                              {"There is no parameters.propdef beside it; a real tenant refuses such an upload.",
                               "Add one; an empty <param_references/> is enough."}));
  }
  if (values != resources.end()) readValues(*values->second, bundle_prefix + kValues, parameters, diagnostics);
  for (const auto& [name, value] : configured) parameterOf(parameters, name).configured = value;
  checkRequired(parameters, bundle_prefix + kValues, diagnostics);

  std::vector<ExternalParameter> result;
  for (auto& [name, parameter] : parameters) result.push_back(std::move(parameter));
  return result;
}

}  // namespace iflowsim
