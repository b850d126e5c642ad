#include "iflows/bundle/zip_archive.h"

#include <algorithm>
#include <array>

#include <zip.h>

#include "iflows/bundle/finding.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// Compression ratios say nothing about small entries.
constexpr std::uint64_t kRatioCounts = 1ULL << 20U;

struct ArchiveCloser {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct FileCloser {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, ArchiveCloser>;
using File = std::unique_ptr<zip_file_t, FileCloser>;

std::string textOf(zip_error_t& error) {
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

/// The bytes must outlive the archive. Null, and the reason, when they are no zip.
Archive openArchive(std::string_view bytes, std::string& reason) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    if (source != nullptr) zip_source_free(source);
    reason = textOf(error);
    return nullptr;
  }
  zip_error_fini(&error);
  return Archive(archive);
}

/// Why a name is not acceptable; empty when it is.
std::string nameProblem(std::string_view name, std::size_t longest) {
  if (name.empty()) return "is empty";
  if (name.size() > longest) return "is longer than " + std::to_string(longest) + " bytes";
  if (name.front() == '/' || (name.size() > 1 && name[1] == ':')) return "is absolute";
  const auto control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; };
  if (std::any_of(name.begin(), name.end(), control)) return "contains control characters";
  const auto parts = split(name, '/');
  if (std::find(parts.begin(), parts.end(), "..") != parts.end()) return "leads out of the archive";
  return {};
}

/// A name that is safe to print.
std::string printable(std::string_view name) {
  std::string result(name.substr(0, 200));
  std::replace_if(
      result.begin(), result.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }, '?');
  return result;
}

class ZipReader {
 public:
  ZipReader(zip_t* archive, const std::string& label, ReadBudget& budget, Diagnostics& diagnostics)
      : archive_(archive), label_(label), budget_(budget), diagnostics_(diagnostics) {}

