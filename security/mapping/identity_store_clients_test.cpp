#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "security/mapping/identity_store.h"
#include "security/mapping/identity_testkit.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using nlohmann::json;
using testing::clientCertificate;
using testing::clientPem;

struct Tenant {
  explicit Tenant(SecurityMode wanted = SecurityMode::CloudFoundry) : mode(wanted) {}
  IdentityStore open() const { return {clock, {.mode = mode, .state = folder.path() / "state"}}; }

  SecurityMode mode;
  testing::TemporaryFolder folder;
  ManualClock clock;
};

template <typename T>
std::string codeOf(const Result<T>& result) {
  return result ? "done" : result.error().code;
}

json documentOf(const Result<CreatedKey>& key) {
  return json::parse(key.value().document)["oauth"];
}

KeyOrder external(const std::string& name, const CertificatePtr& certificate, bool pinned = true) {
  return {.instance = "orders",
          .name = name,
          .type = KeyType::ExternalCertificate,
          .certificate = certificate,
          .pinned = pinned};
}

// P-KEY-010
TEST(IdentityStoreKeys, CreateAKeyWithASecretAsTheProductShowsIt) {
  const Tenant tenant;
  IdentityStore store = tenant.open();
  ASSERT_TRUE(store.saveInstance({.name = "orders", .roles = {"Orders.send"}}));

  const auto key = store.createKey(
      {.instance = "orders", .name = "one", .url = "https://localhost:8443", .token_url = "https://localhost:8444/t"});

  ASSERT_TRUE(key) << key.error().text;
  const json document = documentOf(key);
  const std::string id = document["clientid"];
  EXPECT_TRUE(id.starts_with("sb-") && id.ends_with("!b1|it-rt-local!b1")) << id;
  EXPECT_EQ(id.size(), std::string("sb-!b1|it-rt-local!b1").size() + 36);
  EXPECT_EQ(document["url"], "https://localhost:8443");
  EXPECT_EQ(document["tokenurl"], "https://localhost:8444/t");
  EXPECT_EQ(document["createdate"], "2024-01-01T00:00:00Z");
  EXPECT_EQ(document.size(), 5U);
  const User* user = store.current()->basicUsers()->find(id);
  ASSERT_NE(user, nullptr);
  EXPECT_TRUE(user->password.matches(document["clientsecret"].get<std::string>()));
  EXPECT_EQ(user->roles, std::vector<std::string>{"Orders.send"});
}

// P-KEY-011
TEST(IdentityStoreKeys, CreateAKeyWithACertificateOfTheTenantsAuthority) {
  const Tenant tenant;
  IdentityStore store = tenant.open();
  ASSERT_TRUE(store.saveInstance({.name = "orders"}));

  const auto key =
      store.createKey({.instance = "orders", .name = "one", .type = KeyType::Certificate, .validity_days = 30});

  ASSERT_TRUE(key) << key.error().text;
  const json document = documentOf(key);
  const auto chain = Certificate::chainFromPem(document["certificate"].get<std::string>());
  ASSERT_TRUE(chain);
  ASSERT_EQ(chain->size(), 2U);
  const Certificate& leaf = *chain->front();
  EXPECT_TRUE(leaf.allowsClientAuthentication());
  EXPECT_EQ(leaf.notAfter(), tenant.clock.now() + std::chrono::days(30));
  EXPECT_NE(document["key"].get<std::string>().find("PRIVATE KEY"), std::string::npos);
  EXPECT_FALSE(document.contains("clientsecret"));
  EXPECT_EQ(document["certificatedetails"]["subjectdn"], leaf.subject());
  EXPECT_EQ(document["certificatedetails"]["issuerdn"], leaf.issuer());
  EXPECT_EQ(document["certificatedetails"]["serialnumber"], leaf.serial());
  EXPECT_EQ(document["certificatedetails"]["validuntil"], "2024-01-31T00:00:00Z");
  EXPECT_EQ(store.current()->userOfCertificate(leaf).user->name, document["clientid"]);
  EXPECT_TRUE(std::filesystem::equivalent(store.keyAuthority().value(),
                                          tenant.folder.path() / "state" / "security" / "key-authority.pem"));
}

