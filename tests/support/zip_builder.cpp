#include "tests/support/zip_builder.h"

#include <stdexcept>

#include <zip.h>

namespace iflowsim::testing {

namespace {

void require(bool success, const char* what) {
  if (!success) throw std::runtime_error(std::string("The test zip cannot be made: ") + what);
}

}  // namespace

ZipBuilder& ZipBuilder::add(std::string name, std::string bytes) {
  entries_.push_back({std::move(name), std::move(bytes), false});
  return *this;
}

ZipBuilder& ZipBuilder::addEncrypted(std::string name, std::string bytes) {
  entries_.push_back({std::move(name), std::move(bytes), true});
  return *this;
}

std::string ZipBuilder::build() const {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  require(target != nullptr, "no buffer");
  zip_t* archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
  require(archive != nullptr, "no archive");
  zip_source_keep(target);
  for (const Entry& entry : entries_) {
    zip_source_t* source = zip_source_buffer(archive, entry.bytes.data(), entry.bytes.size(), 0);
    const zip_int64_t index = zip_file_add(archive, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    require(index >= 0, entry.name.c_str());
    if (!entry.encrypted) continue;
    require(zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, "secret") == 0,
            "no encryption");
  }
  require(zip_close(archive) == 0, "close");
  require(zip_source_open(target) == 0, "read");
  zip_stat_t stat;
  require(zip_source_stat(target, &stat) == 0, "stat");
  std::string bytes(static_cast<std::size_t>(stat.size), '\0');
  const zip_int64_t count = zip_source_read(target, bytes.data(), bytes.size());
  require(count == static_cast<zip_int64_t>(bytes.size()), "short read");
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

std::string zipOf(const std::map<std::string, std::string>& files) {
  ZipBuilder builder;
  for (const auto& [name, bytes] : files) builder.add(name, bytes);
  return builder.build();
}

std::string renameEntry(std::string zip, std::string_view from, std::string_view to) {
  require(from.size() == to.size(), "names of different length");
  for (auto at = zip.find(from); at != std::string::npos; at = zip.find(from, at + to.size())) {
    zip.replace(at, from.size(), to);
  }
  return zip;
}

}  // namespace iflowsim::testing
