#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "runtime/message/run.h"
#include "runtime/script/java_host.h"
#include "runtime/script/script_host.h"
#include "tests/support/fake_services.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim::script {

/// A tenant whose scripts run in the real host. Skipped where that was not built.
class JavaHostTest : public ::testing::Test {
 protected:
  static constexpr const char* kFile = "src/main/resources/script/orders.groovy";

  void SetUp() override {
    if (std::string(IFLOWSIM_SCRIPT_HOST_ARGS).empty())
      GTEST_SKIP() << "the script host was not built: there is no JDK";
    options.launch = [this] {
      ++launches;
      auto started = startJavaHost({.arguments_file = IFLOWSIM_SCRIPT_HOST_ARGS,
                                    .scratch = folder.path() / "scratch",
                                    .cache = folder.path() / "cache",
                                    .log = log});
      if (started) process = started->get();
      return started;
    };
    start();
  }

  NoValueMappings no_values;
  EmptyPartnerDirectory nobody;

  void start() {
    host = std::make_unique<ScriptHost>(options, TenantServices{*credentials, services.keystore, services.memory.all,
                                                                no_values, nobody, services.clock});
  }

  ScriptPtr compile(const std::string& text, const std::string& function = "processData") {
    const ScriptBundle bundle{"orders", {{kFile, std::make_shared<const std::string>(text)}}};
    auto script = host->compile(bundle, {ScriptLanguage::Groovy, kFile, function}, {"orders", "CallActivity_1"});
    EXPECT_TRUE(script) << (script ? "" : script.error().text);
    return script ? *script : nullptr;
  }

  /// The body of `processData`.
  ScriptPtr script(const std::string& statements) {
    return compile(
        "import com.sap.gateway.ip.core.customdev.util.Message\ndef Message processData(Message message) {\n" +
        statements + "\nreturn message\n}\n");
  }

  /// What the script fails with.
  static std::string failureOf(const ScriptPtr& given, Exchange& message) {
    try {
      given->run(message);
      return "nothing was thrown";
    } catch (const FlowError& error) {
      return error.describe();
    }
  }

  std::string failureOf(const ScriptPtr& given) { return failureOf(given, exchange); }

  FakeServices services;
  CredentialStore* credentials = &services.credentials;
  /// Takes the log lines of the process; none: they go to standard error.
  HostOutput::Log log;
  iflowsim::testing::TemporaryFolder folder;
  ScriptHost::Options options;
  int launches = 0;
  HostProcess* process = nullptr;
  std::unique_ptr<ScriptHost> host;
  iflowsim::Run run{{.message_id = "M1", .flow_id = "orders"}, LogLevel::Debug, services.clock};
  Exchange exchange{run};
};

}  // namespace iflowsim::script
