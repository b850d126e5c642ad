#include "security/mapping/tenant_identities.h"

#include <gtest/gtest.h>

#include "security/mapping/identity_testkit.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using testing::clientCertificate;
using Parts = TenantIdentities::Parts;

std::shared_ptr<const UserDirectory> directory() {
  std::vector<User> users;
  users.push_back({.name = "alice", .password = StoredPassword::fromClear("a"), .roles = {"Orders.send"}});
  users.push_back({.name = "oauth_client_partner", .roles = {"Partner.send"}});
  return std::make_shared<UserDirectory>(std::move(users));
}

std::shared_ptr<const TenantIdentities> neo(std::vector<CertificateMapping> mappings) {
  Parts parts;
  parts.users = directory();
  parts.mappings = std::make_shared<CertificateMappings>(std::move(mappings));
  parts.clients =
      std::make_shared<OAuthClients>(OAuthClients{{"partner", {.id = "partner"}}, {"roleless", {.id = "roleless"}}});
  return TenantIdentities::make(std::move(parts));
}

struct CloudFoundryTenant {
  std::shared_ptr<const TenantIdentities> with(std::vector<ServiceKey> keys) const {
    Parts parts;
    parts.mode = SecurityMode::CloudFoundry;
    parts.users = directory();
    parts.keys = std::make_shared<ServiceKeys>(
        std::vector<ServiceInstance>{{.name = "orders", .roles = {"Orders.send"}}}, std::move(keys), uses);
    return TenantIdentities::make(std::move(parts));
  }
  testing::TemporaryFolder folder;
  std::shared_ptr<KeyUses> uses = std::make_shared<KeyUses>(folder.path() / "key-uses.json");
};

ServiceKey secretKey(const std::string& client_id) {
  return {
      .name = client_id, .instance = "orders", .client_id = client_id, .secret = StoredPassword::fromClear("secret")};
}

ServiceKey certificateKey(const std::string& client_id, const CertificatePtr& certificate, bool pinned = true) {
  return {.name = client_id,
          .instance = "orders",
          .type = KeyType::ExternalCertificate,
          .client_id = client_id,
          .certificate = certificate,
          .pinned = pinned};
}

// P-MAP-006
TEST(TenantIdentities, OnNeoGiveTheMappedUserWithHisRoles) {
  const auto certificate = clientCertificate("partner");
  const auto identities = neo({makeMapping("alice", certificate)});

  const Identified found = identities->userOfCertificate(*certificate);

  ASSERT_NE(found.user, nullptr);
  EXPECT_EQ(found.user->name, "alice");
  EXPECT_TRUE(found.user->owns("Orders.send"));
  ASSERT_NE(found.mapping, nullptr);
  EXPECT_EQ(found.mapping->certificate, certificate);
  EXPECT_TRUE(found.reason.empty());
}

// P-MAP-007
TEST(TenantIdentities, OnNeoGiveAMappedUserWhoExistsNowhereElse) {
  const auto certificate = clientCertificate("partner");
  const auto identities = neo({makeMapping("ghost", certificate)});

  const Identified found = identities->userOfCertificate(*certificate);

  ASSERT_NE(found.user, nullptr);
  EXPECT_EQ(found.user->name, "ghost");
  EXPECT_TRUE(found.user->roles.empty());
  EXPECT_EQ(identities->users().find("ghost"), nullptr);
  EXPECT_FALSE(found.user->password.matches(""));
}

// P-MAP-008
TEST(TenantIdentities, OnNeoKnowNobodyWithoutAMapping) {
  const auto renewed = clientCertificate("partner", 30);
  const auto identities = neo({makeMapping("alice", clientCertificate("partner"))});

  const Identified found = identities->userOfCertificate(*renewed);

  EXPECT_EQ(found.user, nullptr);
  EXPECT_EQ(found.mapping, nullptr);
  EXPECT_EQ(found.reason,
            "No user is mapped to the certificate (subject: CN=partner, O=Partner; issuer: CN=Test CA; "
            "serial number: " +
                renewed->serial() +
                "). Add a certificate-to-user mapping for it; a renewed certificate needs its own.");
}

TEST(TenantIdentities, OnNeoNameOAuthClientsByTheirPrincipal) {
  const auto identities = neo({});

  EXPECT_TRUE(identities->userOfClient("partner")->owns("Partner.send"));
  EXPECT_EQ(identities->userOfClient("roleless")->name, "oauth_client_roleless");
  EXPECT_TRUE(identities->userOfClient("roleless")->roles.empty());
  EXPECT_EQ(identities->userOfClient("stranger"), nullptr);
  EXPECT_EQ(identities->userOfClient("oauth_client_partner"), nullptr);
}

