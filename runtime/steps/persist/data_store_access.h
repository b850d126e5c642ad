#pragma once

#include <optional>
#include <string>
#include <vector>

#include "iflows/model/component_spec.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/data_store.h"

/// What the four steps of data stores have in common. Source: runtime-behaviour 4.9, iflow-format `DBstorage`.
namespace iflowsim {

/// The header that names an entry where the step's field is empty, and tells the id that Write made and Get read.
inline constexpr const char* kDataStoreIdHeader = "SapDataStoreId";

/// Which entry of which store a step works on, by its name, visibility and entry id. Immutable, used by many threads.
class DataStoreAccess {
 public:
  /// Reads `storageName`, `visibility` and the property of the entry id (null where the step has none). None when
  /// something is wrong, which is reported: `DATASTORE-001` (no name, or one that no store can have), the codes of
  /// expressions.
  static std::optional<DataStoreAccess> read(BuildContext& context, const Node& node, const char* id_property);

  DataStore& store() const { return *store_; }
  /// Where an entry of that id is. Throws FlowError when the name of the store, as the message completes it, or the id
  /// is empty or too long.
  DataStoreKey key(const Exchange& exchange, const std::string& id) const;
  /// Scope and name alone, for steps that have no id. Throws as `key`.
  DataStoreKey place(const Exchange& exchange) const;
  /// What the field of the entry id gives, or null when it is empty.
  Value idField(const Exchange& exchange) const;
  /// The id that the field gives, or else the header; empty when neither does.
  std::string entryId(const Exchange& exchange) const;

 private:
  DataStoreAccess() = default;

  DataStore* store_ = nullptr;
  std::string scope_;
  ExpressionPtr name_;
  /// Null: the field is empty.
  ExpressionPtr id_;
};

/// The entry is deleted once the message has ended well. The store must outlive the run.
void deleteAtCompletion(Run& run, DataStore& store, const DataStoreKey& key);
/// The properties that all steps have, followed by those of one.
std::vector<PropertySpec> dataStoreProperties(std::vector<PropertySpec> own);
/// Whether a property is `true`; as `otherwise` says when it is not there.
bool isOn(const Node& node, const char* property, bool otherwise);

}  // namespace iflowsim
