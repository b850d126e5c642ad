#include "security/mapping/service_keys_reader.h"

#include <gtest/gtest.h>

#include "security/mapping/identity_testkit.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using testing::clientPem;
using testing::firstFinding;

struct Tenant {
  Tenant() { folder.write("security/a.pem", clientPem("a")); }
  ServiceKeysFile read(const std::string& yaml) const {
    return readServiceKeysFile(folder.write("security/service-keys.yaml", yaml));
  }
  OAuthClientsFile readClients(const std::string& yaml) const {
    return readOAuthClientsFile(folder.write("security/oauth-clients.yaml", yaml));
  }
  testing::TemporaryFolder folder;
};

/// A file with one instance whose only key is this.
std::string withKey(const std::string& key) {
  return "instances:\n  - name: orders\n    keys:\n      - " + key + "\n";
}

TEST(ServiceKeysReader, ReadsInstancesAndKeys) {
  const Tenant tenant;

  const auto file = tenant.read(
      "instances:\n"
      "  - name: orders\n"
      "    roles: [Orders.send, ESBMessaging.send]\n"
      "    grant_types: [client_credentials, password]\n"
      "    redirect_uris: ['https://localhost/x']\n"
      "    token_seconds: 7200\n"
      "    keys:\n"
      "      - {name: one, clientid: sb-one, secret_hash: '" +
      hashPassword("secret") +
      "'}\n"
      "      - {name: two, type: certificate_external, clientid: sb-two, certificate: a.pem, pinned: false}\n");

  EXPECT_TRUE(file.findings.empty()) << file.findings.toText();
  ASSERT_EQ(file.instances.size(), 1U);
  EXPECT_EQ(file.instances[0].roles, (std::vector<std::string>{"Orders.send", "ESBMessaging.send"}));
  EXPECT_EQ(file.instances[0].grant_types.size(), 2U);
  EXPECT_EQ(file.instances[0].redirect_uris.size(), 1U);
  EXPECT_EQ(file.instances[0].token_lifetime, std::chrono::seconds(7200));
  ASSERT_EQ(file.keys.size(), 2U);
  EXPECT_EQ(file.keys[0].type, KeyType::ClientSecret);
  EXPECT_TRUE(file.keys[0].secret.matches("secret"));
  EXPECT_EQ(file.keys[1].type, KeyType::ExternalCertificate);
  EXPECT_EQ(file.keys[1].instance, "orders");
  EXPECT_EQ(file.keys[1].certificate->subject(), "CN=a, O=Partner");
  EXPECT_FALSE(file.keys[1].pinned);
}

// P-KEY-006
TEST(ServiceKeysReader, HasTheDefaultsOfTheProduct) {
  const Tenant tenant;

  const auto file = tenant.read(
      "instances:\n"
      "  - {name: flows, keys: [{name: one, type: certificate, clientid: sb-one, certificate: a.pem}]}\n"
      "  - {name: manage, plan: api}\n");

  ASSERT_EQ(file.instances.size(), 2U) << file.findings.toText();
  EXPECT_EQ(file.instances[0].roles, std::vector<std::string>{"ESBMessaging.send"});
  EXPECT_EQ(file.instances[0].grant_types, std::vector<std::string>{"client_credentials"});
  EXPECT_EQ(file.instances[0].token_lifetime, std::chrono::hours(1));
  EXPECT_EQ(file.instances[1].plan, ServicePlan::Api);
  EXPECT_EQ(file.instances[1].token_lifetime, std::chrono::hours(12));
  EXPECT_TRUE(file.keys[0].pinned);
}

TEST(ServiceKeysReader, TakesAClearSecretAndWarnsWithoutRepeatingIt) {
  const Tenant tenant;

  const auto file = tenant.read(withKey("{name: one, clientid: sb-one, secret: hunter2}"));

  ASSERT_EQ(file.keys.size(), 1U);
  EXPECT_TRUE(file.keys[0].secret.isClear());
  EXPECT_FALSE(file.findings.hasErrors());
  EXPECT_NE(firstFinding(file).find("warning KEYS-016"), std::string::npos);
  EXPECT_EQ(file.findings.toText().find("hunter2"), std::string::npos);
}

