// Runs one flow spec (*.flow.yaml) and says what is not as the spec has it. The form of a spec: tests/flows/README.md.
#include <iostream>
#include <stdexcept>

#include "tests/flows/runner/spec_check.h"
#include "tests/flows/runner/spec_tenant.h"

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: flow_spec_runner <file>.flow.yaml\n";
    return 2;
  }
  const std::filesystem::path file = arguments[1];
  try {
    const YAML::Node spec = YAML::LoadFile(file.string());
    iflowsim::SpecTenant tenant(spec, file.parent_path());
    const std::vector<std::string> problems = iflowsim::checkSpec(spec, tenant);
    for (const std::string& problem : problems) std::cerr << file.filename().string() << ": " << problem << '\n';
    return problems.empty() ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << file.filename().string() << ": the spec cannot be run: " << error.what() << '\n';
    return 2;
  }
}
