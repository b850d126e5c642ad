#include "adapters/testkit/adapter_bench.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace iflowsim {

namespace {

const AdapterSpec& specOf(const AdapterRegistry& registry, const Channel& channel) {
  const AdapterSpec* spec = registry.find(channel);
  if (spec == nullptr) throw std::logic_error("No adapter " + channel.type + " is registered in this direction.");
  return *spec;
}

}  // namespace

AdapterBench::AdapterBench(const AdapterRegistration& registration) {
  registration(registry);
  build.model.id = "orders";
  build.model.name = "Orders";
  build.model.bundle = "orders.zip";
  services.scheduler.setNow(services.clock.now());
}

Channel AdapterBench::channel(const std::string& type, Direction direction, const PropertyList& properties) {
  Channel channel;
  channel.id = "MessageFlow_1";
  channel.name = "Shop";
  channel.type = type;
  channel.direction = direction;
  channel.node = "StartEvent_1";
  channel.participant = "Webshop";
  channel.place = {"orders.zip!orders.iflw", 12, 5};
  for (const auto& [key, value] : properties) channel.properties.set(key, value);
  return channel;
}

std::unique_ptr<Sender> AdapterBench::sender(const std::string& type, const PropertyList& properties) {
  return sender(channel(type, Direction::Sender, properties));
}

std::unique_ptr<Sender> AdapterBench::sender(const Channel& channel) {
  return specOf(registry, channel).build_sender(build, channel);
}

std::unique_ptr<Receiver> AdapterBench::receiver(const std::string& type, const PropertyList& properties) {
  return receiver(channel(type, Direction::Receiver, properties));
}

std::unique_ptr<Receiver> AdapterBench::receiver(const Channel& channel) {
  return specOf(registry, channel).build_receiver(build, channel);
}

const Diagnostic& AdapterBench::finding() const {
  static const Diagnostic none;
  EXPECT_EQ(build.diagnostics.size(), 1U) << findings();
  return build.diagnostics.empty() ? none : build.diagnostics.items().front();
}

void AdapterBench::passTo(TimePoint now) {
  services.clock.set(now);
  services.scheduler.runUntil(now);
}

}  // namespace iflowsim
