#include "security/mapping/identity_store.h"

#include <fstream>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>

#include "security/mapping/identity_testkit.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using testing::clientCertificate;
using testing::clientPem;

struct Tenant {
  explicit Tenant(SecurityMode wanted = SecurityMode::Neo) : mode(wanted) {}

  IdentityStore::Options options() const { return {.mode = mode, .state = state}; }
  Diagnostics load(IdentityStore& store) const { return store.load(folder.path()); }
  std::string written() const {
    std::ostringstream text;
    text << std::ifstream(state / "security" / "identities.json").rdbuf();
    return text.str();
  }

  SecurityMode mode;
  testing::TemporaryFolder folder;
  std::filesystem::path state = folder.path() / ".iflowsim";
  ManualClock clock;
};

template <typename T>
std::string codeOf(const Result<T>& result) {
  return result ? "done" : result.error().code;
}

const User* userOf(const IdentityStore& store, const CertificatePtr& certificate) {
  return store.current()->userOfCertificate(*certificate).user.get();
}

TEST(IdentityStore, ReadsTheTenantsFiles) {
  const Tenant tenant;
  tenant.folder.write("security/users.yaml", "users:\n  - {name: alice, password: a, roles: [Orders.send]}\n");
  tenant.folder.write("security/partner.pem", clientPem("partner"));
  tenant.folder.write("security/certificate-mappings.yaml", "mappings:\n  - {user: alice, certificate: partner.pem}\n");
  tenant.folder.write("security/oauth-clients.yaml", "clients:\n  - {id: partner, secret: s}\n");
  tenant.folder.write("security/service-keys.yaml", "instances:\n  - name: orders\n");
  IdentityStore store(tenant.clock, tenant.options());

  const Diagnostics findings = tenant.load(store);

  EXPECT_FALSE(findings.hasErrors()) << findings.toText();
  const auto identities = store.current();
  EXPECT_NE(identities->users().find("alice"), nullptr);
  EXPECT_EQ(identities->mappings().size(), 1U);
  EXPECT_EQ(identities->oauthClients().size(), 1U);
  EXPECT_EQ(identities->keys().instances().size(), 1U);
  EXPECT_FALSE(identities->userRecords().front().origin.empty());
}

TEST(IdentityStore, KeepsWhatWasThereWhenAFileBecomesWrong) {
  const Tenant tenant;
  tenant.folder.write("security/users.yaml", "users:\n  - {name: alice, password: a}\n");
  tenant.folder.write("security/partner.pem", clientPem("partner"));
  tenant.folder.write("security/certificate-mappings.yaml", "mappings:\n  - {user: alice, certificate: partner.pem}\n");
  tenant.folder.write("security/oauth-clients.yaml", "clients:\n  - {id: partner, secret: s}\n");
  tenant.folder.write("security/service-keys.yaml", "instances:\n  - name: orders\n");
  IdentityStore store(tenant.clock, tenant.options());
  tenant.load(store);
  const auto generation = store.generation();

  for (const char* name : {"users", "certificate-mappings", "oauth-clients", "service-keys"}) {
    tenant.folder.write(std::string("security/") + name + ".yaml", "[");
  }
  const Diagnostics findings = tenant.load(store);
  const Diagnostics again = tenant.load(store);

  EXPECT_TRUE(findings.hasErrors());
  EXPECT_EQ(findings.toText(), again.toText());
  EXPECT_EQ(store.generation(), generation);
  EXPECT_NE(store.current()->users().find("alice"), nullptr);
  EXPECT_EQ(store.current()->mappings().size(), 1U);
  EXPECT_EQ(store.current()->oauthClients().size(), 1U);
  EXPECT_EQ(store.current()->keys().instances().size(), 1U);
}

TEST(IdentityStore, ChangesNothingWhenTheFilesAreTheSame) {
  const Tenant tenant(SecurityMode::CloudFoundry);
  tenant.folder.write("security/users.yaml", "users:\n  - {name: alice, password: a}\n");
  tenant.folder.write("security/service-keys.yaml",
                      "instances:\n  - {name: orders, keys: [{name: k, clientid: sb, secret: s}]}\n");
  IdentityStore store(tenant.clock, tenant.options());
  tenant.load(store);
  const auto before = store.current();

  tenant.load(store);

  EXPECT_EQ(store.current(), before);
}