  std::optional<Resources> run() {
    const zip_int64_t count = zip_get_num_entries(archive_, 0);
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(std::max<zip_int64_t>(count, 0)) && !over_limit_; ++i) {
      if (budget_.takeEntry()) {
        entry(i);
      } else {
        overLimit("LIMIT-001", "",
                  {"There are more than " + std::to_string(limits().max_entries) + " entries.",
                   "Raise the limit max_entries if the archive is trusted."});
      }
    }
    if (refused_) return std::nullopt;
    return std::move(resources_);
  }

 private:
  const BundleLimits& limits() const { return budget_.limits(); }

  void entry(zip_uint64_t index) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive_, index, 0, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0) {
      refuse("ZIP-005", "", {"Entry " + std::to_string(index + 1) + " has no readable header.", "Export it again."});
      return;
    }
    std::string name(stat.name);
    std::replace(name.begin(), name.end(), '\\', '/');
    if (const std::string problem = nameProblem(name, limits().max_name_bytes); !problem.empty()) {
      refuse("ZIP-002", "",
             {"The entry name '" + printable(name) + "' " + problem + ".",
              "Do not use this archive; no export has such an entry."});
      return;
    }
    if (name.back() == '/') return;
    if (resources_.count(name) > 0) {
      refuse("ZIP-003", name, {"Two entries have this name.", "Keep one; it is unclear which one would count."});
      return;
    }
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
      refuse("ZIP-004", name, {"The entry is encrypted.", "Export the bundle without a password."});
      return;
    }
    unpack(index, name, stat);
  }

  void unpack(zip_uint64_t index, const std::string& name, const zip_stat_t& stat) {
    const File file(zip_fopen_index(archive_, index, 0));
    if (file == nullptr) return refuse("ZIP-005", name, {reasonOf(zip_get_error(archive_)), "Export it again."});
    std::string bytes;
    std::array<char, 64 * 1024> buffer{};
    for (;;) {
      const zip_int64_t count = zip_fread(file.get(), buffer.data(), buffer.size());
      if (count < 0) return refuse("ZIP-005", name, {reasonOf(zip_file_get_error(file.get())), "Export it again."});
      if (count == 0) break;
      bytes.append(buffer.data(), static_cast<std::size_t>(count));
      if (!mayGrow(name, bytes.size(), static_cast<std::uint64_t>(count), stat)) return;
    }
    const bool sized = (stat.valid & ZIP_STAT_SIZE) != 0;
    if (sized && stat.size != bytes.size()) {
      return refuse("ZIP-005", name, {"The entry is not as long as its header says.", "Export it again."});
    }
    resources_[name] = std::make_shared<const std::string>(std::move(bytes));
  }

  bool mayGrow(const std::string& name, std::uint64_t size, std::uint64_t added, const zip_stat_t& stat) {
    if (size > limits().max_entry_bytes) {
      return overLimit("LIMIT-002", name,
                       {"The entry is larger than " + std::to_string(limits().max_entry_bytes) + " bytes.",
                        "Raise the limit max_entry_bytes if the archive is trusted."});
    }
    if (!budget_.takeBytes(added)) {
      return overLimit("LIMIT-003", name,
                       {"The archive unpacks to more than " + std::to_string(limits().max_total_bytes) + " bytes.",
                        "Raise the limit max_total_bytes if the archive is trusted."});
    }
    const bool known = (stat.valid & ZIP_STAT_COMP_SIZE) != 0;
    const std::uint64_t packed = known ? std::max<std::uint64_t>(stat.comp_size, 1) : size;
    if (size > kRatioCounts && size / packed > limits().max_compression_ratio) {
      return overLimit("LIMIT-004", name,
                       {"The entry unpacks to more than " + std::to_string(limits().max_compression_ratio) +
                            " times its size; it may be a zip bomb.",
                        "Raise the limit max_compression_ratio if the archive is trusted."});
    }
    return true;
  }

  static std::string reasonOf(zip_error_t* error) {
    return "The entry cannot be unpacked: " + std::string(zip_error_strerror(error)) + ".";
  }

  void refuse(const char* code, const std::string& entry, Advice advice) {
    refused_ = true;
    diagnostics_.add(errorAt(code, {entry.empty() ? label_ : label_ + '!' + entry}, std::move(advice)));
  }

  bool overLimit(const char* code, const std::string& entry, Advice advice) {
    over_limit_ = true;
    refuse(code, entry, std::move(advice));
    return false;
  }

  zip_t* archive_;
  const std::string& label_;
  ReadBudget& budget_;
  Diagnostics& diagnostics_;
  Resources resources_;
  bool refused_ = false;
  bool over_limit_ = false;
};

}  // namespace

bool looksLikeZip(std::string_view bytes) {
  const std::string_view magic = bytes.substr(0, 4);
  return magic == std::string_view("PK\x03\x04") || magic == std::string_view("PK\x05\x06");
}

std::optional<Resources> readZip(std::string_view bytes, const std::string& label, ReadBudget& budget,
                                 Diagnostics& diagnostics) {
  if (bytes.size() > budget.limits().max_archive_bytes) {
    diagnostics.add(errorAt("LIMIT-010", {label},
                            {"The file is larger than " + std::to_string(budget.limits().max_archive_bytes) + " bytes.",
                             "Raise the limit max_archive_bytes if it is trusted."}));
    return std::nullopt;
  }
  // An empty buffer would pass for an empty archive.
  std::string reason = "it does not begin like a zip";
  const Archive archive = looksLikeZip(bytes) ? openArchive(bytes, reason) : nullptr;
  if (archive != nullptr) return ZipReader(archive.get(), label, budget, diagnostics).run();
  diagnostics.add(errorAt("ZIP-001", {label},
                          {"The zip is not readable: " + reason + ".", "Export it again; it may be truncated."}));
  return std::nullopt;
}

}  // namespace iflowsim
