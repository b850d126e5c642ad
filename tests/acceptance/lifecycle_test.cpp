#include <filesystem>
#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/acceptance/hello_tenant.h"

namespace iflowsim::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

TEST(Lifecycle, SaysOnOneLineWhereTheServerIsReady) {
  HelloTenant tenant;

  const ServerProcess& server = tenant.serve();

  EXPECT_THAT(server.readyLine(),
              MatchesRegex("ready runtime=https://localhost:[0-9]+ management=https://localhost:[0-9]+ flows=4"));
}

TEST(Lifecycle, TellsHowToTrustANewAuthority) {
  HelloTenant tenant;

  const ServerProcess& server = tenant.serve();

  EXPECT_THAT(server.errors(), HasSubstr((tenant.path() / ".iflowsim" / "tls" / "ca.pem").string()));
}

TEST(Lifecycle, EndsWithZeroWhenToldTo) {
  HelloTenant tenant;

  EXPECT_EQ(tenant.serve().stop(), 0);
}

TEST(Lifecycle, LetsMessagesInFlightFinishBeforeTheEnd) {
  HelloTenant tenant;
  edit(tenant.path() / "stubs" / "mappings" / "order-4711.json", "\"status\": 200,",
       "\"status\": 200, \"fixedDelayMilliseconds\": 2000,");
  tenant.serve();
  auto reply = std::async(std::launch::async, [&] { return tenant.caller().get("/http/orders/status?id=4711"); });
  ASSERT_TRUE(eventually([&] { return !tenant.ask({"logs", "--status", "PROCESSING"}).at("messages").empty(); }));

  tenant.server().tellToStop();

  EXPECT_EQ(reply.get().body, "<status order=\"4711\">shipped</status>");
  EXPECT_EQ(tenant.server().stop(), 0);
}

TEST(Lifecycle, RefusesASecondServerOnTheSameFolder) {
  HelloTenant tenant;
  tenant.serve();

  const Outcome second =
      runProgram({"serve", tenant.path().string(), "-D", "ports.runtime=0", "-D", "ports.management=0"});

  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.err, HasSubstr("SERVER-001"));
  EXPECT_EQ(second.out, "");
  EXPECT_EQ(tenant.caller().get("/http/hello").status, 200);
}

TEST(Lifecycle, RefusesUnknownSettings) {
  HelloTenant tenant;

  const Outcome outcome = runProgram({"serve", tenant.path().string(), "-D", "ports.runtme=0"});

  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("ports.runtime"));
}

TEST(Lifecycle, KeepsTheAuthorityAndTheLogOverARestart) {
  HelloTenant tenant;
  tenant.serve();
  const std::string id = tenant.caller().get("/http/hello").messageId();
  const fs::path authority = tenant.path() / ".iflowsim" / "tls" / "ca.pem";
  const auto made = fs::last_write_time(authority);
  ASSERT_EQ(tenant.server().stop(), 0);

  tenant.serve();

  EXPECT_EQ(fs::last_write_time(authority), made);
  EXPECT_EQ(tenant.ask({"log", id}).at("status"), "COMPLETED");
}

}  // namespace
}  // namespace iflowsim::testing
