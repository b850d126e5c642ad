#include "adapters/testkit/compliance.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/fake_runner.h"

namespace iflowsim {

namespace {

void checkProperty(const PropertySpec& property) {
  EXPECT_FALSE(property.name.empty());
  EXPECT_FALSE(property.meaning.empty()) << property.name;
  if (property.allowed.empty() || property.default_value.empty()) return;
  EXPECT_NE(std::find(property.allowed.begin(), property.allowed.end(), property.default_value), property.allowed.end())
      << "The default of " << property.name << " is not allowed.";
}

bool isBuilt(AdapterBench& bench, const AdapterExample& example, const AdapterBench::PropertyList& properties) {
  if (example.direction == Direction::Sender) return bench.sender(example.type, properties) != nullptr;
  return bench.receiver(example.type, properties) != nullptr;
}

}  // namespace

void AdapterCompliance::describesItself(const AdapterExample& example) const {
  const AdapterBench bench(register_);
  const AdapterSpec* spec = bench.registry.find(example.type, example.direction);
  ASSERT_NE(spec, nullptr);

  EXPECT_FALSE(spec->name.empty());
  EXPECT_FALSE(spec->summary.empty());
  EXPECT_EQ(spec->difference.empty(), spec->fidelity == Fidelity::Exact) << "difference: " << spec->difference;
  EXPECT_EQ(spec->build_sender != nullptr, example.direction == Direction::Sender);
  EXPECT_EQ(spec->build_receiver != nullptr, example.direction == Direction::Receiver);
  std::set<std::string> names;
  for (const PropertySpec& property : spec->properties) {
    checkProperty(property);
    EXPECT_TRUE(names.insert(property.name).second) << property.name << " is declared twice.";
  }
  for (const auto& [name, value] : example.good) {
    EXPECT_TRUE(names.contains(name)) << name << " is used but not declared.";
  }
}

void AdapterCompliance::buildsAGoodChannel(const AdapterExample& example) const {
  AdapterBench bench(register_);

  EXPECT_TRUE(isBuilt(bench, example, example.good));
  EXPECT_TRUE(isBuilt(bench, example, example.good));

  EXPECT_FALSE(bench.build.diagnostics.hasErrors()) << bench.findings();
}

void AdapterCompliance::reportsABadChannel(const AdapterExample& example) const {
  AdapterBench bench(register_);

  EXPECT_FALSE(isBuilt(bench, example, example.bad));

  EXPECT_TRUE(bench.build.diagnostics.hasErrors());
  for (const Diagnostic& finding : bench.build.diagnostics.items()) {
    EXPECT_FALSE(finding.code.empty());
    EXPECT_EQ(finding.place.line, 12) << finding.code;
    EXPECT_EQ(finding.element_name, "Shop") << finding.code;
    EXPECT_FALSE(finding.message.empty()) << finding.code;
    EXPECT_FALSE(finding.remedy.empty()) << finding.code;
  }
}

void AdapterCompliance::startsAndStops(const AdapterExample& example) const {
  AdapterBench bench(register_);
  const auto runner = std::make_shared<FakeRunner>();
  for (int round = 0; round < 2; ++round) {
    const auto sender = bench.sender(example.type, example.good);
    ASSERT_NE(sender, nullptr) << bench.findings();

    const auto started = sender->start(runner);
    sender->stop();

    EXPECT_TRUE(started.has_value()) << started.error().text;
    EXPECT_TRUE(bench.services.endpoints.entries().empty());
    EXPECT_TRUE(bench.services.direct.entries().empty());
    EXPECT_EQ(bench.services.scheduler.jobCount(), 0U);
    EXPECT_EQ(runner.use_count(), 1) << "A stopped sender must not keep its flow.";
  }
  bench.sender(example.type, example.good)->stop();
}

}  // namespace iflowsim
