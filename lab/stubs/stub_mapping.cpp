#include "lab/stubs/stub_mapping.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "runtime/base/text.h"

namespace iflowsim {

using nlohmann::json;

namespace {

const StubKeys kMappingKeys{
    .where = "a mapping",
    .known = {"id", "uuid", "name", "request", "response", "priority", "scenarioName", "requiredScenarioState",
              "newScenarioState", "persistent", "insertionIndex", "metadata"},
    .refused = {},
    .without_effect = {"postServeActions", "serveEventListeners"}};
const StubKeys kSiteKeys{.where = "metadata.iflowsim", .known = {"flow", "channel", "receiver"}};

bool isIn(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Reads a text of the mapping; absent is empty.
bool readText(const json& object, const std::string& key, std::string& target, StubProblems& problems) {
  const auto found = object.find(key);
  if (found == object.end()) return true;
  if (found->is_string()) {
    target = found->get<std::string>();
    return true;
  }
  problems.wrongValue(key, "the value of '" + key + "' is no text.", "Put it in quotes.");
  return false;
}

bool readPriority(const json& mapping, int& priority, StubProblems& problems) {
  const auto found = mapping.find("priority");
  if (found == mapping.end()) return true;
  if (found->is_number_integer()) {
    priority = found->get<int>();
    return true;
  }
  problems.wrongValue("priority", "the priority is no whole number.", "Write 1 for the first; without it, it is 5.");
  return false;
}

std::string siteValue(const CallSite& site, const std::string& key) {
  if (key == "flow") return site.flow_id;
  return key == "channel" ? site.channel_name : site.receiver;
}

bool readSite(const json& mapping, RequestPattern& pattern, StubProblems& problems) {
  const json metadata = mapping.value("metadata", json::object());
  if (!metadata.is_object() || !metadata.contains("iflowsim")) return true;
  const json& site = metadata.at("iflowsim");
  if (!checkStubKeys(site, kSiteKeys, problems)) return false;
  for (const std::string& key : kSiteKeys.known) {
    std::string wanted;
    if (!readText(site, key, wanted, problems)) return false;
    if (wanted.empty()) continue;
    pattern.require(
        [key, wanted](const StubRequest& request) { return siteValue(request.request().site, key) == wanted; });
  }
  return true;
}

bool readScenario(const json& mapping, StubMapping& stub, StubProblems& problems) {
  bool good = readText(mapping, "scenarioName", stub.scenario, problems);
  good = readText(mapping, "requiredScenarioState", stub.required_state, problems) && good;
  good = readText(mapping, "newScenarioState", stub.new_state, problems) && good;
  if (!good || !stub.scenario.empty() || (stub.required_state.empty() && stub.new_state.empty())) return good;
  problems.wrongValue("scenarioName", "scenario states are given without a scenario.", "Add scenarioName.");
  return false;
}

}  // namespace

bool checkStubKeys(const json& object, const StubKeys& keys, StubProblems& problems) {
  if (!object.is_object()) {
    problems.wrongValue("", keys.where + " is no object.", "Write {...}.");
    return false;
  }
  bool good = true;
  for (const auto& [key, value] : object.items()) {
    if (isIn(keys.known, key)) continue;
    if (isIn(keys.without_effect, key)) {
      problems.notSupported(key, Severity::Warning, "'" + key + "' has no effect here.",
                            "Remove it, or leave it as it is.");
      continue;
    }
    good = false;
    if (isIn(keys.refused, key)) {
      problems.notSupported(key, Severity::Error, "'" + key + "' is not supported.",
                            "Known are " + join(keys.known, ", ") + '.');
    } else {
      problems.unknownKey(key, keys.where, keys.known);
    }
  }
  return good;
}

std::optional<StubMapping> readStubMapping(const json& mapping, const std::filesystem::path& files,
                                           StubProblems& problems) {
  StubMapping stub;
  // No short circuits: all problems at once.
  bool good = checkStubKeys(mapping, kMappingKeys, problems);
  if (!mapping.is_object()) return std::nullopt;
  good = readText(mapping, "name", stub.name, problems) && good;
  good = readPriority(mapping, stub.priority, problems) && good;
  good = readScenario(mapping, stub, problems) && good;
  good = readSite(mapping, stub.request, problems) && good;
  good = readStubRequest(mapping.value("request", json::object()), stub.request, problems) && good;
  good = readStubResponse(mapping.value("response", json::object()), files, stub, problems) && good;
  if (!good) return std::nullopt;
  return stub;
}

}  // namespace iflowsim
