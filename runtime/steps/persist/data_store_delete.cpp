#include "runtime/spi/registry.h"
#include "runtime/steps/persist/data_store_access.h"

namespace iflowsim {

namespace {

/// The text of each node of an XPath, and of anything else its text.
std::vector<std::string> idsIn(const Value& value) {
  const auto* object = value.as<std::shared_ptr<const OpaqueValue>>();
  const auto* nodes = object == nullptr ? nullptr : dynamic_cast<const XmlNodes*>(object->get());
  return nodes == nullptr ? std::vector{value.toText()} : nodes->texts();
}

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
    const Value field = access_.idField(exchange);
    if (!field.toText().empty()) return idsIn(field);
    const std::string header = exchange.headers().text(kDataStoreIdHeader);
    return {header.empty() ? exchange.body().text() : header};
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
