#include "adapters/shared/sap_message_id.h"

#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"
#include "runtime/message/run.h"

namespace iflowsim {
namespace {

const SapMessageIdSettings::Names kNames{"Determination", "Source", "SapMessageIdEx"};

void registerNothing(AdapterRegistry& /*registry*/) {}

class SapMessageIdTest : public testing::Test {
 protected:
  std::optional<SapMessageIdSettings> read(const AdapterBench::PropertyList& properties, std::string channel = "c") {
    Channel made = AdapterBench::channel("SOAP", Direction::Receiver, properties);
    made.id = std::move(channel);
    return readSapMessageId(bench.build, made, kNames);
  }
  std::string id(const AdapterBench::PropertyList& properties, std::string channel = "c") {
    return SapMessageIds(read(properties, std::move(channel)).value(), bench.services.services).idOf(exchange);
  }
  void setHeader(const std::string& name, const std::string& value) { exchange.headers().set(name, value); }

  AdapterBench bench{registerNothing};
  iflowsim::Run run{{}, LogLevel::Info, bench.services.clock};
  Exchange exchange{run};
};

// P-SAPID-001
TEST_F(SapMessageIdTest, ReusesTheIdOfTheHeaderByDefault) {
  setHeader("SapMessageIdEx", "e0fb-1");

  EXPECT_EQ(id({}), "e0fb-1");
  EXPECT_EQ(id({{"Determination", "Reuse"}}), "e0fb-1");
}

TEST_F(SapMessageIdTest, IsNewWhenThereIsNothingToReuse) {
  const std::string first = id({});

  EXPECT_EQ(first.size(), 36U);
  EXPECT_NE(id({}), first);
}

// P-SAPID-002
TEST_F(SapMessageIdTest, IsNewEachTimeWhenGenerated) {
  setHeader("SapMessageIdEx", "e0fb-1");

  EXPECT_NE(id({{"Determination", "Generate"}}), "e0fb-1");
}

// P-SAPID-003
TEST_F(SapMessageIdTest, BelongsToItsSourceFor90Days) {
  const AdapterBench::PropertyList map{{"Determination", "Map"}, {"Source", "${header.Order}"}};
  setHeader("Order", "4711");
  const std::string first = id(map);

  bench.services.clock.advance(std::chrono::hours(90 * 24) - std::chrono::seconds(1));
  EXPECT_EQ(id(map), first);

  bench.services.clock.advance(std::chrono::seconds(1));
  EXPECT_NE(id(map), first);
}

TEST_F(SapMessageIdTest, DiffersBySourceAndChannel) {
  const AdapterBench::PropertyList map{{"Determination", "Map"}, {"Source", "${header.Order}"}};
  setHeader("Order", "4711");
  const std::string first = id(map);

  EXPECT_NE(id(map, "other"), first);
  setHeader("Order", "4712");
  EXPECT_NE(id(map), first);
}

// P-SAPID-003
TEST_F(SapMessageIdTest, TakesTheFirst120CharactersOfTheSource) {
  const AdapterBench::PropertyList map{{"Determination", "Map"}, {"Source", "${header.Order}"}};
  std::string umlauts;
  for (int i = 0; i < 120; ++i) umlauts += "\xC3\xBC";
  setHeader("Order", umlauts + "a");
  const std::string first = id(map);

  setHeader("Order", umlauts + "b");
  EXPECT_EQ(id(map), first);

  setHeader("Order", umlauts.substr(2) + "b");
  EXPECT_NE(id(map), first);
}

TEST_F(SapMessageIdTest, IsNewWhenTheSourceIsEmpty) {
  const AdapterBench::PropertyList map{{"Determination", "Map"}, {"Source", "${header.Order}"}};

  EXPECT_NE(id(map), id(map));
}

TEST_F(SapMessageIdTest, WarnsOfAMapWithoutSource) {
  EXPECT_TRUE(read({{"Determination", "Map"}}).has_value());

  EXPECT_EQ(bench.finding().severity, Severity::Warning);
  EXPECT_EQ(bench.finding().code, "MESSAGEID-002");
}

TEST_F(SapMessageIdTest, RefusesAnUnknownDetermination) {
  EXPECT_FALSE(read({{"Determination", "Guess"}}).has_value());

  EXPECT_EQ(bench.finding().code, "MESSAGEID-001");
  EXPECT_NE(bench.finding().message.find("'Guess'"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
