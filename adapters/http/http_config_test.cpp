#include "adapters/http/http_config.h"

#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "tests/support/fake_build_context.h"

namespace iflowsim {
namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

struct Reading {
  FakeServices services;
  FakeBuildContext context{services};
  std::optional<HttpConfig> config;

  explicit Reading(const Settings& properties, const std::string& version = "1.15.0") {
    Channel channel{.id = "MessageFlow_1", .name = "To billing", .type = "HTTP", .direction = Direction::Receiver};
    channel.participant = "Billing";
    channel.version = version;
    channel.properties.set("httpAddressWithoutQuery", "https://billing.example/orders");
    for (const auto& [name, value] : properties) channel.properties.set(name, value);
    config = readHttpConfig(context, channel);
  }

  std::string findings() const { return context.diagnostics.toText(); }
};

void expectFinding(const Settings& properties, const std::string& severity, const std::string& text) {
  const Reading reading(properties);
  EXPECT_EQ(reading.context.diagnostics.size(), 1U);
  EXPECT_TRUE(reading.findings().starts_with(severity + ' ')) << reading.findings();
  EXPECT_NE(reading.findings().find(text), std::string::npos) << reading.findings();
  EXPECT_EQ(reading.config.has_value(), severity == "warning");
}

TEST(HttpConfig, HasTheProductsDefaults) {
  const Reading reading({});

  ASSERT_TRUE(reading.config);
  EXPECT_TRUE(reading.context.diagnostics.empty());
  EXPECT_EQ(reading.config->method.configured(), "");
  EXPECT_EQ(reading.config->timeout, std::chrono::milliseconds(60'000));
  EXPECT_EQ(reading.config->response_headers.configured(), "*");
  EXPECT_TRUE(reading.config->throw_on_failure);
  EXPECT_FALSE(reading.config->send_body);
  EXPECT_FALSE(reading.config->retry.enabled);
}

TEST(HttpConfig, NamesTheCallSite) {
  const Reading reading({});

  ASSERT_TRUE(reading.config);
  EXPECT_EQ(reading.config->site.flow_id, "orders");
  EXPECT_EQ(reading.config->site.channel_name, "To billing");
  EXPECT_EQ(reading.config->site.channel_id, "MessageFlow_1");
  EXPECT_EQ(reading.config->site.receiver, "Billing");
}

TEST(HttpConfig, SendsAllHeadersOnlyBeforeTheListCameIn) {
  EXPECT_TRUE(Reading({}, "1.7.2").config->send_all_headers);
  EXPECT_FALSE(Reading({}, "1.8.0").config->send_all_headers);
  EXPECT_FALSE(Reading(Settings{{"allowedRequestHeaders", ""}}, "1.7.2").config->send_all_headers);
  EXPECT_FALSE(Reading({}, "").config->send_all_headers);
}

TEST(HttpConfig, ReadsZeroAndOneAsBooleans) {
  EXPECT_TRUE(Reading(Settings{{"httpMethod", "GET"}, {"httpShouldSendBody", "1"}}).config->send_body);
  EXPECT_FALSE(Reading(Settings{{"httpMethod", "GET"}, {"httpShouldSendBody", "0"}}).config->send_body);
}

TEST(HttpConfig, ReadsRetrySettingsOnlyWhenSwitchedOn) {
  const Settings settings{{"httpErrorResponseCodes", "503, 429"}, {"retryInterval", "9"}, {"retryIteration", "3"}};
  Settings on = settings;
  on.emplace_back("retryOnConnectionFailure", "true");

  EXPECT_FALSE(Reading(settings).config->retry.enabled);
  const Reading reading(on);
  ASSERT_TRUE(reading.config);
  EXPECT_TRUE(reading.config->retry.enabled);
  EXPECT_EQ(reading.config->retry.statuses, (std::vector<int>{503, 429}));
  EXPECT_EQ(reading.config->retry.interval, std::chrono::seconds(9));
  EXPECT_EQ(reading.config->retry.times, 3);
}

TEST(HttpConfig, TakesTheSessionOfTheFlow) {
  FakeServices services;
  FakeBuildContext context(services);
  context.model.settings.set("httpSessionHandling", "onExchange");

  const std::optional<HttpConfig> config = readHttpConfig(context, {});

  ASSERT_TRUE(config);
  EXPECT_EQ(config->session, HttpConfig::Session::Exchange);
}

TEST(HttpConfig, WarnsOfAnEmptyAddress) {
  expectFinding({{"httpAddressWithoutQuery", ""}}, "warning", "HTTP-001");
}

TEST(HttpConfig, RefusesOptionsOfTheAdapterInTheAddress) {
  expectFinding({{"httpAddressWithoutQuery", "http://host/a?bufferSize=1"}}, "error",
                "HTTP-002  HTTP Receiver channel 'To billing' (MessageFlow_1): the address holds 'bufferSize='");
}

TEST(HttpConfig, RefusesWhatIsNoNumber) {
  expectFinding({{"httpRequestTimeout", "soon"}}, "error", "HTTP-003");
  expectFinding({{"retryOnConnectionFailure", "true"}, {"retryInterval", "61"}}, "error", "retryInterval is '61'");
  expectFinding({{"retryOnConnectionFailure", "true"}, {"retryIteration", "4"}}, "error", "from 0 to 3");
  expectFinding({{"retryOnConnectionFailure", "true"}, {"httpErrorResponseCodes", "503;504"}}, "error", "503;504");
}

TEST(HttpConfig, RefusesAnUnknownMethod) {
  expectFinding({{"httpMethod", "FETCH"}}, "error", "HTTP-004");
}

TEST(HttpConfig, WarnsOfAnUnknownAuthentication) {
  expectFinding({{"authenticationMethod", "Kerberos"}}, "warning", "HTTP-005");
}

TEST(HttpConfig, RefusesAliasesTheProductDoesNotAllow) {
  expectFinding({{"credentialName", "true"}}, "error", "HTTP-006");
}

// P-HTTP-016
TEST(HttpConfig, WarnsOfAuthenticationThatIsNotCarriedOut) {
  expectFinding({{"authenticationMethod", "OAuth2 Client Credentials"}}, "warning", "HTTP-007");
}

TEST(HttpConfig, FailsWhenAnExpressionIsWrong) {
  expectFinding({{"httpAddressQuery", "a=${header.x"}}, "error", "SIMPLE-001");
}

}  // namespace
}  // namespace iflowsim
