#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "iflows/bundle/artifact.h"
#include "runtime/spi/script_engine.h"

namespace iflowsim {

/// The bundles beside the flows: script collections, message mappings, value mappings. Thread-safe.
class Companions {
 public:
  using Listener = std::function<void(const std::vector<Artifact>& artifacts)>;

  /// Called by `replace` with all that are there now, when something changed. Set before the first call of `replace`.
  void onChange(Listener listener) { listener_ = std::move(listener); }
  /// Takes the place of all that were there; of two with one id the first counts. The ids that came, went or changed.
  std::set<std::string> replace(const std::vector<Artifact>& artifacts);
  /// In the order of their ids.
  std::vector<Artifact> all() const;
  /// The script collection of that Bundle-SymbolicName.
  std::optional<ScriptBundle> scriptCollection(const std::string& id) const;

 private:
  Listener listener_;
  mutable std::mutex mutex_;
  std::map<std::string, Artifact> by_id_;
};

}  // namespace iflowsim
