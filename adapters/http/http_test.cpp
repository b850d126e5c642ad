#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "runtime/spi/registry.h"
#include "tests/support/fake_build_context.h"

namespace iflowsim {

void register_http(AdapterRegistry& registry);

namespace {

struct Registered {
  AdapterRegistry registry;
  FakeServices services;
  FakeBuildContext context{services};

  Registered() { register_http(registry); }
  std::unique_ptr<Receiver> build(const std::string& address) {
    Channel channel{.name = "To billing", .type = "HTTP", .direction = Direction::Receiver};
    channel.properties.set("httpAddressWithoutQuery", address);
    return registry.find("HTTP", Direction::Receiver)->build_receiver(context, channel);
  }
};

TEST(HttpAdapter, IsRegisteredAsReceiverWithItsDifferenceInWords) {
  Registered registered;

  const AdapterSpec* spec = registered.registry.find("HTTP", Direction::Receiver);

  ASSERT_NE(spec, nullptr);
  EXPECT_EQ(spec->fidelity, Fidelity::Approximated);
  EXPECT_FALSE(spec->difference.empty());
  EXPECT_EQ(registered.registry.find("HTTP", Direction::Sender), nullptr);
}

TEST(HttpAdapter, BuildsNoReceiverFromAWrongChannel) {
  Registered registered;

  EXPECT_EQ(registered.build("http://host/a?client=1"), nullptr);
  EXPECT_TRUE(registered.context.diagnostics.hasErrors());
}

// P-HTTP-018
TEST(HttpAdapter, SharesCookiesAmongTheChannelsOfAFlowAndWithNoOther) {
  Registered registered;
  registered.context.model.settings.set("httpSessionHandling", "onIntegrationFlow");
  const auto first = registered.build("http://host/a");
  const auto second = registered.build("http://host/b");
  FakeBuildContext other(registered.services);
  other.model.settings = registered.context.model.settings;
  const auto stranger = registered.registry.find("HTTP", Direction::Receiver)->build_receiver(other, {});
  std::vector<std::size_t> known;
  registered.services.http.onCall([&](const OutboundRequest& request) {
    known.push_back(request.cookies->lines.size());
    request.cookies->lines = {"host\tFALSE\t/\tFALSE\t0\tsession\t1"};
  });
  iflowsim::Run run({}, LogLevel::Info, registered.services.clock);
  Exchange exchange(run);

  first->call(exchange);
  second->call(exchange);
  stranger->call(exchange);

  EXPECT_EQ(known, (std::vector<std::size_t>{0, 1, 0}));
}

}  // namespace
}  // namespace iflowsim
