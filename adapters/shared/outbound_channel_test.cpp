#include "adapters/shared/outbound_channel.h"

#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"
#include "runtime/message/run.h"

namespace iflowsim {
namespace {

void registerNothing(AdapterRegistry& /*registry*/) {}

class OutboundChannelTest : public testing::Test {
 protected:
  std::optional<OutboundChannel> read(const AdapterBench::PropertyList& properties) {
    return readOutboundChannel(bench.build, AdapterBench::channel("SOAP", Direction::Receiver, properties));
  }
  const OutboundRequest& sent(const AdapterBench::PropertyList& properties) {
    const auto channel = read(properties);
    OutboundRequest request = makeOutboundRequest(channel.value(), exchange, bench.services.services);
    request.body = Body("<order/>");
    callOut(*channel, bench.services.services, std::move(request), exchange);
    return bench.services.http.last();
  }

  AdapterBench bench{registerNothing};
  iflowsim::Run run{{.correlation_id = "AGpyvUXK0000000000000000000w"}, LogLevel::Info, bench.services.clock};
  Exchange exchange{run};
};

TEST_F(OutboundChannelTest, PostsToTheAddressOfTheChannel) {
  run.beginStep("s", "Call", "ExternalCall", exchange);

  const OutboundRequest& request = sent({{"address", "https://backend.example/orders now?x=1"}});

  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://backend.example/orders%20now?x=1");
  EXPECT_EQ(request.site.receiver, "Webshop");
  EXPECT_EQ(exchange.headers().text("SAP_MplCorrelationId"), "AGpyvUXK0000000000000000000w");
  EXPECT_EQ(run.steps().back().properties.back().second, "https://backend.example/orders%20now");
}

// P-SOAPR-002
TEST_F(OutboundChannelTest, LetsTheOverridingHeaderWinOverAFixedAddress) {
  exchange.headers().set("CamelDestinationOverrideUrl", "https://other.example/");

  EXPECT_EQ(sent({{"address", "https://backend.example/"}}).url, "https://other.example/");
}

// P-SOAPR-002
TEST_F(OutboundChannelTest, LetsADynamicAddressWinOverTheHeader) {
  exchange.headers().set("CamelDestinationOverrideUrl", "https://other.example/");
  EXPECT_EQ(sent({{"address", "${header.to}"}, {"cleanupHeaders", "0"}}).url, "https://other.example/");

  exchange.headers().set("to", "https://third.example/");

  EXPECT_EQ(sent({{"address", "${header.to}"}}).url, "https://third.example/");
}

// P-SOAPR-010
TEST_F(OutboundChannelTest, CleansUpTheHeadersThatSteerTheAdapter) {
  exchange.headers().set("CamelDestinationOverrideUrl", "https://other.example/");
  exchange.headers().set("SOAPAction", "urn:create");
  exchange.headers().set("Kept", "yes");

  sent({{"address", "https://b.example"}, {"cleanupHeaders", "0"}});
  EXPECT_EQ(exchange.headers().text("SOAPAction"), "urn:create");
  sent({{"address", "https://b.example"}, {"cleanupHeaders", "1"}});

  EXPECT_FALSE(exchange.headers().contains("SOAPAction"));
  EXPECT_FALSE(exchange.headers().contains("CamelDestinationOverrideUrl"));
  EXPECT_TRUE(exchange.headers().contains("Kept"));
}

TEST_F(OutboundChannelTest, SendsTheCredentialOfBasicAuthentication) {
  bench.services.credentials.add("backend", {.user = "u", .password = "p"});

  const OutboundRequest& request =
      sent({{"address", "https://b.example"}, {"authentication", "Basic"}, {"credentialName", "backend"}});

  EXPECT_EQ(request.headers.get("Authorization"), "Basic dTpw");
}

TEST_F(OutboundChannelTest, FailsWithoutTheCredentialAndHintsAtTheRemedy) {
  run.beginStep("s", "Call", "ExternalCall", exchange);
  const auto channel =
      read({{"address", "https://b.example"}, {"authentication", "Basic"}, {"credentialName", "absent"}});

  EXPECT_THROW(notingHints(run, [&] { makeOutboundRequest(*channel, exchange, bench.services.services); }), FlowError);

  EXPECT_EQ(run.steps().back().properties.back().second,
            "Add credential 'absent' to security/credentials.yaml of the tenant.");
}

TEST_F(OutboundChannelTest, CompressesAndReturnsTheStatusWhenAsked) {
  bench.services.http.answer(HttpReply{.status = 202});

  const OutboundRequest& request =
      sent({{"address", "https://b.example"}, {"CompressMessage", "1"}, {"sendHttpResponseCode", "1"}});

  EXPECT_EQ(request.headers.get("Content-Encoding"), "gzip");
  EXPECT_EQ(exchange.headers().text("CamelHttpResponseCode"), "202");
}

TEST_F(OutboundChannelTest, WarnsOfAnEmptyAddress) {
  EXPECT_TRUE(read({}).has_value());

  EXPECT_EQ(bench.finding().code, "OUTBOUND-001");
}

TEST_F(OutboundChannelTest, RefusesATimeoutThatIsNoNumber) {
  EXPECT_FALSE(read({{"address", "https://b.example"}, {"requestTimeout", "soon"}}).has_value());

  EXPECT_EQ(bench.finding().code, "OUTBOUND-002");
  EXPECT_EQ(bench.finding().message, "Timeout is 'soon'.");
}

TEST_F(OutboundChannelTest, WarnsOfAuthenticationItDoesNotKnowOrCarryOut) {
  EXPECT_TRUE(read({{"address", "https://b.example"}, {"authentication", "Handshake"}}).has_value());
  EXPECT_EQ(bench.finding().code, "OUTBOUND-003");
  bench.build.diagnostics = {};

  EXPECT_TRUE(read({{"address", "https://b.example"}, {"authentication", "Principal Propagation"}}).has_value());

  EXPECT_EQ(bench.finding().code, "OUTBOUND-004");
}

TEST(HeaderLines, DoNotEndInsideOfAValue) {
  HttpHeaders headers;

  addHeaderLines(headers, "X", Value("a\r\nY: b"));

  EXPECT_EQ(headers.get("X"), "a  Y: b");
}

}  // namespace
}  // namespace iflowsim
