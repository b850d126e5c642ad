#include "runtime/base/number_text.h"
#include "runtime/base/text.h"
#include "runtime/message/run.h"
#include "runtime/message/xml_document.h"
#include "runtime/spi/registry.h"
#include "runtime/steps/persist/data_store_access.h"

namespace iflowsim {

namespace {

constexpr const char* kMostHeader = "SapDataStoreMaxResults";

/// The root element of an entry's document as XML, for a place inside of another document.
std::string elementOf(const DataStoreEntry& entry, const DataStoreKey& place) {
  const auto document = XmlDocument::parse(entry.data, {.doctype = false});
  if (!document) {
    throw FlowError("com.sap.esb.datastore.DataStoreException",
                    "Entry " + entry.id + " of data store " + place.store +
                        " cannot be selected, for it is no XML: " + document.error().text);
  }
  const std::string xml = document->serialize();
  const std::size_t declaration = xml.find("?>");
  return std::string(trim(std::string_view(xml).substr(declaration == std::string::npos ? 0 : declaration + 2)));
}

/// Makes several entries one message.
class DataStoreSelection final : public Step {
 public:
  DataStoreSelection(DataStoreAccess access, ExpressionPtr most, bool delete_after)
      : access_(std::move(access)), most_(std::move(most)), delete_after_(delete_after) {}

  Signal process(Exchange& exchange) const override {
    const DataStoreKey place = access_.place(exchange);
    const auto entries =
        access_.store().select(place.scope, place.store, mostOf(exchange), exchange.run().clock().now());
    std::string messages;
    for (const DataStoreEntry& entry : entries) {
      messages += "<message id=\"" + escapeXml(entry.id) + "\">" + elementOf(entry, place) + "</message>";
    }
    exchange.setBody(Body(messages.empty() ? "<messages/>" : "<messages>" + messages + "</messages>"));
    if (!delete_after_) return Signal::Continue;
    for (const DataStoreEntry& entry : entries) {
      deleteAtCompletion(exchange.run(), access_.store(), {place.scope, place.store, entry.id});
    }
    return Signal::Continue;
  }

  bool mayBlock() const override { return true; }

 private:
  std::size_t mostOf(const Exchange& exchange) const {
    std::string asked = exchange.headers().text(kMostHeader);
    if (asked.empty()) asked = most_->evaluate(exchange).toText();
    const auto most = numberIn<std::size_t>(trim(asked));
    if (most && *most > 0) return *most;
    throw FlowError("java.lang.IllegalArgumentException",
                    "The number of polled messages '" + asked + "' is no whole number above 0.");
  }

  DataStoreAccess access_;
  ExpressionPtr most_;
  bool delete_after_;
};

StepPtr build(BuildContext& context, const Node& node) {
  auto access = DataStoreAccess::read(context, node, nullptr);
  const std::string given(trim(node.properties.get("maxresults")));
  auto most = context.expression("simple", given.empty() ? "1" : given, node);
  if (!access || !most) return nullptr;
  return std::make_shared<DataStoreSelection>(*std::move(access), std::move(most), isOn(node, "delete", false));
}

}  // namespace

void register_data_store_select(StepRegistry& registry);
void register_data_store_select(StepRegistry& registry) {
  StepSpec spec;
  spec.name = "Data Store Select";
  spec.summary = "Makes several entries of a data store, which are XML, one message.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference = "Entries come in the order they were written, where the product promises none.";
  spec.properties = dataStoreProperties({{.name = "maxresults",
                                          .meaning = "Number of polled messages; header SapDataStoreMaxResults wins",
                                          .default_value = "1"},
                                         {.name = "delete",
                                          .meaning = "Delete the entries once the message has ended well",
                                          .default_value = "false",
                                          .allowed = {"true", "false"}}});
  spec.kinds = {"DBstorage/select"};
  spec.build = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
