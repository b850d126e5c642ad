#include "iflows/bundle/bundle_reader.h"

#include <algorithm>
#include <map>

#include "iflows/bundle/bundle.h"
#include "iflows/bundle/folder_files.h"
#include "iflows/bundle/package_export.h"
#include "iflows/bundle/zip_archive.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace fs = std::filesystem;

namespace {

/// The folder that holds everything, when someone zipped the folder instead of its content; else empty.
std::string wrapperOf(const Resources& resources) {
  if (resources.empty()) return {};
  const std::string& first = resources.begin()->first;
  const std::string folder = first.substr(0, first.find('/') + 1);
  if (folder.empty() || resources.count(folder + kManifestPath) == 0) return {};
  const bool whole = std::all_of(resources.begin(), resources.end(),
                                 [&](const auto& entry) { return entry.first.compare(0, folder.size(), folder) == 0; });
  return whole ? folder : "";
}

bool isUnpacked(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / kManifestPath, ignored) || fs::exists(folder / kPackageContent, ignored) ||
         fs::exists(folder / "src/main/resources/scenarioflows", ignored);
}

bool isHidden(const fs::path& path) {
  return path.filename().string().front() == '.';
}

class Search {
 public:
  explicit Search(const ReadOptions& options) : options_(options) {}

  BundleSet run(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) {
      folder(path, 0);
    } else if (fs::is_regular_file(status)) {
      file(path, true);
    } else {
      report("BUNDLE-001", path.string(), {"There is no such file or folder.", "Check the path."});
    }
    if (set_.artifacts.empty() && !set_.diagnostics.hasErrors()) {
      report("BUNDLE-003", path.string(),
             {"There is no bundle in it.", "Name a bundle, a package export, or a folder that holds some."});
    }
    warnOfDoubles();
    return std::move(set_);
  }

 private:
  void report(const char* code, const std::string& place, Advice advice) {
    set_.diagnostics.add(errorAt(code, {place}, std::move(advice)));
  }

  void folder(const fs::path& path, unsigned depth) {
    if (isUnpacked(path)) return unpacked(path);
    if (depth > options_.limits.max_folder_depth) {
      return report("LIMIT-009", path.string(),
                    {"Folders are nested deeper than " + std::to_string(options_.limits.max_folder_depth) + " levels.",
                     "Raise the limit max_folder_depth if that is intended."});
    }
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator at(path, error); !error && at != fs::directory_iterator(); at.increment(error)) {
      if (!isHidden(at->path())) entries.push_back(*at);
    }
    if (error)
      report("BUNDLE-001", path.string(), {"It cannot be read: " + error.message() + ".", "Check permissions."});
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& entry : entries) {
      std::error_code ignored;
      if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) {
        folder(entry.path(), depth + 1);
      } else if (entry.is_regular_file(ignored) && equalsIgnoreCase(entry.path().extension().string(), ".zip")) {
        file(entry.path(), false);
      }
    }
  }

  void unpacked(const fs::path& path) {
    ReadBudget budget(options_.limits);
    auto resources = readFolder(path, budget, set_.diagnostics);
    if (resources) container(std::move(*resources), {path.string(), true}, budget, 0);
  }

  void file(const fs::path& path, bool named) {
    const auto bytes = readFile(path, options_.limits, set_.diagnostics);
    if (!bytes) return;
    if (named && !looksLikeZip(*bytes)) {
      return report("BUNDLE-002", path.string(),
                    {"The file is no zip.", "Name a bundle or a package export as it was downloaded."});
    }
    ReadBudget budget(options_.limits);
    zip(*bytes, path.string(), budget, 0);
  }

  void zip(std::string_view bytes, const std::string& label, ReadBudget& budget, unsigned nesting) {
    if (nesting >= options_.limits.max_zip_nesting) {
      return report("LIMIT-005", label,
                    {"Zips are nested deeper than " + std::to_string(options_.limits.max_zip_nesting) + " levels.",
                     "Raise the limit max_zip_nesting if the archive is trusted."});
    }
    auto resources = readZip(bytes, label, budget, set_.diagnostics);
    if (resources) container(std::move(*resources), {label, false}, budget, nesting);
  }

  void container(Resources resources, const BundlePlace& place, ReadBudget& budget, unsigned nesting) {
    if (resources.count(kManifestPath) > 0) return bundle(std::move(resources), place, nesting);
    if (resources.count(kPackageContent) > 0) {
      for (const PackageEntry& entry : packageEntries(resources, place.label, set_.diagnostics)) {
        nested(*resources.at(entry.path), place.prefix() + entry.title, budget, nesting);
      }
      return;
    }
    if (const std::string wrapper = wrapperOf(resources); !wrapper.empty()) {
      return report("BUNDLE-007", place.label,
                    {"Its content stands in the folder '" + wrapper + "'; a tenant refuses such a zip.",
                     "Zip the content of the folder, not the folder."});
    }
    if (artifactKind({}, resources)) return bundle(std::move(resources), place, nesting);
    for (const auto& [path, bytes] : resources) nested(*bytes, place.prefix() + path, budget, nesting);
  }

  void nested(const std::string& bytes, const std::string& label, ReadBudget& budget, unsigned nesting) {
    if (looksLikeZip(bytes)) zip(bytes, label, budget, nesting + 1);
  }

  void bundle(Resources resources, const BundlePlace& place, unsigned nesting) {
    Diagnostics unused;
    const auto found = resources.find(kManifestPath);
    const Manifest manifest = found == resources.end() ? Manifest() : readManifest(*found->second, "", unused);
    const auto kind = artifactKind(manifest, resources);
    if (kind) {
      set_.artifacts.push_back(readBundle(std::move(resources), place, *kind, options_));
      return;
    }
    const std::string& type = manifest.get("SAP-BundleType");
    // A Java library inside a package has a manifest too; it is no artifact and needs no remark.
    if (type.empty() && nesting > 0) return;
    set_.diagnostics.add(
        warningAt("BUNDLE-004", {place.prefix() + kManifestPath},
                  {type.empty() ? "SAP-BundleType is missing, so it is no artifact."
                                : "Artifacts of type '" + type + "' are not read.",
                   "Only integration flows, script collections, message mappings and value mappings can be used."}));
  }

  void warnOfDoubles() {
    std::map<std::pair<ArtifactKind, std::string>, std::string> first;
    for (const Artifact& artifact : set_.artifacts) {
      const auto [known, fresh] = first.emplace(std::pair(artifact.kind, artifact.id), artifact.bundle);
      if (fresh) continue;
      set_.diagnostics.add(warningAt("BUNDLE-008", {artifact.bundle},
                                     {"The id '" + artifact.id + "' is also that of " + known->second + ".",
                                      "Keep one of them; the last one deployed wins."}));
    }
  }

  const ReadOptions& options_;
  BundleSet set_;
};

}  // namespace

BundleSet readBundles(const fs::path& zip_or_folder, const ReadOptions& options) {
  return Search(options).run(zip_or_folder);
}

}  // namespace iflowsim
