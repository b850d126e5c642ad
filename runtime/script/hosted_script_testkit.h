#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "runtime/script/fake_host_testkit.h"
#include "runtime/script/script_host.h"
#include "tests/support/fake_services.h"

namespace iflowsim::script {

/// A tenant whose scripts run in a fake host, and a message.
class FakeHostTest : public ::testing::Test {
 protected:
  static constexpr const char* kFile = "src/main/resources/script/a.groovy";

  FakeHostTest() { options.launch = host.launcher(); }

  /// With the options as they are then.
  void start() {
    engine =
        std::make_unique<ScriptHost>(options, TenantServices{services.credentials, services.keystore,
                                                             services.memory.all, no_values, nobody, services.clock});
  }

  ScriptPtr script() {
    if (!engine) start();
    auto compiled = engine->compile(bundle, {ScriptLanguage::Groovy, kFile, "processData"}, {"orders", "step"});
    EXPECT_TRUE(compiled) << (compiled ? "" : compiled.error().text);
    return compiled ? *compiled : nullptr;
  }

  /// What the script fails with, for a message of its own.
  static std::string failureOf(const Script& script, Exchange& exchange) {
    try {
      script.run(exchange);
      return "nothing was thrown";
    } catch (const FlowError& error) {
      return error.describe();
    }
  }
  std::string failureOf(const Script& script) { return failureOf(script, exchange); }

  /// The answer to RUN is a body as it is written here.
  static FakeHost::Answer body(const WireOut& written) {
    return [result = resultWith(written)](FakeLink& link, const Frame&) { link.write(Kind::Result, result); };
  }

  const ScriptBundle bundle{"orders", {{kFile, std::make_shared<const std::string>("")}}};
  NoValueMappings no_values;
  EmptyPartnerDirectory nobody;
  FakeServices services;
  FakeHost host;
  ScriptHost::Options options{.time_limit = std::chrono::milliseconds(60'000),
                              .patience = std::chrono::milliseconds(10'000),
                              .end_time = std::chrono::milliseconds(1),
                              .tend_every = std::chrono::milliseconds(0)};
  std::unique_ptr<ScriptHost> engine;
  iflowsim::Run run{{.message_id = "M1", .flow_id = "orders"}, LogLevel::Debug, services.clock};
  Exchange exchange{run};
};

}  // namespace iflowsim::script
