#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lab/stubs/stub_mapping.h"
#include "runtime/base/diagnostic.h"

namespace iflowsim {

class StubSet;

/// A set read from somewhere, and what is wrong with it. Null when a finding is an error.
struct StubReading {
  std::shared_ptr<const StubSet> set;
  Diagnostics diagnostics;
};

/// Receiver stubs in the order they are asked: lowest priority number first, then the one added last. Immutable, used
/// by many threads.
class StubSet {
 public:
  explicit StubSet(std::vector<StubMapping> mappings);
  StubSet() = default;

  /// Reads `mappings/**.json` of the folder in the order of their names; an absent folder has none. Codes: `STUB-001`
  /// to `STUB-007`.
  static StubReading load(const std::filesystem::path& folder);
  /// Reads one text with a mapping or `{"mappings": [...]}`; `file` is for the findings, `files` the folder of
  /// bodyFileName.
  static StubReading parse(std::string_view text, const std::string& file, const std::filesystem::path& files);

  /// The first mapping that answers the request and that `ready` accepts; null when there is none.
  const StubMapping* find(const StubRequest& request, const std::function<bool(const StubMapping&)>& ready) const;
  bool hasScenarios() const { return has_scenarios_; }
  std::size_t size() const { return mappings_.size(); }

 private:
  std::vector<StubMapping> mappings_;
  bool has_scenarios_ = false;
};

}  // namespace iflowsim
