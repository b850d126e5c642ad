// The checks of receivers.
#include <gtest/gtest.h>

#include "adapters/testkit/compliance_checks.h"
#include "runtime/message/run.h"

namespace iflowsim {

void compliance::failsWithAFlowError(const AdapterRegistration& registration, const AdapterExample& example) {
  AdapterBench bench(registration);
  lendFiles(bench, example);
  const auto receiver = bench.receiver(goodChannel(example));
  ASSERT_NE(receiver, nullptr) << bench.findings();
  example.outage(bench);
  Run run({.message_id = "AGXbCvqT8", .flow_id = "orders"}, LogLevel::Info, bench.services.clock);
  Exchange exchange(run);
  exchange.setBody(Body("<order>17</order>"));

  try {
    receiver->call(exchange);
    FAIL() << "It called what is not there, and did not notice.";
  } catch (const FlowError& error) {
    EXPECT_FALSE(error.className().empty());
    EXPECT_FALSE(error.message().empty());
  }
}

}  // namespace iflowsim
