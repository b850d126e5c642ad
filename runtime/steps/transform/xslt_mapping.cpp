#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/text.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/script_engine.h"

namespace iflowsim {

namespace {

constexpr std::string_view kResources = "src/main/resources/";
constexpr std::string_view kMappingFolder = "src/main/resources/mapping/";
constexpr std::string_view kScheme = "dir://mapping/xslt/";

/// Lets a stylesheet transform the body.
class XsltMapping final : public Step {
 public:
  explicit XsltMapping(ScriptPtr stylesheet) : stylesheet_(std::move(stylesheet)) {}

  Signal process(Exchange& exchange) const override {
    stylesheet_->run(exchange);
    return Signal::Continue;
  }
  bool mayBlock() const override { return true; }

 private:
  ScriptPtr stylesheet_;
};

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
  std::optional<std::string> similar;
  for (const std::string_view folder : {std::string_view(), kResources, kMappingFolder}) {
    for (const std::string_view ending : {"", ".xsl", ".xslt"}) {
      const std::string wanted = std::string(folder) + std::string(name) + std::string(ending);
      if (!isStylesheet(wanted)) continue;
      if (files.contains(wanted)) return wanted;
      for (const auto& [path, content] : files) {
        if (!similar && equalsIgnoreCase(path, wanted)) similar = path;
      }
    }
  }
  return similar;
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

void reportProblem(BuildContext& context, const Node& node, const std::string& file, const ScriptProblem& problem) {
  const std::string place = problem.line > 0 ? file + ':' + std::to_string(problem.line) : file;
  context.report(Severity::Warning, "XSLT-003", node,
                 "The stylesheet does not compile, so every message fails here. " + place + ": " + problem.text + '.',
                 "Correct the stylesheet.");
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
  auto stylesheet = context.services().scripts->compile({context.flow().id, context.flow().resources}, entry,
                                                        {context.flow().id, node.id});
  if (!stylesheet) {
    context.report(Severity::Error, stylesheet.error().code, node, stylesheet.error().text, "");
    return nullptr;
  }
  if (const auto& problem = (*stylesheet)->problem()) reportProblem(context, node, entry.file, *problem);
  return std::make_shared<XsltMapping>(*std::move(stylesheet));
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
