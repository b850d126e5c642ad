#include "app/server/tenant_gate.h"

#include <gtest/gtest.h>

#include "runtime/base/base64.h"
#include "security/auth/password_verifier.h"
#include "security/auth/token_service.h"
#include "security/mapping/identity_store.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

/// The gate of a tenant in mode cf with the user `dev` and a key for each plan.
struct GuardedTenant {
  GuardedTenant() {
    EXPECT_TRUE(identities.saveUser({.name = "dev", .password = "secret", .roles = {"AuthGroup.ReadOnly"}}));
    EXPECT_TRUE(identities.saveInstance({.name = "ops", .plan = ServicePlan::Api, .roles = {"MonitoringDataRead"}}));
    EXPECT_TRUE(identities.saveInstance({.name = "sender"}));
    passwords.setUsers(identities.current()->basicUsers());
  }

  Result<Operator> as(const std::string& user, const std::string& password) {
    const std::string header = "Basic " + base64Encode(user + ':' + password);
    return gate.identify({.authorization = header, .from_loopback = true});
  }

  ManualClock clock;
  testing::TemporaryFolder folder;
  IdentityStore identities{clock, {.mode = SecurityMode::CloudFoundry, .state = folder.path()}};
  PasswordVerifier passwords{clock, {}};
  std::unique_ptr<TokenService> tokens =
      std::move(*TokenService::open(identities, clock, {.key_file = folder.path() / "token-key.pem"}));
  DecisionLog decisions{clock, {}};
  TenantGate gate{{identities, passwords, *tokens, decisions}, {}};
};

TEST(TenantGate, KnowsAUserByHisPassword) {
  GuardedTenant tenant;

  const auto dev = tenant.as("dev", "secret");

  ASSERT_TRUE(dev) << dev.error().text;
  EXPECT_EQ(dev->name, "dev");
  EXPECT_EQ(dev->roles, std::vector<std::string>{"AuthGroup.ReadOnly"});
  EXPECT_FALSE(dev->owner);
}

TEST(TenantGate, RefusesWrongPasswordsStrangersAndWhatIsNoCredential) {
  GuardedTenant tenant;

  EXPECT_EQ(tenant.as("dev", "wrong").error().code, "API-401");
  EXPECT_EQ(tenant.as("nobody", "secret").error().code, "API-401");
  for (const char* header : {"Basic", "Bearer", "Bearer a.b.c", "Digest x"}) {
    EXPECT_EQ(tenant.gate.identify({.authorization = header}).error().code, "API-401") << header;
  }
}

TEST(TenantGate, KnowsApiClientsByTheirTokens) {
  GuardedTenant tenant;
  const auto created = tenant.identities.createKey({.instance = "ops", .name = "k1"});
  ASSERT_TRUE(created) << created.error().text;
  tenant.passwords.setUsers(tenant.identities.current()->basicUsers());
  const auto begin = created->document.find("clientsecret");
  const auto quote = created->document.find('"', created->document.find(':', begin)) + 1;
  const std::string secret = created->document.substr(quote, created->document.find('"', quote) - quote);
  const std::string header = "Basic " + base64Encode(created->key.client_id + ':' + secret);

  const HttpReply reply = tenant.gate.giveToken({.method = "POST",
                                                 .path = "/oauth/token",
                                                 .query = "grant_type=client_credentials",
                                                 .headers = {{"Authorization", header}},
                                                 .peer = "127.0.0.1"});

  const std::string json = reply.body.text();
  ASSERT_EQ(reply.status, 200) << json;
  const auto value = json.find('"', json.find(':', json.find("access_token"))) + 1;
  const std::string token = json.substr(value, json.find('"', value) - value);
  const std::string bearer = "Bearer " + token;
  const auto caller = tenant.gate.identify({.authorization = bearer});
  ASSERT_TRUE(caller) << caller.error().text;
  EXPECT_EQ(caller->name, created->key.client_id);
  EXPECT_EQ(caller->roles, std::vector<std::string>{"MonitoringDataRead"});
}

TEST(TenantGate, RecordsEveryTokenRequest) {
  GuardedTenant tenant;

  const HttpReply reply = tenant.gate.giveToken(
      {.method = "POST", .path = "/oauth/token", .query = "grant_type=client_credentials", .peer = "127.0.0.1"});

  EXPECT_EQ(reply.status, 401);
  const auto decision = tenant.decisions.find(std::string(reply.headers.get("X-Iflowsim-Decision")));
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->path, "/oauth/token");
  EXPECT_EQ(decision->status, 401);
}

TEST(TenantGate, LetsNoKeyThatCallsFlowsOperate) {
  GuardedTenant tenant;
  const auto created = tenant.identities.createKey({.instance = "sender", .name = "k1"});
  ASSERT_TRUE(created) << created.error().text;
  tenant.passwords.setUsers(tenant.identities.current()->basicUsers());
  const auto begin = created->document.find("clientsecret");
  const auto quote = created->document.find('"', created->document.find(':', begin)) + 1;
  const std::string secret = created->document.substr(quote, created->document.find('"', quote) - quote);

  EXPECT_EQ(tenant.as(created->key.client_id, secret).error().code, "API-403");
}

}  // namespace
}  // namespace iflowsim
