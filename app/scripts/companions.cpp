#include "app/scripts/companions.h"

#include <algorithm>

namespace iflowsim {

namespace {

bool isSame(const Resources& left, const Resources& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const auto& one, const auto& other) {
    return one.first == other.first && *one.second == *other.second;
  });
}

}  // namespace

std::set<std::string> Companions::replace(const std::vector<Artifact>& artifacts) {
  std::map<std::string, Artifact> now;
  for (const Artifact& artifact : artifacts) now.emplace(artifact.id, artifact);
  std::set<std::string> changed;
  std::unique_lock lock(mutex_);
  for (const auto& [id, artifact] : now) {
    const auto before = by_id_.find(id);
    if (before == by_id_.end() || !isSame(before->second.resources, artifact.resources)) changed.insert(id);
  }
  for (const auto& [id, artifact] : by_id_) {
    if (!now.contains(id)) changed.insert(id);
  }
  by_id_ = std::move(now);
  lock.unlock();
  if (listener_ && !changed.empty()) listener_(all());
  return changed;
}

std::vector<Artifact> Companions::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<Artifact> artifacts;
  for (const auto& [id, artifact] : by_id_) artifacts.push_back(artifact);
  return artifacts;
}

std::optional<ScriptBundle> Companions::scriptCollection(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(id);
  if (found == by_id_.end() || found->second.kind != ArtifactKind::ScriptCollection) return std::nullopt;
  return ScriptBundle{id, found->second.resources};
}

}  // namespace iflowsim
