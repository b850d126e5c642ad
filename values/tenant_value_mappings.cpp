#include "values/tenant_value_mappings.h"

#include <utility>

#include "values/value_mapping_file.h"
#include "values/value_mapping_xml.h"
#include "values/value_table.h"

namespace iflowsim {

namespace {

constexpr const char* kResource = "value_mapping.xml";

/// Null, with findings, when the bundle is wrong.
std::shared_ptr<const ValueTable> tableOf(const Artifact& artifact, Diagnostics& findings) {
  findings.append(artifact.diagnostics);
  const auto resource = artifact.resources.find(kResource);
  if (artifact.diagnostics.hasErrors() || resource == artifact.resources.end()) return nullptr;
  auto groups = readValueMapping(*resource->second);
  if (groups) return std::make_shared<const ValueTable>(*std::move(groups));
  const XmlProblem& problem = groups.error();
  findings.add({.code = problem.code,
                .place = {artifact.bundle + '!' + kResource, problem.place.line, problem.place.column},
                .element_kind = "Value mapping",
                .element_name = artifact.id,
                .message = problem.message,
                .remedy = problem.remedy});
  return nullptr;
}

}  // namespace

TenantValueMappings::TenantValueMappings(std::filesystem::path file)
    : file_(std::move(file)),
      by_hand_(std::make_shared<const ValueTable>(std::vector<ValueGroup>())),
      bundles_(std::make_shared<const Bundles>()) {}

Diagnostics TenantValueMappings::loadFile() {
  const std::lock_guard one_at_a_time(loading_);
  YamlReader file(file_, "VALUES");
  auto loaded = std::make_shared<const ValueTable>(readValueMappings(file));
  if (file.findings().hasErrors()) return file.findings();
  const std::lock_guard lock(mutex_);
  by_hand_ = std::move(loaded);
  return file.findings();
}

Diagnostics TenantValueMappings::loadBundles(const std::vector<Artifact>& artifacts) {
  const std::lock_guard one_at_a_time(loading_);
  Diagnostics findings;
  auto loaded = std::make_shared<Bundles>();
  for (const Artifact& artifact : artifacts) {
    if (artifact.kind != ArtifactKind::ValueMapping) continue;
    TablePtr table = tableOf(artifact, findings);
    if (!table) {
      const auto before = bundles_->find(artifact.id);
      if (before == bundles_->end()) continue;
      table = before->second;
    }
    loaded->emplace(artifact.id, std::move(table));
  }
  const std::lock_guard lock(mutex_);
  bundles_ = std::move(loaded);
  return findings;
}

std::optional<std::string> TenantValueMappings::target(const MappedTerm& source, const std::string& value,
                                                       const MappedTerm& target) const {
  std::unique_lock lock(mutex_);
  const TablePtr by_hand = by_hand_;
  const std::shared_ptr<const Bundles> bundles = bundles_;
  lock.unlock();
  if (const ValueEntry* found = by_hand->find(source, value, target)) return found->value;
  const ValueEntry* first = nullptr;
  for (const auto& [id, table] : *bundles) {
    const ValueEntry* found = table->find(source, value, target);
    if (found == nullptr) continue;
    if (found->is_default) return found->value;
    if (first == nullptr) first = found;
  }
  if (first == nullptr) return std::nullopt;
  return first->value;
}

}  // namespace iflowsim