// P-KEY-012
TEST(IdentityStoreKeys, CreateAKeyForACertificateOfSomebodyElse) {
  const Tenant tenant;
  IdentityStore store = tenant.open();
  ASSERT_TRUE(store.saveInstance({.name = "orders"}));
  const auto certificate = clientCertificate("partner");

  const auto key = store.createKey(external("one", certificate));

  const json document = documentOf(key);
  EXPECT_EQ(document["certificate"], certificate->pem());
  EXPECT_FALSE(document.contains("key"));
  EXPECT_FALSE(document.contains("clientsecret"));
  EXPECT_TRUE(key->key.pinned);
  EXPECT_EQ(store.current()->userOfCertificate(*certificate).user->name, document["clientid"]);
}

// P-KEY-013
TEST(IdentityStoreKeys, UseACertificateOnceAcrossAllInstances) {
  const Tenant tenant;
  tenant.folder.write("security/a.pem", clientPem("a"));
  tenant.folder.write("security/service-keys.yaml",
                      "instances:\n  - name: of_file\n    keys:\n"
                      "      - {name: k, type: certificate_external, clientid: sb-file, certificate: a.pem}\n");
  IdentityStore store = tenant.open();
  store.load(tenant.folder.path());
  ASSERT_TRUE(store.saveInstance({.name = "orders"}));
  ASSERT_TRUE(store.saveInstance({.name = "invoices"}));
  const auto certificate = clientCertificate("partner");
  ASSERT_TRUE(store.createKey(external("one", certificate)));

  KeyOrder again = external("two", certificate);
  again.instance = "invoices";
  const auto second = store.createKey(again);
  const auto of_file = store.createKey(external("three", store.current()->keys().findClient("sb-file")->certificate));

  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "IDENTITY-409");
  EXPECT_EQ(second.error().text,
            "The certificate belongs to the service key 'orders/one'. A certificate can be used once; give that "
            "instance several roles instead.");
  EXPECT_EQ(codeOf(of_file), "IDENTITY-409");
}

TEST(IdentityStoreKeys, CreateKeysForInstancesOfFilesToo) {
  const Tenant tenant;
  tenant.folder.write("security/service-keys.yaml",
                      "instances:\n  - {name: orders, plan: api, roles: [Orders.send]}\n");
  IdentityStore store = tenant.open();
  store.load(tenant.folder.path());

  const auto key = store.createKey({.instance = "orders", .name = "one"});

  ASSERT_TRUE(key);
  EXPECT_TRUE(key->key.client_id.ends_with("!b1|it!b1"));
  EXPECT_TRUE(store.current()->userOfClient(key->key.client_id)->owns("Orders.send"));

  tenant.folder.write("security/service-keys.yaml", "");
  const std::string findings = store.load(tenant.folder.path()).toText();
  EXPECT_NE(findings.find("IDENTITY-002"), std::string::npos) << findings;
  EXPECT_EQ(store.current()->userOfClient(key->key.client_id), nullptr);
}

