#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/text.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/script_engine.h"
#include "runtime/steps/transform/hosted_step.h"

namespace iflowsim {

namespace {

constexpr std::string_view kResources = "src/main/resources/";
constexpr std::string_view kMappingFolder = "src/main/resources/mapping/";
constexpr std::string_view kScheme = "dir://mapping/xslt/";

bool isStylesheet(std::string_view path) {
  const std::string lower = toLower(path);
  return lower.ends_with(".xsl") || lower.ends_with(".xslt");
}

/// The step names its file by an address, and by a path without its ending besides. Source: iflow-format section 11.
std::string nameOf(const Node& node) {
  for (const char* key : {"mappinguri", "mappingpath", "mappingname"}) {
    std::string_view name = trim(node.properties.get(key));
    if (name.starts_with(kScheme)) name.remove_prefix(kScheme.size());
    while (name.starts_with('/')) name.remove_prefix(1);
    if (!name.empty()) return std::string(name);
  }
  return "";
}

/// The key of the stylesheet among the files of the bundle, in any case, with or without its ending.
std::optional<std::string> findStylesheet(const Resources& files, std::string_view name) {
  std::vector<std::string> wanted;
  for (const std::string_view folder : {std::string_view(), kResources, kMappingFolder}) {
    for (const std::string_view ending : {"", ".xsl", ".xslt"}) {
      std::string path = std::string(folder) + std::string(name) + std::string(ending);
      if (isStylesheet(path)) wanted.push_back(std::move(path));
    }
  }
  return findFile(files, wanted);
}

std::string namesOf(const Resources& files) {
  std::vector<std::string> names;
  for (const auto& [path, content] : files) {
    if (isStylesheet(path)) names.push_back(path.starts_with(kResources) ? path.substr(kResources.size()) : path);
  }
  return names.empty() ? "none" : join(names, ", ");
}

/// What the stylesheet is for the script host: its file, or the header that names it for each message.
std::optional<std::string> source(BuildContext& context, const Node& node) {
  if (equalsIgnoreCase(trim(node.properties.get("mappingSource")), "mappingSrcHeader")) {
    const std::string header(trim(node.properties.get("mappingHeaderNameKey")));
    if (!header.empty()) return "header:" + header;
    context.report(Severity::Error, "XSLT-001", node, "The step names no header that says its stylesheet.",
                   "Enter the name of the header.");
    return std::nullopt;
  }
  const std::string name = nameOf(node);
  if (name.empty()) {
    context.report(Severity::Error, "XSLT-001", node, "The step names no stylesheet.", "Choose its XSLT file.");
    return std::nullopt;
  }
  auto file = findStylesheet(context.flow().resources, name);
  if (!file) {
    context.report(
        Severity::Error, "XSLT-002", node, "The bundle has no stylesheet '" + name + "'.",
        "Add it to " + std::string(kMappingFolder) + "; there are: " + namesOf(context.flow().resources) + '.');
  }
  return file;
}

StepPtr build(BuildContext& context, const Node& node) {
  auto file = source(context, node);
  if (!file) return nullptr;
  if (context.services().scripts == nullptr) {
    context.report(Severity::Error, "SCRIPT-005", node, "Scripts are switched off in this tenant, and XSLT with them.",
                   "Switch them on, or take the step out.");
    return nullptr;
  }
  const bool is_text = equalsIgnoreCase(trim(node.properties.get("mappingoutputformat")), "String");
  const ScriptEntry entry{ScriptLanguage::Xslt, *std::move(file), is_text ? "String" : "Bytes"};
  return hostedStep(context, node, {.word = "stylesheet", .problem_code = "XSLT-003"},
                    {context.flow().id, context.flow().resources}, entry);
}

}  // namespace

void register_xslt_mapping(StepRegistry& registry);
void register_xslt_mapping(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "XSLT Mapping";
  spec.summary = "Transforms the body by a stylesheet.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference =
      "Runs on Saxon-HE 9.9: no streaming, no higher-order functions, no xsl:evaluate; of Saxon's own functions "
      "saxon:parse and saxon:serialize only.";
  spec.properties = {{.name = "mappingSource",
                      .meaning = "Where the stylesheet comes from: mappingSrcIflow or mappingSrcHeader",
                      .default_value = "mappingSrcIflow"},
                     {.name = "mappinguri", .meaning = "Address of the stylesheet in the bundle"},
                     {.name = "mappingpath", .meaning = "Its path without the ending"},
                     {.name = "mappingname", .meaning = "Its name without the ending"},
                     {.name = "mappingHeaderNameKey",
                      .meaning = "Header that names the stylesheet: a file of the bundle, or pd:<partner>:<parameter>:"
                                 "Binary in the partner directory"},
                     {.name = "mappingoutputformat",
                      .meaning = "Form of the result: Bytes in the encoding of the stylesheet, or String",
                      .default_value = "Bytes"}};
  spec.kinds = {"Mapping/XSLTMapping"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
