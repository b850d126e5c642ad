#include "app/verbs/plugin_page.h"

#include <nlohmann/json.hpp>

#include "iflows/inspect/fidelity_report.h"

namespace iflowsim {

std::string pluginText(const Plugins& plugins) {
  std::string text;
  for (const LoadedPlugin& plugin : plugins.loaded()) {
    text += "plug-in '" + plugin.title() + "' (" + plugin.file.string() + ")\n";
    for (const AdapterSpec* spec : plugin.adapters) {
      text += "  " + std::string(toText(spec->fidelity)) + ": " + spec->name + " (type " + spec->type;
      if (!spec->protocol.empty()) text += ", protocol " + spec->protocol;
      text += ')';
      if (!spec->difference.empty()) text += ": " + spec->difference;
      text += '\n';
    }
  }
  return text;
}

nlohmann::ordered_json pluginJson(const Plugins& plugins) {
  using nlohmann::ordered_json;
  ordered_json list = ordered_json::array();
  for (const LoadedPlugin& plugin : plugins.loaded()) {
    ordered_json adapters = ordered_json::array();
    for (const AdapterSpec* spec : plugin.adapters) {
      adapters.push_back({{"type", spec->type},
                          {"protocol", spec->protocol},
                          {"direction", std::string(toText(spec->direction))},
                          {"name", spec->name},
                          {"fidelity", std::string(toText(spec->fidelity))},
                          {"difference", spec->difference}});
    }
    list.push_back({{"name", plugin.name},
                    {"version", plugin.version},
                    {"file", plugin.file.string()},
                    {"adapters", std::move(adapters)}});
  }
  return list;
}

}  // namespace iflowsim
