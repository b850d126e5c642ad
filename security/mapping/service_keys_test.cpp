#include "security/mapping/service_keys.h"

#include <gtest/gtest.h>

#include "security/mapping/identity_testkit.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using testing::clientCertificate;

ServiceKey keyOf(const std::string& name, const CertificatePtr& certificate, bool pinned) {
  return {.name = name,
          .instance = "orders",
          .type = KeyType::ExternalCertificate,
          .client_id = "sb-" + name,
          .certificate = certificate,
          .pinned = pinned};
}

struct Tenant {
  ServiceKeys with(std::vector<ServiceKey> keys) const { return {{{.name = "orders"}}, std::move(keys), uses}; }
  testing::TemporaryFolder folder;
  std::shared_ptr<KeyUses> uses = std::make_shared<KeyUses>(folder.path() / "key-uses.json");
  CertificatePtr first = clientCertificate("partner", 0);
  CertificatePtr renewed = clientCertificate("partner", 30);
};

// P-KEY-003
TEST(ServiceKeys, MatchAPinnedKeyByItsExactCertificate) {
  const Tenant tenant;
  const ServiceKeys keys = tenant.with({keyOf("one", tenant.first, true)});

  const KeyMatch found = keys.match(*tenant.first);
  const KeyMatch renewed = keys.match(*tenant.renewed);

  EXPECT_EQ(found.outcome, KeyOutcome::Found);
  ASSERT_NE(found.key, nullptr);
  EXPECT_EQ(found.key->name, "one");
  EXPECT_EQ(renewed.outcome, KeyOutcome::NoKey);
  EXPECT_EQ(renewed.key, nullptr);
  EXPECT_EQ(renewed.reason,
            "A pinned service key has the names of this certificate but another certificate (subject: "
            "CN=partner, O=Partner; issuer: CN=Test CA; serial number: " +
                tenant.renewed->serial() + "). Create a second key with the renewed certificate.");
}

// P-KEY-004
TEST(ServiceKeys, MatchAnUnpinnedKeyBySubjectAndIssuer) {
  const Tenant tenant;
  const ServiceKeys keys = tenant.with({keyOf("one", tenant.first, false)});

  EXPECT_EQ(keys.match(*tenant.renewed).outcome, KeyOutcome::Found);
  EXPECT_EQ(keys.match(*clientCertificate("partner", 60, "Another CA")).outcome, KeyOutcome::NoKey);
  EXPECT_EQ(keys.match(*clientCertificate("stranger", 60)).outcome, KeyOutcome::NoKey);
}

// P-KEY-001
TEST(ServiceKeys, RefuseASupersededCertificate) {
  const Tenant tenant;
  const ServiceKeys keys = tenant.with({keyOf("one", tenant.first, false)});
  ASSERT_EQ(keys.match(*tenant.first).outcome, KeyOutcome::Found);
  ASSERT_EQ(keys.match(*tenant.renewed).outcome, KeyOutcome::Found);

  const KeyMatch old = keys.match(*tenant.first);

  EXPECT_EQ(old.outcome, KeyOutcome::Superseded);
  EXPECT_EQ(old.key, nullptr);
  EXPECT_EQ(old.reason,
            "Service key 'orders/one': A certificate of this key that was issued later (or another issued at the same "
            "time) was used already. Present that one, or renew it.");
}

// P-KEY-005
TEST(ServiceKeys, RefuseACertificateWhoseNamesSeveralKeysHave) {
  const Tenant tenant;
  const ServiceKeys unpinned = tenant.with({keyOf("one", tenant.first, false), keyOf("two", tenant.renewed, false)});
  const ServiceKeys mixed = tenant.with({keyOf("one", tenant.first, true), keyOf("two", tenant.renewed, false)});

  EXPECT_EQ(unpinned.match(*tenant.first).outcome, KeyOutcome::Conflict);
  EXPECT_EQ(unpinned.match(*tenant.first).key, nullptr);
  EXPECT_EQ(mixed.match(*tenant.first).outcome, KeyOutcome::Conflict);
  EXPECT_EQ(mixed.match(*tenant.renewed).outcome, KeyOutcome::Conflict);
  EXPECT_NE(mixed.match(*tenant.first).reason.find("'orders/two', 'orders/one'"), std::string::npos);
}

TEST(ServiceKeys, TakeSeveralPinnedKeysWithTheSameNames) {
  const Tenant tenant;
  const ServiceKeys keys = tenant.with({keyOf("one", tenant.first, true), keyOf("two", tenant.renewed, true)});

  EXPECT_EQ(keys.match(*tenant.first).key->name, "one");
  EXPECT_EQ(keys.match(*tenant.renewed).key->name, "two");
}

TEST(ServiceKeys, RefuseAnUnpinnedKeyWhoseUseCannotBeWrittenDown) {
  const Tenant tenant;
  tenant.folder.write("key-uses.json", "damaged");
  const ServiceKeys keys{{{.name = "orders"}},
                         {keyOf("one", tenant.first, false)},
                         std::make_shared<KeyUses>(tenant.folder.path() / "key-uses.json")};
  const ServiceKeys forgetful{{{.name = "orders"}}, {keyOf("one", tenant.first, false)}, nullptr};

  EXPECT_EQ(keys.match(*tenant.first).outcome, KeyOutcome::Unrecorded);
  EXPECT_EQ(keys.match(*tenant.first).key, nullptr);
  EXPECT_EQ(forgetful.match(*tenant.first).outcome, KeyOutcome::Unrecorded);
}

TEST(ServiceKeys, AreFoundByTheirNames) {
  const Tenant tenant;
  const ServiceKeys keys = tenant.with({keyOf("one", tenant.first, true)});

  EXPECT_EQ(keys.findClient("sb-one")->name, "one");
  EXPECT_EQ(keys.findClient("sb-two"), nullptr);
  EXPECT_EQ(keys.findKey("orders", "one")->client_id, "sb-one");
  EXPECT_EQ(keys.findKey("other", "one"), nullptr);
  EXPECT_EQ(keys.findCertificate(tenant.first->fingerprint())->name, "one");
  EXPECT_EQ(keys.findCertificate(tenant.renewed->fingerprint()), nullptr);
  EXPECT_EQ(keys.findInstance("orders")->name, "orders");
  EXPECT_EQ(keys.findInstance("other"), nullptr);
}

TEST(ServiceKeys, MatchNothingWhenThereAreNone) {
  EXPECT_EQ(ServiceKeys().match(*clientCertificate("partner")).outcome, KeyOutcome::NoKey);
}

}  // namespace
}  // namespace iflowsim
