#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/text.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/script_engine.h"
#include "runtime/steps/transform/hosted_step.h"

namespace iflowsim {

namespace {

constexpr std::string_view kScriptFolder = "src/main/resources/script/";
constexpr const char* kScriptException = "javax.script.ScriptException";

/// Stands for a script of a collection that the tenant does not have: the flow starts, and its messages fail here.
class MissingScript final : public Step {
 public:
  explicit MissingScript(std::string why) : why_(std::move(why)) {}

  Signal process(Exchange& /*exchange*/) const override { throw FlowError(kScriptException, why_); }

 private:
  std::string why_;
};

/// The key of the script among the files of its bundle: its name below the folder of scripts, with or without its
/// ending, in any case. Source: iflow-format sections 6 and 13. None when there is no such file.
std::optional<std::string> findScript(const Resources& files, std::string_view name) {
  while (name.starts_with('/')) name.remove_prefix(1);
  for (const std::string_view folder : {std::string_view("src/main/resources/"), std::string_view("script/")}) {
    if (name.starts_with(folder)) name.remove_prefix(folder.size());
  }
  std::vector<std::string> wanted;
  for (const std::string_view ending : {"", ".groovy", ".gsh", ".js"}) {
    wanted.push_back(std::string(kScriptFolder) + std::string(name) + std::string(ending));
  }
  return findFile(files, wanted);
}

std::string namesOf(const Resources& files) {
  std::vector<std::string> names;
  for (const auto& [path, content] : files) {
    if (path.starts_with(kScriptFolder)) names.push_back(path.substr(kScriptFolder.size()));
  }
  return names.empty() ? "none" : join(names, ", ");
}

/// What the step becomes when its script is in a collection that lacks it.
StepPtr missing(BuildContext& context, const Node& node, const std::string& what, const std::string& remedy) {
  context.report(Severity::Warning, "SCRIPT-003", node, what + " Every message fails here.", remedy);
  return std::make_shared<MissingScript>(what);
}

StepPtr compile(BuildContext& context, const Node& node, const ScriptBundle& bundle, const std::string& file) {
  ScriptEntry entry;
  entry.language = toLower(file).ends_with(".js") ? ScriptLanguage::JavaScript : ScriptLanguage::Groovy;
  entry.file = file;
  if (const std::string_view function = trim(node.properties.get("scriptFunction")); !function.empty()) {
    entry.function = function;
  }
  return hostedStep(context, node, {.word = "script", .problem_code = "SCRIPT-004"}, bundle, entry);
}

StepPtr buildFromCollection(BuildContext& context, const Node& node, const std::string& id, const std::string& name) {
  const auto collection = context.services().scripts->collection(id);
  if (!collection) {
    return missing(context, node, "The script collection '" + id + "' is not deployed.",
                   "Put its bundle into the tenant's flows, then deploy this flow again.");
  }
  const auto file = findScript(collection->resources, name);
  if (!file) {
    return missing(context, node, "The script collection '" + id + "' has no script '" + name + "'.",
                   "Its scripts: " + namesOf(collection->resources) + '.');
  }
  return compile(context, node, *collection, *file);
}

StepPtr build(BuildContext& context, const Node& node) {
  const std::string name(trim(node.properties.get("script")));
  if (name.empty()) {
    context.report(Severity::Error, "SCRIPT-001", node, "The step names no script.", "Choose its script file.");
    return nullptr;
  }
  if (context.services().scripts == nullptr) {
    context.report(Severity::Error, "SCRIPT-005", node, "Scripts are switched off in this tenant.",
                   "Switch them on, or take the step out.");
    return nullptr;
  }
  const std::string collection(trim(node.properties.get("scriptBundleId")));
  if (!collection.empty()) return buildFromCollection(context, node, collection, name);
  const auto file = findScript(context.flow().resources, name);
  if (!file) {
    context.report(
        Severity::Error, "SCRIPT-002", node, "The bundle has no script '" + name + "'.",
        "Add it to " + std::string(kScriptFolder) + "; there are: " + namesOf(context.flow().resources) + '.');
    return nullptr;
  }
  return compile(context, node, {context.flow().id, context.flow().resources}, *file);
}

}  // namespace

void register_script(StepRegistry& registry);
void register_script(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Script";
  spec.summary = "Lets a Groovy script or JavaScript work on the message.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference = "Runs on Groovy 2.4 and Java 17; scripts of version 2.0 of the step too.";
  spec.properties = {
      {.name = "script", .meaning = "File of the script", .required = true},
      {.name = "scriptFunction", .meaning = "Function to call", .default_value = "processData"},
      {.name = "scriptBundleId", .meaning = "Script collection that has the file; empty: the flow itself"}};
  spec.kinds = {"Script/GroovyScript", "Script/JavaScript"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