TEST(TenantIdentities, OnNeoLetTheUsersUseBasicAuthenticationOnly) {
  const auto identities = neo({});

  EXPECT_NE(identities->basicUsers()->find("alice"), nullptr);
  EXPECT_EQ(identities->basicUsers()->find("partner"), nullptr);
}

// P-KEY-007
TEST(TenantIdentities, OnCloudFoundryGiveTheClientOfTheKeyWithTheRolesOfItsInstance) {
  const CloudFoundryTenant tenant;
  const auto certificate = clientCertificate("partner");
  const auto identities = tenant.with({certificateKey("sb-one", certificate)});

  const Identified found = identities->userOfCertificate(*certificate);

  ASSERT_NE(found.user, nullptr);
  EXPECT_EQ(found.user->name, "sb-one");
  EXPECT_EQ(found.user->roles, std::vector<std::string>{"Orders.send"});
  EXPECT_EQ(found.key->name, "sb-one");
  EXPECT_EQ(found.outcome, KeyOutcome::Found);
}

// P-KEY-008
TEST(TenantIdentities, OnCloudFoundryKnowNobodyWithoutAKey) {
  const CloudFoundryTenant tenant;
  const auto first = clientCertificate("partner");
  const auto second = clientCertificate("partner", 30);
  const auto identities =
      tenant.with({certificateKey("sb-one", first, false), certificateKey("sb-two", second, false)});

  const Identified stranger = identities->userOfCertificate(*clientCertificate("stranger"));
  const Identified conflict = identities->userOfCertificate(*first);

  EXPECT_EQ(stranger.user, nullptr);
  EXPECT_EQ(stranger.outcome, KeyOutcome::NoKey);
  EXPECT_FALSE(stranger.reason.empty());
  EXPECT_EQ(conflict.user, nullptr);
  EXPECT_EQ(conflict.outcome, KeyOutcome::Conflict);
  EXPECT_FALSE(conflict.reason.empty());
}

TEST(TenantIdentities, OnCloudFoundryDoNotLookAtMappings) {
  const CloudFoundryTenant tenant;
  const auto certificate = clientCertificate("partner");
  Parts parts = tenant.with({})->parts();
  parts.mappings = std::make_shared<CertificateMappings>(std::vector{makeMapping("alice", certificate)});

  EXPECT_EQ(TenantIdentities::make(parts)->userOfCertificate(*certificate).user, nullptr);
}

// P-KEY-009
TEST(TenantIdentities, OnCloudFoundryLetClientsWithASecretUseBasicAuthentication) {
  const CloudFoundryTenant tenant;
  const auto identities = tenant.with({secretKey("sb-one"), certificateKey("sb-two", clientCertificate("partner"))});

  const User* client = identities->basicUsers()->find("sb-one");
  ASSERT_NE(client, nullptr);
  EXPECT_TRUE(client->password.matches("secret"));
  EXPECT_TRUE(client->owns("Orders.send"));
  EXPECT_EQ(identities->basicUsers()->find("sb-two"), nullptr);
  EXPECT_NE(identities->basicUsers()->find("alice"), nullptr);
}

TEST(TenantIdentities, OnCloudFoundryPreferTheUserToAKeyOfHisName) {
  const CloudFoundryTenant tenant;

  const auto identities = tenant.with({secretKey("alice")});

  EXPECT_TRUE(identities->basicUsers()->find("alice")->password.matches("a"));
}

TEST(TenantIdentities, OnCloudFoundryKnowNobodyByAKeyWithoutInstance) {
  const CloudFoundryTenant tenant;
  const auto certificate = clientCertificate("partner");
  ServiceKey key = certificateKey("sb-one", certificate);
  key.instance = "gone";

  const auto identities = tenant.with({key});

  EXPECT_EQ(identities->userOfCertificate(*certificate).user, nullptr);
  EXPECT_EQ(identities->userOfClient("sb-one"), nullptr);
}

TEST(TenantIdentities, StayAliveWithTheirUsers) {
  const auto certificate = clientCertificate("partner");
  auto identities = neo({makeMapping("alice", certificate)});
  const Identified found = identities->userOfCertificate(*certificate);

  identities.reset();

  EXPECT_EQ(found.user->name, "alice");
  EXPECT_EQ(found.mapping->user, "alice");
}

}  // namespace
}  // namespace iflowsim
