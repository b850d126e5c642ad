#include "runtime/spi/registry.h"
#include "runtime/steps/persist/data_store_access.h"

namespace iflowsim {

namespace {

/// Deletes entries; those that are not there are no failure.
class DataStoreRemoval final : public Step {
 public:
  explicit DataStoreRemoval(DataStoreAccess access) : access_(std::move(access)) {}

  Signal process(Exchange& exchange) const override {
    for (const std::string& id : ids(exchange)) access_.store().remove(access_.key(exchange, id));
    return Signal::Continue;
  }

  bool mayBlock() const override { return true; }

 private:
  std::vector<std::string> ids(const Exchange& exchange) const {
    // An XPath that selects nothing names no entry: neither the header nor the body is asked.
    const Value field = access_.idField(exchange);
    if (const XmlNodes* nodes = nodesIn(field)) return nodes->texts();
    const std::string id = access_.entryId(exchange);
    return {id.empty() ? exchange.body().text() : id};
  }

  DataStoreAccess access_;
};

StepPtr build(BuildContext& context, const Node& node) {
  auto access = DataStoreAccess::read(context, node, "messageId");
  return access ? std::make_shared<DataStoreRemoval>(*std::move(access)) : nullptr;
}

}  // namespace

void register_data_store_delete(StepRegistry& registry);
void register_data_store_delete(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Data Store Delete";
  spec.summary = "Deletes entries of a data store.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference = "Entries are gone at once, not with the transaction of the process.";
  spec.properties = dataStoreProperties(
      {{.name = "messageId",
        .meaning = "Entry ID; an XPath may give several; empty: header SapDataStoreId, or the whole body"}});
  spec.kinds = {"DBstorage/delete"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
