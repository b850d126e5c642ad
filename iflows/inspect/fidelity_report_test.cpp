#include "iflows/inspect/fidelity_report.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace iflowsim {
namespace {

using ::testing::HasSubstr;

/// A catalogue of a few made-up components.
class SmallCatalogue final : public ComponentCatalogue {
 public:
  SmallCatalogue() {
    steps_["Enricher"] = {
        .name = "Content Modifier",
        .summary = "Changes the message.",
        .properties = {{"bodyType", "How to read the body.", "expression", {"expression", "constant"}}}};
    steps_["Join"] = {
        .name = "Join", .summary = "Joins.", .fidelity = Fidelity::Approximated, .difference = "No timeout."};
    steps_["Aggregator"] = {.name = "Aggregator",
                            .summary = "Collects.",
                            .fidelity = Fidelity::Unsupported,
                            .difference = "Nothing collects messages yet."};
    adapters_[{"HTTP", Direction::Receiver}] = {
        .name = "HTTP receiver", .summary = "Calls.", .fidelity = Fidelity::Stubbed, .difference = "Stubs answer."};
  }

  const ComponentSpec* step(const std::string& kind) const override {
    const auto found = steps_.find(kind);
    return found == steps_.end() ? nullptr : &found->second;
  }
  const ComponentSpec* adapter(const Channel& channel) const override {
    const auto found = adapters_.find({channel.type, channel.direction});
    return found == adapters_.end() ? nullptr : &found->second;
  }
  std::vector<std::string> stepKinds() const override { return {"Enricher", "Join"}; }
  std::vector<std::string> adapterTypes(Direction direction) const override {
    return direction == Direction::Receiver ? std::vector<std::string>{"HTTP"} : std::vector<std::string>();
  }

