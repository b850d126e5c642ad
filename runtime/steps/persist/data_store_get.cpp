#include <chrono>
#include <cstdint>

#include "runtime/message/run.h"
#include "runtime/spi/registry.h"
#include "runtime/steps/persist/data_store_access.h"

namespace iflowsim {

namespace {

constexpr const char* kFound = "SAP_DatastoreEntryFound";

Value milliseconds(TimePoint time) {
  using std::chrono::duration_cast;
  return static_cast<std::int64_t>(duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

/// Makes an entry the message.
class DataStoreReader final : public Step {
 public:
  struct Options {
    bool delete_after = false;
    bool must_exist = true;
  };

  DataStoreReader(DataStoreAccess access, Options options) : access_(std::move(access)), options_(options) {}

  Signal process(Exchange& exchange) const override {
    Headers& headers = exchange.headers();
    const DataStoreKey key = access_.key(exchange, access_.entryId(exchange));
    auto entry = access_.store().get(key, exchange.run().clock().now());
    if (!entry && options_.must_exist) {
      throw FlowError("com.sap.esb.datastore.MessageNotFoundException",
                      "No message found for id " + key.id + " in store " + key.store);
    }
    headers.set(kFound, entry.has_value());
    if (!entry) return Signal::Continue;
    for (auto& [name, value] : entry->headers) headers.set(name, std::move(value));
    headers.set(kDataStoreIdHeader, key.id);
    headers.set("SAP_DataStoreCreatedAt", milliseconds(entry->created));
    headers.set("SAP_DataStoreExpiresAt", milliseconds(entry->expires));
    exchange.setBody(Body(std::move(entry->data)));
    if (options_.delete_after) deleteAtCompletion(exchange.run(), access_.store(), key);
    return Signal::Continue;
  }

  bool mayBlock() const override { return true; }

 private:
  DataStoreAccess access_;
  Options options_;
};

StepPtr build(BuildContext& context, const Node& node) {
  auto access = DataStoreAccess::read(context, node, "dataStoreId");
  if (!access) return nullptr;
  return std::make_shared<DataStoreReader>(
      *std::move(access), DataStoreReader::Options{.delete_after = isOn(node, "delete", false),
                                                   .must_exist = isOn(node, "stopOnMissingEntry", true)});
}

}  // namespace

void register_data_store_get(StepRegistry& registry);
void register_data_store_get(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Data Store Get";
  spec.summary = "Makes an entry of a data store the message.";
  spec.fidelity = Fidelity::Exact;
  spec.properties = dataStoreProperties({{.name = "dataStoreId", .meaning = "Entry ID; empty: header SapDataStoreId"},
                                         {.name = "delete",
                                          .meaning = "Delete the entry once the message has ended well",
                                          .default_value = "false",
                                          .allowed = {"true", "false"}},
                                         {.name = "stopOnMissingEntry",
                                          .meaning = "Fail when there is no such entry",
                                          .default_value = "true",
                                          .allowed = {"true", "false"}}});
  spec.kinds = {"DBstorage/get"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