TEST(IdentityStore, SeesACertificateFileThatChanged) {
  const Tenant tenant;
  tenant.folder.write("security/partner.pem", clientPem("partner"));
  tenant.folder.write("security/certificate-mappings.yaml", "mappings:\n  - {user: alice, certificate: partner.pem}\n");
  IdentityStore store(tenant.clock, tenant.options());
  tenant.load(store);
  const std::string renewed = clientPem("partner", 30);

  tenant.folder.write("security/partner.pem", renewed);
  tenant.load(store);

  EXPECT_NE(userOf(store, *Certificate::fromPem(renewed)), nullptr);
}

// P-MAP-009
TEST(IdentityStore, MapsACertificateAtOnce) {
  const Tenant tenant;
  IdentityStore store(tenant.clock, tenant.options());
  const auto certificate = clientCertificate("partner");
  EXPECT_EQ(userOf(store, certificate), nullptr);

  const auto saved = store.saveMapping({"alice", certificate}, "operator");

  ASSERT_TRUE(saved);
  EXPECT_EQ(userOf(store, certificate)->name, "alice");
  ASSERT_TRUE(store.deleteMapping(saved->id));
  EXPECT_EQ(userOf(store, certificate), nullptr);
}

// P-MAP-010
TEST(IdentityStore, ChangesTheUserOfACertificateThatIsMappedAgain) {
  const Tenant tenant;
  ManualClock clock;
  IdentityStore store(clock, tenant.options());
  const auto certificate = clientCertificate("partner");
  const auto first = store.saveMapping({"alice", certificate}, "one");
  clock.advance(std::chrono::hours(1));

  const auto second = store.saveMapping({"bob", certificate}, "two");

  ASSERT_TRUE(second);
  EXPECT_EQ(store.current()->mappings().size(), 1U);
  EXPECT_EQ(userOf(store, certificate)->name, "bob");
  EXPECT_EQ(second->id, first->id);
  EXPECT_EQ(second->created_by, "one");
  EXPECT_EQ(second->created_at, first->created_at);
  EXPECT_EQ(second->last_modified_by, "two");
  EXPECT_EQ(second->last_modified_at, first->created_at + std::chrono::hours(1));
}

TEST(IdentityStore, ChangesUserAndCertificateOfAMapping) {
  const Tenant tenant;
  IdentityStore store(tenant.clock, tenant.options());
  const auto old = clientCertificate("partner");
  const auto renewed = clientCertificate("partner", 30);
  const auto saved = store.saveMapping({"alice", old}, "one");

  const auto changed = store.changeMapping(saved->api_id, {"", renewed}, "two");

  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->user, "alice");
  EXPECT_NE(changed->id, saved->id);
  EXPECT_EQ(userOf(store, old), nullptr);
  EXPECT_EQ(userOf(store, renewed)->name, "alice");
  EXPECT_TRUE(store.changeMapping(changed->id, {"bob", nullptr}, "two"));
  EXPECT_EQ(userOf(store, renewed)->name, "bob");
}

TEST(IdentityStore, RefusesMappingsItCannotKeep) {
  const Tenant tenant;
  IdentityStore::Options options = tenant.options();
  options.max_mappings = 2;
  IdentityStore store(tenant.clock, options);
  const auto first = clientCertificate("one");
  const auto second = clientCertificate("two");
  const auto saved = store.saveMapping({"alice", first}, "x");
  ASSERT_TRUE(store.saveMapping({"bob", second}, "x"));

  EXPECT_EQ(codeOf(store.saveMapping({"alice", nullptr}, "x")), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.saveMapping({"", first}, "x")), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.saveMapping({std::string("a\0b", 3), first}, "x")), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.saveMapping({"\xFF", first}, "x")), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.changeMapping(saved->id, {"\n", nullptr}, "x")), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.changeMapping(saved->id, {"", second}, "x")), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.changeMapping("unknown", {"a", nullptr}, "x")), "IDENTITY-404");
  EXPECT_EQ(codeOf(store.deleteMapping("unknown")), "IDENTITY-404");
  const auto third = store.saveMapping({"carol", clientCertificate("three")}, "x");
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().text,
            "There would be more than 2 mapped certificates or 2097152 bytes of them. Delete "
            "mappings that are not needed any more.");
  EXPECT_EQ(store.current()->mappings().size(), 2U);
  EXPECT_EQ(userOf(store, first)->name, "alice");
}

