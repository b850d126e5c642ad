#include "iflows/bundle/folder_files.h"

#include <fstream>
#include <iterator>

#include "iflows/bundle/finding.h"

namespace iflowsim {

namespace fs = std::filesystem;

namespace {

Diagnostic unreadable(const fs::path& path, const std::string& reason) {
  return errorAt("BUNDLE-001", {path.string()},
                 {"It cannot be read: " + reason + ".", "Check the path and its permissions."});
}

class FolderReader {
 public:
  FolderReader(const fs::path& folder, ReadBudget& budget, Diagnostics& diagnostics)
      : folder_(folder), budget_(budget), diagnostics_(diagnostics) {}

  std::optional<Resources> run() {
    std::error_code error;
    fs::recursive_directory_iterator at(folder_, error);
    for (; !error && !refused_ && at != fs::recursive_directory_iterator(); at.increment(error)) {
      std::error_code ignored;
      if (at->is_directory(ignored)) {
        enter(at);
      } else if (at->is_regular_file(ignored)) {
        file(at->path());
      }
    }
    if (error) diagnostics_.add(unreadable(folder_, error.message()));
    if (error || refused_) return std::nullopt;
    return std::move(resources_);
  }

 private:
  const BundleLimits& limits() const { return budget_.limits(); }

  void enter(fs::recursive_directory_iterator& at) {
    if (at->path().filename().string().front() == '.') at.disable_recursion_pending();
    if (at.depth() < static_cast<int>(limits().max_folder_depth)) return;
    refuse("LIMIT-009", at->path(),
           {"Folders are nested deeper than " + std::to_string(limits().max_folder_depth) + " levels.",
            "Raise the limit max_folder_depth if that is intended."});
  }

  void file(const fs::path& path) {
    if (!budget_.takeEntry()) {
      return refuse("LIMIT-001", folder_,
                    {"There are more than " + std::to_string(limits().max_entries) + " files.",
                     "Raise the limit max_entries if that is intended."});
    }
    auto bytes = readFile(path, limits(), diagnostics_);
    if (!bytes) {
      refused_ = true;
      return;
    }
    if (bytes->size() > limits().max_entry_bytes) {
      return refuse("LIMIT-002", path,
                    {"The file is larger than " + std::to_string(limits().max_entry_bytes) + " bytes.",
                     "Raise the limit max_entry_bytes if that is intended."});
    }
    if (!budget_.takeBytes(bytes->size())) {
      return refuse("LIMIT-003", folder_,
                    {"The files have more than " + std::to_string(limits().max_total_bytes) + " bytes together.",
                     "Raise the limit max_total_bytes if that is intended."});
    }
    const std::string name = path.lexically_relative(folder_).generic_string();
    resources_[name] = std::make_shared<const std::string>(std::move(*bytes));
  }

  void refuse(const char* code, const fs::path& place, Advice advice) {
    refused_ = true;
    diagnostics_.add(errorAt(code, {place.string()}, std::move(advice)));
  }

  const fs::path& folder_;
  ReadBudget& budget_;
  Diagnostics& diagnostics_;
  Resources resources_;
  bool refused_ = false;
};

}  // namespace

std::optional<std::string> readFile(const fs::path& file, const BundleLimits& limits, Diagnostics& diagnostics) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  if (error) {
    diagnostics.add(unreadable(file, error.message()));
    return std::nullopt;
  }
  if (size > limits.max_archive_bytes) {
    diagnostics.add(errorAt("LIMIT-010", {file.string()},
                            {"The file is larger than " + std::to_string(limits.max_archive_bytes) + " bytes.",
                             "Raise the limit max_archive_bytes if it is trusted."}));
    return std::nullopt;
  }
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!stream) {
    diagnostics.add(unreadable(file, "reading failed"));
    return std::nullopt;
  }
  return bytes;
}

std::optional<Resources> readFolder(const fs::path& folder, ReadBudget& budget, Diagnostics& diagnostics) {
  return FolderReader(folder, budget, diagnostics).run();
}

}  // namespace iflowsim