TEST(IdentityStoreKeys, RefuseKeysAndInstancesThatCannotBe) {
  const Tenant tenant;
  IdentityStore store = tenant.open();
  ASSERT_TRUE(store.saveInstance({.name = "orders"}));
  ASSERT_TRUE(store.createKey({.instance = "orders", .name = "one"}));
  const auto certificate = clientCertificate("partner");

  EXPECT_EQ(codeOf(store.createKey({.instance = "orders", .name = "one"})), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.createKey({.instance = "other", .name = "one"})), "IDENTITY-404");
  EXPECT_EQ(codeOf(store.createKey({.instance = "orders", .name = "a b"})), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.createKey(external("two", nullptr))), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.createKey({.instance = "orders", .name = "two", .certificate = certificate})), "IDENTITY-400");
  for (const int days : {0, 366, -1}) {
    EXPECT_EQ(codeOf(store.createKey(
                  {.instance = "orders", .name = "two", .type = KeyType::Certificate, .validity_days = days})),
              "IDENTITY-400");
  }
  EXPECT_EQ(
      codeOf(store.createKey({.instance = "orders", .name = "two", .type = KeyType::Certificate, .key_length = 512})),
      "IDENTITY-400");
  EXPECT_EQ(codeOf(store.saveInstance({.name = ""})), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.saveInstance({.name = "a", .roles = {"a-b"}})), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.saveInstance({.name = "a", .grant_types = {"implicit"}})), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.saveInstance({.name = "a", .redirect_uris = {"\xFF"}})), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.saveInstance({.name = "a", .token_lifetime = std::chrono::seconds(60)})), "IDENTITY-400");
  EXPECT_EQ(store.current()->keys().keys().size(), 1U);
}

TEST(IdentityStoreKeys, LeaveWhatStandsInFilesToTheFiles) {
  const Tenant tenant;
  tenant.folder.write("security/service-keys.yaml",
                      "instances:\n  - {name: orders, keys: [{name: k, clientid: sb, secret: s}]}\n");
  tenant.folder.write("security/oauth-clients.yaml", "clients:\n  - {id: partner, secret: s}\n");
  IdentityStore store = tenant.open();
  store.load(tenant.folder.path());

  EXPECT_EQ(codeOf(store.saveInstance({.name = "orders"})), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.deleteInstance("orders")), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.deleteKey("orders", "k")), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.saveOAuthClient({.id = "partner"})), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.deleteOAuthClient("partner")), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.saveUser({.name = "sb"})), "IDENTITY-409");
}

TEST(IdentityStoreKeys, DeleteKeysAloneAndWithTheirInstance) {
  const Tenant tenant;
  IdentityStore store = tenant.open();
  ASSERT_TRUE(store.saveInstance({.name = "orders"}));
  const auto first = clientCertificate("first");
  const auto second = clientCertificate("second");
  ASSERT_TRUE(store.createKey(external("one", first)));
  ASSERT_TRUE(store.createKey(external("two", second)));

  ASSERT_TRUE(store.deleteKey("orders", "one"));
  EXPECT_EQ(store.current()->userOfCertificate(*first).user, nullptr);
  EXPECT_NE(store.current()->userOfCertificate(*second).user, nullptr);

  ASSERT_TRUE(store.deleteInstance("orders"));
  EXPECT_EQ(store.current()->userOfCertificate(*second).user, nullptr);
  EXPECT_EQ(codeOf(store.deleteKey("orders", "two")), "IDENTITY-404");
  EXPECT_EQ(codeOf(store.deleteInstance("orders")), "IDENTITY-404");
}

// P-KEY-002
TEST(IdentityStoreKeys, RememberKeysAndTheirUsesForARestart) {
  const Tenant tenant;
  const auto old = clientCertificate("partner");
  const auto renewed = clientCertificate("partner", 30);
  std::string secret;
  std::string client_id;
  {
    IdentityStore store = tenant.open();
    ASSERT_TRUE(store.saveInstance({.name = "orders",
                                    .plan = ServicePlan::Api,
                                    .roles = {"Orders.send"},
                                    .grant_types = {"password"},
                                    .redirect_uris = {"https://localhost"},
                                    .token_lifetime = std::chrono::hours(2)}));
    const auto key = store.createKey({.instance = "orders", .name = "secret"});
    secret = documentOf(key)["clientsecret"];
    client_id = key->key.client_id;
    ASSERT_TRUE(store.createKey(external("tls", old, false)));
    ASSERT_NE(store.current()->userOfCertificate(*renewed).user, nullptr);
  }

  const IdentityStore again = tenant.open();

  const auto identities = again.current();
  const ServiceInstance* instance = identities->keys().findInstance("orders");
  ASSERT_NE(instance, nullptr);
  EXPECT_EQ(instance->plan, ServicePlan::Api);
  EXPECT_EQ(instance->grant_types, std::vector<std::string>{"password"});
  EXPECT_EQ(instance->redirect_uris, std::vector<std::string>{"https://localhost"});
  EXPECT_EQ(instance->token_lifetime, std::chrono::hours(2));
  EXPECT_TRUE(identities->basicUsers()->find(client_id)->password.matches(secret));
  EXPECT_FALSE(identities->keys().findKey("orders", "tls")->pinned);
  EXPECT_EQ(identities->userOfCertificate(*old).outcome, KeyOutcome::Superseded);
  EXPECT_NE(identities->userOfCertificate(*renewed).user, nullptr);
}

