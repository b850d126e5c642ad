#include "app/verbs/bundle_archive.h"

#include <memory>

#include <zip.h>

namespace iflowsim {

namespace {

constexpr const char* kManifest = "META-INF/MANIFEST.MF";

struct DiscardZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};

bool addFile(zip_t* zip, const std::string& name, const std::string& bytes) {
  zip_source_t* source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
  if (source == nullptr) return false;
  if (zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0) return true;
  zip_source_free(source);
  return false;
}

tl::unexpected<Error> cannotWrite(const std::filesystem::path& file, const std::string& reason) {
  return failure("IMPORT-003",
                 file.string() + " cannot be written: " + reason + ". Check the folder and the space in it.");
}

}  // namespace

Result<void> writeBundleArchive(const Resources& resources, const std::filesystem::path& file) {
  int code = 0;
  std::unique_ptr<zip_t, DiscardZip> zip(zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
  if (!zip) return cannotWrite(file, "libzip error " + std::to_string(code));
  bool added = true;
  const auto manifest = resources.find(kManifest);
  if (manifest != resources.end()) added = addFile(zip.get(), kManifest, *manifest->second);
  for (const auto& [name, bytes] : resources) {
    if (name != kManifest) added = added && addFile(zip.get(), name, *bytes);
  }
  // Closing writes a temporary file beside it and renames that.
  if (!added || zip_close(zip.get()) != 0) return cannotWrite(file, zip_strerror(zip.get()));
  static_cast<void>(zip.release());
  return {};
}

std::string bundleFileName(const std::string& id) {
  std::string name;
  for (const char c : id) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || (c == '.' && !name.empty());
    name += plain ? c : '_';
  }
  return name + ".zip";
}

}  // namespace iflowsim
