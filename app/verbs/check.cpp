#include <ostream>
#include <set>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/configured_parameters.h"
#include "app/engine.h"
#include "app/plugins/plugins.h"
#include "app/verbs/compile_check.h"
#include "app/verbs/plugin_page.h"
#include "app/verbs/verb.h"
#include "iflows/bundle/bundle_reader.h"
#include "iflows/inspect/fidelity_report.h"

namespace iflowsim {

namespace {

using nlohmann::ordered_json;

/// One artifact with everything that is known of it.
struct Checked {
  Artifact artifact;
  FidelityReport report;
  /// Findings of the reader and the compiler.
  Diagnostics others;

  bool deployable() const { return report.deployable() && !others.hasErrors(); }
};

/// The findings of `more` that are not in `known` already.
Diagnostics without(const Diagnostics& known, const Diagnostics& more) {
  std::set<std::string> texts;
  for (const Diagnostic& finding : known.items()) texts.insert(finding.toText());
  Diagnostics fresh;
  for (const Diagnostic& finding : more.items()) {
    if (texts.insert(finding.toText()).second) fresh.add(finding);
  }
  return fresh;
}

Checked judge(Artifact artifact, const Components& components, CompileCheck& compiler) {
  Checked checked{.artifact = std::move(artifact), .report = {}, .others = {}};
  checked.others = checked.artifact.diagnostics;
  if (checked.artifact.kind != ArtifactKind::IntegrationFlow || !checked.artifact.flow) return checked;
  checked.report = inspect(*checked.artifact.flow, components.catalogue());
  // A flow with unknown elements does not compile for that reason alone, which is said already.
  if (checked.deployable()) checked.others.append(without(checked.others, compiler.check(checked.artifact.flow)));
  return checked;
}

ordered_json findingsOf(const Diagnostics& diagnostics) {
  ordered_json list = ordered_json::array();
  for (const Diagnostic& finding : diagnostics.items()) {
    list.push_back({{"severity", finding.severity == Severity::Error ? "error" : "warning"},
                    {"code", finding.code},
                    {"file", finding.place.file},
                    {"line", finding.place.line},
                    {"message", finding.message},
                    {"remedy", finding.remedy}});
  }
  return list;
}

class Check final : public Verb {
 public:
  std::string name() const override { return "check"; }
  std::string summary() const override { return "Report what each bundle would do here, without deploying it"; }

  void setup(CLI::App& command) override {
    command.add_option("bundle", paths_, "Bundles (zip or folder), package exports, or folders of them");
    command.add_option("--tenant", tenant_, "Take configured parameters and plug-ins from this tenant's folder");
    command.add_option("--plugin", libraries_, "A library with adapters to check with; may be repeated")
        ->allow_extra_args(false);
    command.add_flag("--json", json_, "Print JSON for programs");
    command.footer(
        "Every element of a flow is exact, approximated, stubbed or unsupported. Addresses that several of the flows "
        "have are told as warnings. Plug-ins are those given and those in the folder 'plugins' of a tenant; their code "
        "is run. Their adapters are as close to the product as they say of themselves.\n"
        "Ends with 0 when everything can be deployed, 1 when something cannot, 2 when a file cannot be used.\n"
        "Examples:\n  iflowsim check orders.zip\n  iflowsim check exports/ --json\n"
        "  iflowsim check --plugin libfolder.so orders.zip");
  }

  int run(Console& console) override {
    if (paths_.empty() && libraries_.empty()) {
      console.err << "Name a bundle to check, or a library with --plugin. 'iflowsim check --help' shows how.\n";
      return exit_code::kUnusable;
    }
    Components components;
    Plugins plugins(components.adapters());
    Diagnostics findings = loadInto(plugins);
    std::vector<Checked> checked;
    CompileCheck compiler(components);
    for (Artifact& artifact : readAll(findings, compiler)) {
      checked.push_back(judge(std::move(artifact), components, compiler));
    }
    if (json_) {
      printJson(checked, findings, plugins, console);
    } else {
      console.out << pluginText(plugins);
      if (!paths_.empty()) printText(checked, console);
      console.err << findings.toText();
    }
    if (findings.hasErrors()) return exit_code::kUnusable;
    for (const Checked& one : checked) {
      if (!one.deployable()) return exit_code::kFailed;
    }
    return exit_code::kDone;
  }

 private:
  /// The libraries given first: they are named by hand.
  Diagnostics loadInto(Plugins& plugins) const {
    Diagnostics findings = plugins.load(libraries_);
    if (!tenant_.empty()) findings.append(plugins.loadTenant(tenant_));
    for (const std::string& path : paths_) findings.append(plugins.loadTenant(path));
    return findings;
  }

  std::vector<Artifact> readAll(Diagnostics& findings, CompileCheck& compiler) const {
    std::vector<Artifact> artifacts;
    for (const std::string& path : paths_) {
      BundleSet set = readBundles(path, readOptions(findings));
      findings.append(set.diagnostics);
      artifacts.insert(artifacts.end(), set.artifacts.begin(), set.artifacts.end());
    }
    compiler.know(artifacts);
    return artifacts;
  }

  ReadOptions readOptions(Diagnostics& findings) const {
    if (tenant_.empty()) return {};
    return {.configured = [this, &findings](const std::string& flow_id) {
      return readConfiguredParameters(tenant_, flow_id, findings);
    }};
  }

  static void printText(const std::vector<Checked>& checked, Console& console) {
    std::size_t deployable = 0;
    for (const Checked& one : checked) {
      if (one.deployable()) ++deployable;
      if (one.artifact.flow) {
        console.out << toText(one.report, one.others) << '\n';
        continue;
      }
      console.out << toText(one.artifact.kind) << " '" << one.artifact.name << "' (" << one.artifact.id << ' '
                  << one.artifact.version << ") " << one.artifact.bundle << '\n'
                  << one.others.toText() << '\n';
    }
    console.out << deployable << " of " << checked.size() << (checked.size() == 1 ? " artifact" : " artifacts")
                << " can be deployed.\n";
  }

  static void printJson(const std::vector<Checked>& checked, const Diagnostics& findings, const Plugins& plugins,
                        Console& console) {
    ordered_json artifacts = ordered_json::array();
    for (const Checked& one : checked) {
      ordered_json entry = {{"kind", std::string(toText(one.artifact.kind))}, {"id", one.artifact.id}};
      if (one.artifact.flow) {
        entry.update(ordered_json::parse(toJson(one.report, one.others)));
      } else {
        entry.update(ordered_json{{"name", one.artifact.name},
                                  {"version", one.artifact.version},
                                  {"bundle", one.artifact.bundle},
                                  {"deployable", one.deployable()},
                                  {"findings", findingsOf(one.others)}});
      }
      artifacts.push_back(std::move(entry));
    }
    const ordered_json document = {
        {"plugins", pluginJson(plugins)}, {"artifacts", std::move(artifacts)}, {"findings", findingsOf(findings)}};
    console.out << document.dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
  }

  std::vector<std::string> paths_;
  std::vector<std::string> libraries_;
  std::string tenant_;
  bool json_ = false;
};

}  // namespace

void register_check(VerbRegistry& registry) {
  registry.add(std::make_unique<Check>());
}

}  // namespace iflowsim
