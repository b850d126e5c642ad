#include <chrono>

#include "runtime/base/ids.h"
#include "runtime/base/number_text.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"
#include "runtime/spi/registry.h"
#include "runtime/steps/persist/data_store_access.h"

namespace iflowsim {

namespace {

/// Source: runtime-behaviour 4.9.
constexpr int kDaysKept = 30;

struct WriteOptions {
  std::chrono::hours lifetime{};
  bool overwrite = false;
  bool with_headers = false;
};

/// Stores the message as an entry.
class DataStoreWriter final : public Step {
 public:
  DataStoreWriter(DataStoreAccess access, WriteOptions options) : access_(std::move(access)), options_(options) {}

  Signal process(Exchange& exchange) const override {
    const TimePoint now = exchange.run().clock().now();
    const std::string named = access_.entryId(exchange);
    const DataStoreKey key = access_.key(exchange, named.empty() ? makeMessageId(now) : named);
    DataStoreWrite entry{.data = exchange.body().text(),
                         .headers = {},
                         .expires = now + options_.lifetime,
                         .overwrite = options_.overwrite};
    if (options_.with_headers) entry.headers = storedHeaders(exchange.headers());
    if (!access_.store().put(key, entry, now)) throw duplicateEntry(key);
    if (named.empty()) exchange.headers().set(kDataStoreIdHeader, key.id);
    return Signal::Continue;
  }

  bool mayBlock() const override { return true; }

 private:
  static std::vector<std::pair<std::string, std::string>> storedHeaders(const Headers& headers) {
    std::vector<std::pair<std::string, std::string>> stored;
    for (const auto& [name, value] : headers) {
      if (!startsWithIgnoreCase(name, "Camel") && !startsWithIgnoreCase(name, "SAP_"))
        stored.emplace_back(name, value.toText());
    }
    return stored;
  }

  DataStoreAccess access_;
  WriteOptions options_;
};

StepPtr build(BuildContext& context, const Node& node) {
  auto access = DataStoreAccess::read(context, node, "messageId");
  const std::string given(trim(node.properties.get("expire")));
  const std::optional<int> days = given.empty() ? kDaysKept : numberIn<int>(given);
  if (!days || *days <= 0) {
    context.report(Severity::Error, "DATASTORE-002", node,
                   "The expiration period '" + given + "' is no number of days.",
                   "Enter a whole number of days above 0.");
    return nullptr;
  }
  if (!access) return nullptr;
  return std::make_shared<DataStoreWriter>(*std::move(access),
                                           WriteOptions{.lifetime = std::chrono::hours{24} * *days,
                                                        .overwrite = isOn(node, "override", false),
                                                        .with_headers = isOn(node, "includeMessageHeaders", false)});
}

}  // namespace

void register_data_store_write(StepRegistry& registry);
void register_data_store_write(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Data Store Write";
  spec.summary = "Keeps the message as an entry of a data store.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference =
      "The entry is there at once, not with the transaction of the process; it is not encrypted, no alert is raised, "
      "headers are kept as text, and an exception subprocess can handle a duplicate.";
  spec.properties = dataStoreProperties(
      {{.name = "messageId", .meaning = "Entry ID; empty: header SapDataStoreId, or an id that is made"},
       {.name = "alert", .meaning = "Days until the product raises an alert; without effect here"},
       {.name = "expire", .meaning = "Days until the entry is gone", .default_value = "30"},
       {.name = "encrypt", .meaning = "Encrypt the entry; without effect here", .allowed = {"true", "false"}},
       {.name = "override",
        .meaning = "Replace an entry of the same id",
        .default_value = "false",
        .allowed = {"true", "false"}},
       {.name = "includeMessageHeaders",
        .meaning = "Keep the headers too, but those that begin with Camel or SAP_",
        .default_value = "false",
        .allowed = {"true", "false"}}});
  spec.kinds = {"DBstorage/put"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