TEST(IdentityStore, LeavesWhatStandsInFilesToTheFiles) {
  const Tenant tenant;
  const auto users = tenant.folder.write("security/users.yaml",
                                         "users:\n  - {name: alice, password: a, roles: [Orders.send]}\n"
                                         "groups:\n  - {name: senders, roles: [Other.send]}\n");
  tenant.folder.write("security/partner.pem", clientPem("partner"));
  tenant.folder.write("security/certificate-mappings.yaml", "mappings:\n  - {user: alice, certificate: partner.pem}\n");
  IdentityStore store(tenant.clock, tenant.options());
  tenant.load(store);
  const CertificateMapping mapping = store.current()->mappings().all().front();

  const auto refused = store.saveUser({.name = "alice"});

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "IDENTITY-409");
  EXPECT_EQ(refused.error().text, "The user 'alice' stands in '" + users.string() + "'. Change it in that file.");
  EXPECT_EQ(codeOf(store.deleteUser("alice")), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.saveGroup({.name = "senders"})), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.deleteGroup("senders")), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.deleteRole("Orders.send")), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.deleteRole("Other.send")), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.saveMapping({"bob", mapping.certificate}, "x")), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.changeMapping(mapping.id, {"bob", nullptr}, "x")), "IDENTITY-409");
  EXPECT_EQ(codeOf(store.deleteMapping(mapping.id)), "IDENTITY-409");
}

TEST(IdentityStore, AddsChangesAndDeletesUsers) {
  const Tenant tenant;
  IdentityStore store(tenant.clock, tenant.options());

  ASSERT_TRUE(store.saveUser({.name = "bob", .password = "secret", .roles = {"Orders.send"}}));
  EXPECT_TRUE(store.current()->users().find("bob")->password.matches("secret"));
  EXPECT_TRUE(store.current()->users().find("bob")->owns("Orders.send"));

  ASSERT_TRUE(store.saveUser({.name = "bob", .roles = {"Invoices.send"}}));
  EXPECT_TRUE(store.current()->users().find("bob")->password.matches("secret"));
  EXPECT_FALSE(store.current()->users().find("bob")->owns("Orders.send"));

  ASSERT_TRUE(store.deleteUser("bob"));
  EXPECT_EQ(store.current()->users().find("bob"), nullptr);
  EXPECT_EQ(codeOf(store.deleteUser("bob")), "IDENTITY-404");
}

// P-MAP-011
TEST(IdentityStore, GivesUsersTheRolesOfTheirGroups) {
  const Tenant tenant;
  tenant.folder.write("security/users.yaml", "groups:\n  - {name: of_file, roles: [File.send]}\n");
  IdentityStore store(tenant.clock, tenant.options());
  tenant.load(store);
  ASSERT_TRUE(store.saveGroup({.name = "senders", .roles = {"Orders.send"}}));
  ASSERT_TRUE(store.saveUser({.name = "bob", .groups = {"senders", "of_file"}}));
  EXPECT_TRUE(store.current()->users().find("bob")->owns("Orders.send"));
  EXPECT_TRUE(store.current()->users().find("bob")->owns("File.send"));

  ASSERT_TRUE(store.saveGroup({.name = "senders", .roles = {"Invoices.send"}}));
  EXPECT_FALSE(store.current()->users().find("bob")->owns("Orders.send"));

  ASSERT_TRUE(store.deleteGroup("senders"));
  EXPECT_FALSE(store.current()->users().find("bob")->owns("Invoices.send"));
  EXPECT_EQ(codeOf(store.deleteGroup("senders")), "IDENTITY-404");
}

TEST(IdentityStore, RefusesUsersThatCannotBe) {
  const Tenant tenant(SecurityMode::CloudFoundry);
  IdentityStore store(tenant.clock, tenant.options());
  ASSERT_TRUE(store.saveGroup({.name = "senders"}));

  for (const UserEntry& user : std::vector<UserEntry>{{.name = ""},
                                                      {.name = "a:b"},
                                                      {.name = std::string("a\0", 2)},
                                                      {.name = "\xC3"},
                                                      {.name = std::string(2000, 'a')},
                                                      {.name = "bob", .password = ""},
                                                      {.name = "bob", .groups = {"sender"}},
                                                      {.name = "bob", .roles = {"M\xC3\xBCller"}},
                                                      {.name = "bob", .roles = {""}}}) {
    EXPECT_EQ(codeOf(store.saveUser(user)), "IDENTITY-400") << user.name;
  }
  EXPECT_EQ(store.saveUser({.name = "bob", .groups = {"sender"}}).error().text,
            "The group 'sender' is not defined. Did you mean 'senders'?");
  EXPECT_TRUE(store.current()->userRecords().empty());
}

