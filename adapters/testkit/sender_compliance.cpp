// The checks of every sender.
#include <gtest/gtest.h>

#include "adapters/testkit/compliance_checks.h"
#include "adapters/testkit/sender_trial.h"

namespace iflowsim {

namespace {

std::vector<std::string> pathsOf(const std::vector<EndpointAddress>& addresses) {
  std::vector<std::string> paths;
  for (const EndpointAddress& address : addresses) paths.push_back(address.path + (address.prefix ? "/*" : ""));
  return paths;
}

void expectNothingLeft(const AdapterBench& bench) {
  EXPECT_TRUE(bench.services.endpoints.entries().empty());
  EXPECT_TRUE(bench.services.direct.entries().empty());
  EXPECT_EQ(bench.services.scheduler.jobCount(), 0U);
}

}  // namespace

void compliance::startsAndStops(const AdapterRegistration& registration, const AdapterExample& example) {
  SenderTrial trial(registration, example);
  for (int round = 0; round < 2; ++round) {
    trial.buildAnew();

    trial.start();
    trial.stop();

    expectNothingLeft(trial.bench());
    EXPECT_EQ(trial.runner().use_count(), 1) << "A stopped sender must not keep its flow.";
  }
  trial.buildAnew();

  trial.stop();

  expectNothingLeft(trial.bench());
}

void compliance::holdsTheAddressesItAnnounces(const AdapterRegistration& registration, const AdapterExample& example) {
  SenderTrial trial(registration, example);
  const auto announced = trial.sender().endpointAddresses();

  trial.start();

  EXPECT_EQ(pathsOf(trial.bench().services.endpoints.addressesOf(trial.runner()->flowId())), pathsOf(announced));
  EXPECT_EQ(announced.empty(), !example.http);
  EXPECT_TRUE(announced.empty() || !trial.sender().addresses().empty());
}

void compliance::refusesAnAddressThatIsTaken(const AdapterRegistration& registration, const AdapterExample& example) {
  SenderTrial trial(registration, example);
  trial.start();
  FakeServices& services = trial.bench().services;
  const std::size_t held = services.endpoints.entries().size() + services.direct.entries().size();
  if (held == 0) return;
  const auto second = trial.bench().sender(goodChannel(example));
  ASSERT_NE(second, nullptr);

  const auto started = second->start(std::make_shared<FakeRunner>());
  second->stop();

  ASSERT_FALSE(started.has_value());
  EXPECT_FALSE(started.error().code.empty());
  EXPECT_FALSE(started.error().text.empty());
  EXPECT_EQ(services.endpoints.entries().size() + services.direct.entries().size(), held);
}

void compliance::bringsAMessageToItsFlow(const AdapterRegistration& registration, const AdapterExample& example) {
  SenderTrial trial(registration, example);
  trial.start();

  trial.arrive();

  ASSERT_EQ(trial.messages(), 1U);
  EXPECT_EQ(trial.runner()->outcomes().front().status, RunStatus::Completed);
  EXPECT_EQ(trial.runner()->inbound().front().sender, "Webshop") << "The log names the sending participant.";
}

void compliance::goesOnAfterAFailedMessage(const AdapterRegistration& registration, const AdapterExample& example) {
  int runs = 0;
  SenderTrial trial(registration, example, {}, [&runs](Exchange& /*exchange*/) {
    if (++runs == 1) throw FlowError("a.Error", "bad order");
  });
  trial.start();

  trial.arrive();
  trial.arrive();

  ASSERT_EQ(trial.messages(), 2U);
  EXPECT_EQ(trial.runner()->outcomes()[0].status, RunStatus::Failed);
  EXPECT_EQ(trial.runner()->outcomes()[1].status, RunStatus::Completed);
  EXPECT_NE(trial.runner()->messageIds()[0], trial.runner()->messageIds()[1]);
}

void compliance::isSilentOnceStopped(const AdapterRegistration& registration, const AdapterExample& example) {
  SenderTrial trial(registration, example);
  trial.start();

  trial.stop();
  trial.arrive();

  EXPECT_EQ(trial.messages(), 0U);
}

void compliance::worksAgainAfterARestart(const AdapterRegistration& registration, const AdapterExample& example) {
  SenderTrial trial(registration, example);
  trial.start();
  trial.stop();
  trial.buildAnew();

  trial.start();
  trial.arrive();

  EXPECT_EQ(trial.messages(), 1U);
}

}  // namespace iflowsim
