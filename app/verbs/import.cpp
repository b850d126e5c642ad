#include <filesystem>
#include <ostream>
#include <set>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/verbs/bundle_archive.h"
#include "app/verbs/table.h"
#include "app/verbs/verb.h"
#include "iflows/bundle/bundle_reader.h"

namespace iflowsim {

namespace {

namespace fs = std::filesystem;

struct Imported {
  const Artifact* artifact;
  fs::path file;
};

class Import final : public Verb {
 public:
  std::string name() const override { return "import"; }
  std::string summary() const override { return "Split a package export into one zip for each bundle"; }

  void setup(CLI::App& command) override {
    command.add_option("package", package_, "Package export (zip)")->required();
    command.add_option("folder", folder_, "Folder to write to, such as a tenant's flows folder")->required();
    command.add_flag("--force", force_, "Replace bundles that are in the folder already");
    command.add_flag("--json", json_, "Print JSON for programs");
    command.footer(
        "Nothing is written when a file would be replaced and --force is not given.\n"
        "Examples:\n  iflowsim import package.zip samples/hello/flows\n  iflowsim import package.zip flows --force");
  }

  int run(Console& console) override {
    const BundleSet set = readBundles(package_);
    console.err << set.diagnostics.toText();
    if (set.artifacts.empty()) {
      console.err << "error IMPORT-001 " << package_ << " holds no bundle. Name a package exported from a tenant.\n";
      return exit_code::kUnusable;
    }
    const std::vector<Imported> imports = plan(set);
    if (!force_ && !mayWrite(imports, console)) return exit_code::kFailed;
    std::error_code error;
    fs::create_directories(folder_, error);
    for (const Imported& one : imports) {
      const auto written = writeBundleArchive(one.artifact->resources, one.file);
      if (!written) {
        console.err << "error " << written.error().code << ' ' << written.error().text << '\n';
        return exit_code::kUnusable;
      }
    }
    print(imports, console);
    return set.diagnostics.hasErrors() ? exit_code::kUnusable : exit_code::kDone;
  }

 private:
  /// Two bundles of one id get names of their own.
  std::vector<Imported> plan(const BundleSet& set) const {
    std::vector<Imported> imports;
    std::set<std::string> taken;
    for (const Artifact& artifact : set.artifacts) {
      const std::string base = artifact.id.empty() ? "bundle" : artifact.id;
      std::string name = bundleFileName(base);
      for (int i = 2; !taken.insert(name).second; ++i) name = bundleFileName(base + '-' + std::to_string(i));
      imports.push_back({&artifact, fs::path(folder_) / name});
    }
    return imports;
  }

  static bool mayWrite(const std::vector<Imported>& imports, Console& console) {
    bool may = true;
    for (const Imported& one : imports) {
      std::error_code ignored;
      if (!fs::exists(one.file, ignored)) continue;
      console.err << "error IMPORT-002 " << one.file.string() << " exists already. Replace it with --force.\n";
      may = false;
    }
    return may;
  }

  void print(const std::vector<Imported>& imports, Console& console) const {
    nlohmann::json bundles = nlohmann::json::array();
    Table table({"FILE", "KIND", "NAME", "VERSION"});
    for (const auto& [artifact, file] : imports) {
      const std::string kind(toText(artifact->kind));
      bundles.push_back({{"file", file.string()},
                         {"kind", kind},
                         {"id", artifact->id},
                         {"name", artifact->name},
                         {"version", artifact->version}});
      table.add({file.string(), kind, artifact->name, artifact->version});
    }
    if (!json_) return table.print(console.out);
    console.out << nlohmann::json{{"bundles", bundles}}.dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
                << '\n';
  }

  std::string package_;
  std::string folder_;
  bool force_ = false;
  bool json_ = false;
};

}  // namespace

void register_import(VerbRegistry& registry) {
  registry.add(std::make_unique<Import>());
}

}  // namespace iflowsim