// P-MAP-012
TEST(IdentityStore, KeepsTheRolesThatEveryTenantHas) {
  const Tenant tenant(SecurityMode::CloudFoundry);
  IdentityStore store(tenant.clock, tenant.options());

  for (const char* name : {"ESBMessaging.send", "ESBmessaging.send", "API.invoke"}) {
    EXPECT_EQ(codeOf(store.saveRole({.name = name})), "IDENTITY-409");
    EXPECT_EQ(codeOf(store.deleteRole(name)), "IDENTITY-409");
  }
  ASSERT_EQ(store.current()->roles().size(), 2U);
  EXPECT_TRUE(store.current()->roles()[0].predefined);
}

// P-MAP-013
TEST(IdentityStore, TakesRoleNamesOfTheProductsAlphabet) {
  const Tenant tenant(SecurityMode::CloudFoundry);
  IdentityStore store(tenant.clock, tenant.options());
  const Tenant neo;
  IdentityStore lenient(neo.clock, neo.options());

  EXPECT_TRUE(store.saveRole({.name = "Orders.send_2"}));
  EXPECT_EQ(codeOf(store.saveRole({.name = "Orders-send"})), "IDENTITY-400");
  EXPECT_EQ(codeOf(store.saveRole({.name = "Auftr\xC3\xA4ge"})), "IDENTITY-400");
  EXPECT_TRUE(lenient.saveRole({.name = "Auftr\xC3\xA4ge-senden"}));
  EXPECT_EQ(codeOf(lenient.saveRole({.name = "a\tb"})), "IDENTITY-400");
  EXPECT_EQ(codeOf(lenient.saveRole({.name = "a", .description = "\xFF"})), "IDENTITY-400");
}

TEST(IdentityStore, TakesADeletedRoleFromWhoeverHadIt) {
  const Tenant tenant;
  IdentityStore store(tenant.clock, tenant.options());
  ASSERT_TRUE(store.saveRole({.name = "Orders.send", .description = "one"}));
  ASSERT_TRUE(store.saveRole({.name = "Orders.send", .description = "two"}));
  ASSERT_TRUE(store.saveGroup({.name = "senders", .roles = {"Orders.send"}}));
  ASSERT_TRUE(store.saveUser({.name = "bob", .groups = {"senders"}, .roles = {"Orders.send"}}));
  EXPECT_EQ(store.current()->roles().back().description, "two");

  ASSERT_TRUE(store.deleteRole("Orders.send"));

  EXPECT_FALSE(store.current()->users().find("bob")->owns("Orders.send"));
  EXPECT_EQ(store.current()->roles().size(), 2U);
  EXPECT_EQ(codeOf(store.deleteRole("Orders.send")), "IDENTITY-404");
}

TEST(IdentityStore, RemembersWhatWasEnteredForARestart) {
  const Tenant tenant;
  const auto certificate = clientCertificate("partner");
  {
    IdentityStore store(tenant.clock, tenant.options());
    ASSERT_TRUE(store.saveGroup({.name = "senders", .roles = {"Orders.send"}}));
    ASSERT_TRUE(store.saveUser({.name = "bob", .password = "hunter2", .groups = {"senders"}}));
    ASSERT_TRUE(store.saveRole({.name = "Orders.send", .description = "x"}));
    ASSERT_TRUE(store.saveMapping({"bob", certificate}, "operator"));
  }

  const IdentityStore again(tenant.clock, tenant.options());

  EXPECT_TRUE(again.current()->users().find("bob")->password.matches("hunter2"));
  EXPECT_TRUE(userOf(again, certificate)->owns("Orders.send"));
  EXPECT_EQ(again.current()->mappings().all().front().created_by, "operator");
  EXPECT_EQ(again.current()->roles().back().description, "x");
}

TEST(IdentityStore, WritesForItsOwnerOnlyAndNoSecretInClear) {
  const Tenant tenant;
  IdentityStore store(tenant.clock, tenant.options());

  ASSERT_TRUE(store.saveUser({.name = "bob", .password = "hunter2"}));

  namespace fs = std::filesystem;
  EXPECT_EQ(fs::status(tenant.state / "security" / "identities.json").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::status(tenant.state / "security").permissions(), fs::perms::owner_all);
  EXPECT_NE(tenant.written().find("$argon2id$"), std::string::npos);
  EXPECT_EQ(tenant.written().find("hunter2"), std::string::npos);
}