 private:
  std::map<std::string, ComponentSpec> steps_;
  std::map<std::pair<std::string, Direction>, ComponentSpec> adapters_;
};

Node nodeOf(const std::string& kind, const std::string& id) {
  Node node;
  node.kind = kind;
  node.id = id;
  node.name = "Step " + id;
  node.place = {"orders.zip!orders.iflw", 12, 5};
  return node;
}

FlowModel flowOf(std::vector<Node> nodes, std::vector<Channel> channels = {}) {
  FlowModel flow;
  flow.id = "Orders";
  flow.name = "All orders";
  flow.version = "1.0.2";
  flow.bundle = "orders.zip";
  flow.processes.emplace_back().name = "Main";
  flow.processes.front().graph.nodes = std::move(nodes);
  flow.channels = std::move(channels);
  return flow;
}

Channel channelOf(const std::string& type, Direction direction) {
  Channel channel;
  channel.id = "MessageFlow_1";
  channel.type = type;
  channel.direction = direction;
  channel.participant = "Shop";
  return channel;
}

TEST(FidelityReport, CountsEveryElementByItsFidelity) {
  FlowModel flow = flowOf({nodeOf("Enricher", "a"), nodeOf("Join", "b")}, {channelOf("HTTP", Direction::Receiver)});
  flow.processes.front().exception_subprocess.emplace().graph.nodes.push_back(nodeOf("Enricher", "c"));

  const FidelityReport report = inspect(flow, SmallCatalogue());

  EXPECT_EQ(report.count(Fidelity::Exact), 2U);
  EXPECT_EQ(report.count(Fidelity::Approximated), 1U);
  EXPECT_EQ(report.count(Fidelity::Stubbed), 1U);
  EXPECT_EQ(report.count(Fidelity::Unsupported), 0U);
  EXPECT_TRUE(report.deployable());
  EXPECT_EQ(report.elements.back().name, "Shop");
}

TEST(FidelityReport, RefusesAStepThatIsNotBuilt) {  // STEP-001
  const FidelityReport report = inspect(flowOf({nodeOf("PgpEncrypt", "a")}), SmallCatalogue());

  EXPECT_FALSE(report.deployable());
  ASSERT_EQ(report.diagnostics.size(), 1U);
  EXPECT_EQ(
      report.diagnostics.items().front().toText(),
      "error STEP-001 orders.zip!orders.iflw:12:5 PgpEncrypt 'Step a' (a): There is no step of the type 'PgpEncrypt' "
      "in iflowsim. Replace it by a supported step, or keep the flow undeployed.");
  EXPECT_EQ(report.elements.front().fidelity, Fidelity::Unsupported);
}

TEST(FidelityReport, TakesTheWordsOfAComponentThatIsListedAsMissing) {
  const FidelityReport report = inspect(flowOf({nodeOf("Aggregator", "a")}), SmallCatalogue());

  EXPECT_FALSE(report.deployable());
  EXPECT_EQ(report.elements.front().difference, "Nothing collects messages yet.");
}

TEST(FidelityReport, SuggestsTheStepWithANearName) {
  const FidelityReport report = inspect(flowOf({nodeOf("Enrichr", "a")}), SmallCatalogue());

  EXPECT_EQ(report.diagnostics.items().front().remedy, "Did you mean 'Enricher'?");
}

TEST(FidelityReport, RefusesAnAdapterThatIsNotBuilt) {  // ADAPTER-001
  const FidelityReport report = inspect(flowOf({}, {channelOf("Kafka", Direction::Receiver)}), SmallCatalogue());

  ASSERT_EQ(report.diagnostics.size(), 1U);
  EXPECT_EQ(report.diagnostics.items().front().code, "ADAPTER-001");
  EXPECT_EQ(report.diagnostics.items().front().message, "There is no receiver adapter 'Kafka' in iflowsim.");
  EXPECT_EQ(report.diagnostics.items().front().remedy, "Supported are HTTP.");
}

TEST(FidelityReport, SaysWhenAnAdapterWorksInTheOtherDirectionOnly) {
  const FidelityReport report = inspect(flowOf({}, {channelOf("HTTP", Direction::Sender)}), SmallCatalogue());

  EXPECT_EQ(report.diagnostics.items().front().remedy, "The adapter is supported as receiver only.");
}

TEST(FidelityReport, WarnsOfAValueTheComponentDoesNotKnow) {  // PROPERTY-001
  Node node = nodeOf("Enricher", "a");
  node.properties.set("bodyType", "constnt");

  const FidelityReport report = inspect(flowOf({node}), SmallCatalogue());

  ASSERT_EQ(report.diagnostics.size(), 1U);
  EXPECT_EQ(report.diagnostics.items().front().code, "PROPERTY-001");
  EXPECT_EQ(report.diagnostics.items().front().remedy, "Did you mean 'constant'?");
  EXPECT_TRUE(report.deployable());
}

TEST(FidelityReport, AcceptsValuesThatAreOpenOrKnownOrEmpty) {
  for (const char* value : {"", "CONSTANT", "${property.type}", "{{type}}"}) {
    Node node = nodeOf("Enricher", "a");
    node.properties.set("bodyType", value);
    node.properties.set("somethingNew", "x");

    EXPECT_TRUE(inspect(flowOf({node}), SmallCatalogue()).diagnostics.empty()) << value;
  }
}

TEST(FidelityReport, PrintsHeadingCountsAndWhatIsNotExact) {
  const FidelityReport report = inspect(flowOf({nodeOf("Enricher", "a"), nodeOf("Join", "b")}), SmallCatalogue());

  const std::string text = toText(report);

  EXPECT_EQ(text,
            "orders.zip: All orders (Orders 1.0.2) can be deployed\n"
            "  2 elements: 1 exact, 1 approximated, 0 stubbed, 0 unsupported\n"
            "  approximated: Join 'Step b' (b) in 'Main', line 12: No timeout.\n");
}

TEST(FidelityReport, PrintsTheFindingsOfOthersToo) {
  Diagnostics others;
  others.add({Severity::Error, "FLOW-005", {"orders.zip"}, "", "", "", "There is no start event.", "Add one."});

  const std::string text = toText(inspect(flowOf({}), SmallCatalogue()), others);

  EXPECT_THAT(text, HasSubstr("cannot be deployed"));
  EXPECT_THAT(text, HasSubstr("  error FLOW-005 orders.zip: There is no start event. Add one.\n"));
}

TEST(FidelityReport, IsTheSameAsJson) {
  const FidelityReport report = inspect(flowOf({nodeOf("Join", "b"), nodeOf("Nothing", "c\xFF")}), SmallCatalogue());

  const auto json = nlohmann::json::parse(toJson(report));

  EXPECT_EQ(json["flow"], "Orders");
  EXPECT_EQ(json["deployable"], false);
  EXPECT_EQ(json["counts"]["unsupported"], 1);
  EXPECT_EQ(json["elements"][0]["difference"], "No timeout.");
  EXPECT_EQ(json["findings"][0]["code"], "STEP-001");
  EXPECT_EQ(json["findings"][0]["line"], 12);
}

}  // namespace
}  // namespace iflowsim
