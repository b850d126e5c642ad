#include "adapters/idoc/idoc_config.h"

#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"

namespace iflowsim {

void register_idoc(AdapterRegistry& registry);

namespace {

using Handling = IdocSenderConfig::InvalidCharacters;

class IdocConfigTest : public testing::Test {
 protected:
  std::shared_ptr<const IdocSenderConfig> sender(const AdapterBench::PropertyList& properties) {
    return readIdocSenderConfig(bench.build, AdapterBench::channel("IDOC", Direction::Sender, properties));
  }
  std::shared_ptr<const IdocReceiverConfig> receiver(const AdapterBench::PropertyList& properties) {
    return readIdocReceiverConfig(bench.build, AdapterBench::channel("IDOC", Direction::Receiver, properties));
  }

  AdapterBench bench{register_idoc};
};

// P-IDOC-013
TEST_F(IdocConfigTest, RefusesInvalidCharactersUnlessToldOtherwise) {
  EXPECT_EQ(sender({{"address", "/orders"}})->invalid_characters, Handling::Refuse);
  EXPECT_EQ(sender({{"address", "/orders"}, {"xmlCharacterHandling", "throwException"}})->invalid_characters,
            Handling::Refuse);
  EXPECT_EQ(sender({{"address", "/orders"}, {"xmlCharacterHandling", "none"}})->invalid_characters, Handling::Refuse);
  EXPECT_EQ(sender({{"address", "/orders"}, {"xmlCharacterHandling", "remove"}})->invalid_characters, Handling::Remove);
  EXPECT_EQ(sender({{"address", "/orders"}, {"xmlCharacterHandling", "Replace"}})->invalid_characters,
            Handling::Replace);
  EXPECT_EQ(bench.findings(), "");
}

TEST_F(IdocConfigTest, ReportsAnUnknownCharacterHandling) {
  EXPECT_EQ(sender({{"address", "/orders"}, {"xmlCharacterHandling", "ignore"}}), nullptr);

  EXPECT_EQ(bench.finding().code, "IDOC-001");
  EXPECT_EQ(bench.finding().message, "Invalid XML Character Handling is 'ignore', which is not known.");
  EXPECT_EQ(bench.finding().remedy,
            "Choose one of throwException, none, remove, replace. If it is an externalized parameter, configure its "
            "value.");
}

TEST_F(IdocConfigTest, ReportsEveryProblemOfASenderAtOnce) {
  EXPECT_EQ(sender({{"maximumBodySize", "x"}, {"xmlCharacterHandling", "x"}}), nullptr);

  EXPECT_EQ(bench.build.diagnostics.size(), 3U) << bench.findings();
}

// P-IDOC-020
TEST_F(IdocConfigTest, SendsOneIdocExactlyOnceByDefault) {
  const auto config = receiver({{"address", "https://erp.example/sap/bc/srt/idoc"}});

  ASSERT_NE(config, nullptr) << bench.findings();
  EXPECT_TRUE(config->exactly_once);
  EXPECT_EQ(config->message_id.kind, SapMessageIdSettings::Kind::Reuse);
  EXPECT_EQ(config->message_id.header, "SapMessageId");
  EXPECT_FALSE(receiver({{"address", "https://erp.example"}, {"IDocContentType", "Text/XML"}})->exactly_once);
}

TEST_F(IdocConfigTest, ReportsAnUnknownContentType) {
  EXPECT_EQ(receiver({{"address", "https://erp.example"}, {"IDocContentType", "text/plain"}}), nullptr);

  EXPECT_EQ(bench.finding().code, "IDOC-002");
  EXPECT_EQ(bench.finding().message, "IDoc Content Type is 'text/plain', which is not known.");
}

TEST_F(IdocConfigTest, ReportsAnUnknownMessageIdDetermination) {
  EXPECT_EQ(receiver({{"address", "https://erp.example"}, {"SapRmMessageIdDetermination", "Guess"}}), nullptr);

  EXPECT_EQ(bench.finding().code, "MESSAGEID-001");
}

}  // namespace
}  // namespace iflowsim
