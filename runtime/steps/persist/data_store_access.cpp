#include "runtime/steps/persist/data_store_access.h"

#include <algorithm>

#include "runtime/base/text.h"
#include "runtime/message/run.h"
#include "runtime/spi/stores.h"

namespace iflowsim {

namespace {

constexpr std::size_t kLongestName = 40;
constexpr std::size_t kLongestId = 255;

/// Empty when a store can have that name.
std::string faultOf(const std::string& name) {
  if (name.empty()) return "The data store has no name.";
  if (name.size() > kLongestName) return "The name of data store '" + name + "' is longer than 40 characters.";
  if (name.find(' ') != std::string::npos) return "The name of data store '" + name + "' contains a blank.";
  return {};
}

[[noreturn]] void refuse(const std::string& text) {
  throw FlowError("java.lang.IllegalArgumentException", text);
}

}  // namespace

std::optional<DataStoreAccess> DataStoreAccess::read(BuildContext& context, const Node& node, const char* id_property) {
  const std::string name(trim(node.properties.get("storageName")));
  const bool decided_later = name.find("${") != std::string::npos;
  if (const std::string fault = faultOf(name); !fault.empty() && !decided_later) {
    context.report(Severity::Error, "DATASTORE-001", node, fault,
                   "Enter a Data Store Name of at most 40 characters without blanks.");
    return std::nullopt;
  }
  DataStoreAccess access;
  access.store_ = &context.services().stores.data_stores;
  access.scope_ = node.properties.get("visibility") == "global" ? std::string() : context.flow().id;
  access.name_ = context.expression("simple", name, node);
  if (!access.name_) return std::nullopt;
  const std::string id = id_property == nullptr ? std::string() : node.properties.get(id_property);
  if (id.empty()) return access;
  access.id_ = context.expression("simple", id, node);
  if (!access.id_) return std::nullopt;
  return access;
}

DataStoreKey DataStoreAccess::place(const Exchange& exchange) const {
  DataStoreKey place{.scope = scope_, .store = name_->evaluate(exchange).toText(), .id = {}};
  if (const std::string fault = faultOf(place.store); !fault.empty()) refuse(fault);
  return place;
}

DataStoreKey DataStoreAccess::key(const Exchange& exchange, const std::string& id) const {
  DataStoreKey key = place(exchange);
  if (id.empty()) {
    refuse("No entry of data store " + key.store +
           " is named: neither Entry ID nor header SapDataStoreId has a value.");
  }
  if (id.size() > kLongestId)
    refuse("The id of an entry for data store " + key.store + " is longer than 255 characters.");
  key.id = id;
  return key;
}

Value DataStoreAccess::idField(const Exchange& exchange) const {
  return id_ ? id_->evaluate(exchange) : Value();
}

std::string DataStoreAccess::entryId(const Exchange& exchange) const {
  const std::string id = idField(exchange).toText();
  return id.empty() ? exchange.headers().text(kDataStoreIdHeader) : id;
}

void deleteAtCompletion(Run& run, DataStore& store, const DataStoreKey& key) {
  run.whenCompleted([&store, key] { store.remove(key); });
}

std::vector<PropertySpec> dataStoreProperties(std::vector<PropertySpec> own) {
  std::vector<PropertySpec> all = {{.name = "operation", .meaning = "Name of the operation"},
                                   {.name = "storageName", .meaning = "Name of the data store", .required = true},
                                   {.name = "visibility",
                                    .meaning = "Whether the store is that of this flow or of the tenant",
                                    .default_value = "local",
                                    .allowed = {"local", "global"}}};
  std::move(own.begin(), own.end(), std::back_inserter(all));
  return all;
}

bool isOn(const Node& node, const char* property, bool otherwise) {
  const std::string given = node.properties.get(property);
  return given.empty() ? otherwise : equalsIgnoreCase(given, "true");
}

}  // namespace iflowsim