TEST(ServiceKeysReader, ReportsEveryKindOfProblem) {
  const Tenant tenant;
  const std::string certificate = "type: certificate_external, certificate: a.pem";
  struct Case {
    std::string yaml;
    std::string code;
  };
  const std::vector<Case> cases{
      {"instances: [\n", "KEYS-001"},
      {"instances:\n  - {name: a, role: [x]}\n", "KEYS-002"},
      {withKey("{name: a, clientid: b, secret: c, pined: true}"), "KEYS-002"},
      {"instances: {}\n", "KEYS-003"},
      {"instances:\n  - {name: a, roles: x}\n", "KEYS-003"},
      {"instances:\n  - {name: a, token_seconds: soon}\n", "KEYS-003"},
      {withKey("{name: a, clientid: b, pinned: perhaps, " + certificate + "}"), "KEYS-003"},
      {"instances:\n  - roles: [x]\n", "KEYS-004"},
      {"instances:\n  - name: a b\n", "KEYS-004"},
      {"instances:\n  - name: " + std::string(33, 'a') + "\n", "KEYS-004"},
      {withKey("{clientid: b, secret: c}"), "KEYS-004"},
      {"instances:\n  - name: a\n  - name: a\n", "KEYS-005"},
      {"instances:\n  - name: a\n    keys:\n      - {name: k, clientid: b, secret_hash: x}\n"
       "      - {name: k, clientid: c, secret_hash: x}\n",
       "KEYS-006"},
      {withKey("{name: a, secret: c}"), "KEYS-007"},
      {withKey("{name: a, clientid: 'b:c', secret: d}"), "KEYS-007"},
      {"instances:\n  - {name: a, keys: [{name: k, clientid: b, " + certificate +
           "}]}\n  - {name: c, keys: [{name: k, clientid: b, secret: x}]}\n",
       "KEYS-007"},
      {withKey("{name: a, clientid: b, type: x509}"), "KEYS-008"},
      {withKey("{name: a, clientid: b}"), "KEYS-009"},
      {withKey("{name: a, clientid: b, secret: c, secret_hash: d}"), "KEYS-009"},
      {withKey("{name: a, clientid: b, secret_hash: d}"), "KEYS-009"},
      {withKey("{name: a, clientid: b, type: certificate}"), "KEYS-010"},
      {withKey("{name: a, clientid: b, secret: x, certificate: a.pem}"), "KEYS-010"},
      {withKey("{name: a, clientid: b, secret: x, " + certificate + "}"), "KEYS-010"},
      {"instances:\n  - {name: a, keys: [{name: k, clientid: b, " + certificate +
           "}]}\n  - {name: c, keys: [{name: k, clientid: d, " + certificate + "}]}\n",
       "KEYS-011"},
      {"instances:\n  - {name: a, token_seconds: 60}\n", "KEYS-012"},
      {"instances:\n  - {name: a, token_seconds: 86401}\n", "KEYS-012"},
      {"instances:\n  - {name: a, roles: ['Orders-send']}\n", "KEYS-013"},
      {"instances:\n  - {name: a, grant_types: [implicit]}\n", "KEYS-014"},
      {"instances:\n  - {name: a, plan: free}\n", "KEYS-015"},
  };

  for (const Case& c : cases) {
    const auto file = tenant.read(c.yaml);
    EXPECT_TRUE(file.findings.hasErrors()) << c.yaml;
    EXPECT_NE(file.findings.toText().find("error " + c.code), std::string::npos) << c.yaml << file.findings.toText();
  }
}

TEST(OAuthClientsReader, ReadsClients) {
  const Tenant tenant;

  const auto file =
      tenant.readClients("clients:\n  - {id: partner, name: The partner, token_seconds: 600, secret_hash: '" +
                         hashPassword("secret") + "'}\n");

  EXPECT_TRUE(file.findings.empty()) << file.findings.toText();
  ASSERT_TRUE(file.clients.contains("partner"));
  const OAuthClient& client = file.clients.at("partner");
  EXPECT_EQ(client.principal(), "oauth_client_partner");
  EXPECT_EQ(client.name, "The partner");
  EXPECT_EQ(client.token_lifetime, std::chrono::minutes(10));
  EXPECT_TRUE(client.secret.matches("secret"));
}

TEST(OAuthClientsReader, ReportsEveryKindOfProblem) {
  const Tenant tenant;
  struct Case {
    std::string yaml;
    std::string code;
  };
  const std::vector<Case> cases{
      {"clients: [\n", "error CLIENTS-001"},
      {"client: []\n", "error CLIENTS-002"},
      {"clients: x\n", "error CLIENTS-003"},
      {"clients: [x]\n", "error CLIENTS-003"},
      {"clients:\n  - {secret: x}\n", "error CLIENTS-004"},
      {"clients:\n  - {id: 'a:b', secret: x}\n", "error CLIENTS-004"},
      {"clients:\n  - {id: a, secret: x}\n  - {id: a, secret: y}\n", "error CLIENTS-005"},
      {"clients:\n  - {id: a}\n", "error CLIENTS-006"},
      {"clients:\n  - {id: a, secret: x, token_seconds: 0}\n", "error CLIENTS-007"},
      {"clients:\n  - {id: a, secret: x}\n", "warning CLIENTS-008"},
  };

  for (const Case& c : cases) {
    const auto file = tenant.readClients(c.yaml);
    EXPECT_NE(file.findings.toText().find(c.code), std::string::npos) << c.yaml << file.findings.toText();
  }
}

TEST(OAuthClientsReader, TakesAnAbsentFile) {
  EXPECT_TRUE(readOAuthClientsFile("no/such/oauth-clients.yaml").findings.empty());
  EXPECT_TRUE(readServiceKeysFile("no/such/service-keys.yaml").findings.empty());
}

}  // namespace
}  // namespace iflowsim