TEST(IdentityStore, ChangesNothingWhenTheDiskFails) {
  const Tenant tenant;
  tenant.folder.write(".iflowsim/security", "a file where the folder should be");
  IdentityStore store(tenant.clock, tenant.options());
  const auto generation = store.generation();

  const auto saved = store.saveUser({.name = "bob"});

  EXPECT_EQ(codeOf(saved), "IDENTITY-500");
  EXPECT_EQ(store.generation(), generation);
  EXPECT_EQ(store.current()->users().find("bob"), nullptr);
}

TEST(IdentityStore, DoesNotOverwriteWhatItCannotUnderstand) {
  const Tenant tenant;
  tenant.folder.write(".iflowsim/security/identities.json", "{\"users\":");
  IdentityStore store(tenant.clock, tenant.options());

  const Diagnostics findings = tenant.load(store);

  EXPECT_NE(findings.toText().find("error IDENTITY-003"), std::string::npos) << findings.toText();
  EXPECT_EQ(codeOf(store.saveUser({.name = "bob"})), "IDENTITY-500");
  EXPECT_EQ(tenant.written(), "{\"users\":");
}

TEST(IdentityStore, WarnsOfEnteredMaterialThatAFileHides) {
  const Tenant tenant;
  IdentityStore store(tenant.clock, tenant.options());
  const std::string pem = clientPem("partner");
  ASSERT_TRUE(store.saveUser({.name = "bob", .roles = {"Entered.send"}}));
  ASSERT_TRUE(store.saveGroup({.name = "senders"}));
  ASSERT_TRUE(store.saveMapping({"bob", *Certificate::fromPem(pem)}, "x"));
  tenant.folder.write("security/users.yaml",
                      "users:\n  - {name: bob, password: b, roles: [File.send]}\ngroups:\n  - name: senders\n");
  tenant.folder.write("security/partner.pem", pem);
  tenant.folder.write("security/certificate-mappings.yaml", "mappings:\n  - {user: alice, certificate: partner.pem}\n");

  const std::string findings = tenant.load(store).toText();

  EXPECT_NE(findings.find("IDENTITY-001"), std::string::npos) << findings;
  EXPECT_NE(findings.find("identities.json: user 'bob' was entered and stands in a file"), std::string::npos)
      << findings;
  EXPECT_NE(findings.find("group 'senders' was"), std::string::npos);
  EXPECT_NE(findings.find("the mapping of the certificate"), std::string::npos);
  EXPECT_TRUE(store.current()->users().find("bob")->owns("File.send"));
  EXPECT_FALSE(store.current()->users().find("bob")->owns("Entered.send"));
  EXPECT_EQ(userOf(store, *Certificate::fromPem(pem))->name, "alice");
}

TEST(IdentityStore, TellsOfEveryChangeAndKeepsPasswordsForANewMapping) {
  const Tenant tenant;
  std::vector<std::shared_ptr<const TenantIdentities>> told;
  IdentityStore::Options options = tenant.options();
  options.on_change = [&told](const auto& identities) { told.push_back(identities); };
  IdentityStore store(tenant.clock, options);
  ASSERT_TRUE(store.saveUser({.name = "bob"}));
  const auto before = store.current();

  ASSERT_TRUE(store.saveMapping({"bob", clientCertificate("partner")}, "x"));

  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0], before);
  EXPECT_EQ(told[1], store.current());
  EXPECT_EQ(store.current()->basicUsers(), before->basicUsers());
}

TEST(IdentityStore, ServesReadersWhileItChanges) {
  const Tenant tenant;
  IdentityStore store(tenant.clock, tenant.options());
  const auto kept = clientCertificate("kept");
  const auto changing = clientCertificate("changing");
  ASSERT_TRUE(store.saveMapping({"alice", kept}, "x"));
  std::atomic<bool> done = false;
  std::atomic<int> lost = 0;

  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const Identified found = store.current()->userOfCertificate(*kept);
        lost += found.user != nullptr && found.user->name == "alice" ? 0 : 1;
      }
    });
  }
  for (int i = 0; i < 20; ++i) {
    const auto saved = store.saveMapping({"bob", changing}, "x");
    ASSERT_TRUE(saved);
    ASSERT_TRUE(store.deleteMapping(saved->id));
  }
  done = true;
  for (std::thread& reader : readers) reader.join();

  EXPECT_EQ(lost, 0);
}

}  // namespace
}  // namespace iflowsim
