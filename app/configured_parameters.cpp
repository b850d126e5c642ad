#include "app/configured_parameters.h"

#include "iflows/bundle/java_properties.h"
#include "runtime/base/file.h"

namespace iflowsim {

std::filesystem::path configuredParametersFile(const std::filesystem::path& tenant, const std::string& flow_id) {
  return tenant / "parameters" / (flow_id + ".prop");
}

std::map<std::string, std::string> readConfiguredParameters(const std::filesystem::path& tenant,
                                                            const std::string& flow_id, Diagnostics& findings) {
  const std::filesystem::path file = configuredParametersFile(tenant, flow_id);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return {};
  std::string reason = "It is no file of at most 16 MB that this user may read.";
  if (const auto text = readFile(file)) {
    auto values = readJavaProperties(*text);
    if (values) return *std::move(values);
    reason = values.error().text;
  }
  findings.add({.code = "PARAM-007",
                .place = {file.string()},
                .element_kind = "Configured parameters",
                .element_name = flow_id,
                .message = "The values of the bundle are used: " + reason,
                .remedy = "Correct the file, or remove it."});
  return {};
}

}  // namespace iflowsim