TEST(IdentityStoreClients, RegisterAnOAuthClientWithASecretMadeUp) {
  const Tenant tenant(SecurityMode::Neo);
  IdentityStore store = tenant.open();

  const auto created = store.saveOAuthClient({.name = "The partner", .token_lifetime = std::chrono::minutes(10)});

  ASSERT_TRUE(created);
  const OAuthClient& client = store.current()->oauthClients().at(created->id);
  EXPECT_EQ(client.name, "The partner");
  EXPECT_TRUE(client.secret.matches(created->secret));
  EXPECT_EQ(store.current()->userOfClient(created->id)->name, "oauth_client_" + created->id);
}

TEST(IdentityStoreClients, KeepTheSecretWhenTheRestChanges) {
  const Tenant tenant(SecurityMode::Neo);
  {
    IdentityStore store = tenant.open();
    ASSERT_TRUE(store.saveOAuthClient({.id = "partner", .secret = "one"}));
    const auto changed = store.saveOAuthClient({.id = "partner", .name = "New name"});
    EXPECT_TRUE(changed->secret.empty());
  }

  IdentityStore again = tenant.open();

  EXPECT_TRUE(again.current()->oauthClients().at("partner").secret.matches("one"));
  EXPECT_EQ(again.current()->oauthClients().at("partner").name, "New name");
  ASSERT_TRUE(again.deleteOAuthClient("partner"));
  EXPECT_EQ(codeOf(again.deleteOAuthClient("partner")), "IDENTITY-404");
}

TEST(IdentityStoreClients, RefuseClientsThatCannotBe) {
  const Tenant tenant(SecurityMode::Neo);
  IdentityStore store = tenant.open();

  EXPECT_EQ(codeOf(store.saveOAuthClient({.id = "a:b"})), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.saveOAuthClient({.id = "a", .secret = ""})), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.saveOAuthClient({.id = "a", .token_lifetime = std::chrono::seconds(0)})), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.saveOAuthClient({.id = "a", .name = "\xFF"})), "IDENTITY-400");
}

TEST(IdentityStoreKeys, DoNotReplaceADamagedAuthority) {
  const Tenant tenant;
  tenant.folder.write("state/security/key-authority.pem", "damaged");
  tenant.folder.write("state/security/key-authority.key", "damaged");
  IdentityStore store = tenant.open();
  ASSERT_TRUE(store.saveInstance({.name = "orders"}));

  EXPECT_EQ(codeOf(store.keyAuthority()), "IDENTITY-500");
  EXPECT_EQ(codeOf(store.createKey({.instance = "orders", .name = "one", .type = KeyType::Certificate})),
            "IDENTITY-500");
  EXPECT_EQ(store.current()->keys().keys().size(), 0U);
}

TEST(IdentityStoreKeys, ReportUsesThatCannotBeUnderstood) {
  const Tenant tenant;
  tenant.folder.write("state/security/key-uses.json", "damaged");
  IdentityStore store = tenant.open();

  EXPECT_NE(store.load(tenant.folder.path()).toText().find("error IDENTITY-004"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
