#pragma once

#include <cstddef>
#include <cstdint>

namespace iflowsim {

/// How much of a bundle is read before it is refused. Bundles come from outside, so nothing in them may decide how much
/// memory or stack they cost. The defaults are several times what the published packages need (largest entry 12 MB,
/// highest compression ratio 80, XML depth 8, 8,737 elements); every one can be set by the tenant.
struct BundleLimits {
  /// Bytes of a zip file before it is opened.
  std::uint64_t max_archive_bytes = 256ULL << 20U;
  /// Entries of one archive with everything nested in it, or files of an unpacked bundle.
  std::size_t max_entries = 10'000;
  /// Bytes of one entry after decompression.
  std::uint64_t max_entry_bytes = 64ULL << 20U;
  /// Bytes of all entries together after decompression, nested archives included.
  std::uint64_t max_total_bytes = 512ULL << 20U;
  /// Bytes after decompression for each byte before it; judged once an entry exceeds 1 MiB.
  std::uint64_t max_compression_ratio = 200;
  /// Bytes of the name of an entry.
  std::size_t max_name_bytes = 1024;
  /// Zips inside zips: a package export that holds zipped bundles needs 3.
  unsigned max_zip_nesting = 5;
  /// Folders inside the folder that is searched for bundles.
  unsigned max_folder_depth = 32;
  unsigned max_xml_depth = 64;
  std::size_t max_xml_elements = 100'000;
  /// Steps, gateways and events of one flow.
  std::size_t max_flow_nodes = 5'000;
};

}  // namespace iflowsim
