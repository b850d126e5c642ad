#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "iflows/bundle/artifact.h"
#include "runtime/base/diagnostic.h"
#include "runtime/spi/value_mappings.h"

namespace iflowsim {

class ValueTable;

/// The value mappings of a tenant: those entered by hand in `values/value_mappings.yaml`, and the bundles of type
/// ValueMapping. What was entered by hand wins over the bundles, and there the first row; among the bundles the default
/// target wins, and else the first one in the order of their ids. What is loaded takes the place of what was there in
/// one piece. Thread-safe; a search holds no lock while it searches. Source: script-api 4.2, iflow-format section 1.
class TenantValueMappings final : public ValueMappings {
 public:
  explicit TenantValueMappings(std::filesystem::path file);

  /// Reads the file anew. With an error (see `readValueMappings`) what was loaded before stays. No file: none.
  Diagnostics loadFile();
  /// Takes the bundles among these in place of those there were. Of a bundle that is wrong (its own findings, those of
  /// XML, `VALUES-008`) what was loaded before stays.
  Diagnostics loadBundles(const std::vector<Artifact>& artifacts);

  std::optional<std::string> target(const MappedTerm& source, const std::string& value,
                                    const MappedTerm& target) const override;

 private:
  using TablePtr = std::shared_ptr<const ValueTable>;
  /// By Bundle-SymbolicName.
  using Bundles = std::map<std::string, TablePtr>;

  const std::filesystem::path file_;
  /// One load at a time.
  std::mutex loading_;
  mutable std::mutex mutex_;
  // Guarded by mutex_; what they point to is immutable.
  TablePtr by_hand_;
  std::shared_ptr<const Bundles> bundles_;
};

}  // namespace iflowsim
