#include <gtest/gtest.h>

#include "runtime/base/base64.h"
#include "security/material/certificate_maker.h"
#include "web/management/management_testkit.h"

namespace iflowsim {
namespace {

using Json = nlohmann::json;

const std::string kSecurity = "/api/local/security";

/// A certificate in PEM.
std::string pemOf(const std::string& common_name) {
  const auto made = makeCertificate({.subject = {{"O", "Company"}, {"CN", common_name}},
                                     .not_before = TimePoint(std::chrono::seconds(1'700'000'000)),
                                     .not_after = TimePoint(std::chrono::seconds(1'800'000'000)),
                                     .extended_key_usages = {"clientAuth"}});
  return made ? made->certificate : "";
}

Json named(const Json& list, const std::string& name) {
  for (const Json& entry : list) {
    if (entry["name"] == name) return entry;
  }
  return {};
}

TEST(UserOperations, AddListAndDeleteUsers) {
  ManagedFixture tenant;
  tenant.call("PUT", kSecurity + "/groups/senders", R"({"roles":[]})");

  EXPECT_EQ(tenant
                .call("PUT", kSecurity + "/users/bob%20b",
                      R"({"password":"secret","groups":["senders"],"roles":["Orders.send"]})")
                .status,
            200);

  EXPECT_EQ(tenant.call("GET", kSecurity + "/users").body["users"][0], Json({{"name", "bob b"},
                                                                             {"groups", {"senders"}},
                                                                             {"roles", {"Orders.send"}},
                                                                             {"hasPassword", true},
                                                                             {"origin", ""}}));
  EXPECT_EQ(tenant.call("DELETE", kSecurity + "/users/bob%20b").status, 200);
  EXPECT_TRUE(tenant.call("GET", kSecurity + "/users").body["users"].empty());
}

TEST(UserOperations, LeaveWhatTheBodyDoesNotMention) {
  ManagedFixture tenant;
  tenant.call("PUT", kSecurity + "/groups/g", R"({"roles":[]})");
  tenant.call("PUT", kSecurity + "/users/bob", R"({"password":"secret","groups":["g"],"roles":["A"]})");

  tenant.call("PUT", kSecurity + "/users/bob", R"({"roles":[]})");

  const Json bob = tenant.call("GET", kSecurity + "/users").body["users"][0];
  EXPECT_EQ(bob["groups"], Json({"g"}));
  EXPECT_TRUE(bob["roles"].empty());
  EXPECT_EQ(bob["hasPassword"], true);
}

TEST(UserOperations, RefuseMembersThereAreNotAndValuesOfTheWrongKind) {
  ManagedFixture tenant;

  for (const char* body : {R"({"role":["A"]})", R"({"roles":"A"})", R"({"roles":[1]})", R"({"password":1})", "[]"}) {
    const ApiReply reply = tenant.call("PUT", kSecurity + "/users/bob", body);

    EXPECT_EQ(reply.status, 400) << body;
    EXPECT_EQ(reply.body["error"]["code"], "API-400");
  }
  EXPECT_EQ(tenant.call("PUT", kSecurity + "/users/bob", R"({"role":["A"]})").body["error"]["text"],
            "There is no member 'role' here. Known are: password, groups, roles.");
}

TEST(UserOperations, AnswerWhatTheStoreSaysWithItsStatus) {
  ManagedFixture tenant;

  const ApiReply reply = tenant.call("DELETE", kSecurity + "/users/nobody");

  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(reply.body["error"]["code"], "IDENTITY-404");
}

TEST(FailedReply, GivesCodesOfTheStoreTheirStatus) {
  EXPECT_EQ(failed({"IDENTITY-400", ""}).status, 400);
  EXPECT_EQ(failed({"IDENTITY-409", ""}).status, 409);
  EXPECT_EQ(failed({"IDENTITY-500", ""}).status, 500);
}

TEST(GroupOperations, AddListAndDeleteGroups) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.call("PUT", kSecurity + "/groups/senders", R"({"roles":["ESBMessaging.send"]})").status, 200);

  EXPECT_EQ(tenant.call("GET", kSecurity + "/groups").body["groups"][0]["roles"], Json({"ESBMessaging.send"}));
  EXPECT_EQ(tenant.call("DELETE", kSecurity + "/groups/senders").status, 200);
  EXPECT_EQ(tenant.call("DELETE", kSecurity + "/groups/senders").status, 404);
}

TEST(RoleOperations, AddDescribeAndDeleteRoles) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.call("PUT", kSecurity + "/roles/Orders.send", R"({"description":"Sends orders"})").status, 200);

  const Json roles = tenant.call("GET", kSecurity + "/roles").body["roles"];
  EXPECT_EQ(named(roles, "Orders.send")["description"], "Sends orders");
  EXPECT_EQ(named(roles, "Orders.send")["owner"], "Tenant Administrator");
  EXPECT_EQ(named(roles, "ESBMessaging.send")["owner"], "SAP");
  EXPECT_EQ(tenant.call("DELETE", kSecurity + "/roles/Orders.send").status, 200);
}

// P-OPS-007
TEST(MappingOperations, ListWhatTheProductShowsOfAMapping) {
  ManagedFixture tenant;

  const Json added =
      tenant.call("POST", kSecurity + "/mappings", Json{{"user", "bob"}, {"certificate", pemOf("bob")}}.dump()).body;

  const Json mappings = tenant.call("GET", kSecurity + "/mappings").body["mappings"];
  ASSERT_EQ(mappings.size(), 1U);
  EXPECT_EQ(mappings[0], added);
  EXPECT_EQ(added["user"], "bob");
  EXPECT_EQ(added["subject"], "CN=bob, O=Company");
  EXPECT_EQ(added["validUntil"], "2027-01-15T08:00:00.000Z");
  EXPECT_EQ(added["id"].get<std::string>().size(), 64U);
  EXPECT_EQ(added["apiId"].get<std::string>().size(), 32U);
  EXPECT_EQ(added["lastModifiedBy"], "owner");
}

// P-OPS-008
TEST(MappingOperations, GiveAMappedCertificateToAnotherUser) {
  ManagedFixture tenant;
  const std::string pem = pemOf("bob");
  tenant.call("POST", kSecurity + "/mappings", Json{{"user", "bob"}, {"certificate", pem}}.dump());

  const ApiReply reply = tenant.callWith({"AuthGroup.Admin"}, "POST", kSecurity + "/mappings",
                                         Json{{"user", "carol"}, {"certificate", base64Encode(pem)}}.dump());

  const Json mappings = tenant.call("GET", kSecurity + "/mappings").body["mappings"];
  ASSERT_EQ(mappings.size(), 1U) << reply.body;
  EXPECT_EQ(mappings[0]["user"], "carol");
  EXPECT_EQ(mappings[0]["createdBy"], "owner");
  EXPECT_EQ(mappings[0]["lastModifiedBy"], "dev");
}

TEST(MappingOperations, ChangeUserOrCertificate) {
  ManagedFixture tenant;
  const Json added =
      tenant.call("POST", kSecurity + "/mappings", Json{{"user", "bob"}, {"certificate", pemOf("bob")}}.dump()).body;

  const Json moved =
      tenant.call("PUT", kSecurity + "/mappings/" + added["id"].get<std::string>(), Json{{"user", "carol"}}.dump())
          .body;
  const Json renewed = tenant
                           .call("PUT", kSecurity + "/mappings/" + added["apiId"].get<std::string>(),
                                 Json{{"certificate", pemOf("new")}}.dump())
                           .body;

  EXPECT_EQ(moved["user"], "carol");
  EXPECT_EQ(moved["id"], added["id"]);
  EXPECT_EQ(renewed["user"], "carol") << renewed;
  EXPECT_EQ(renewed["subject"], "CN=new, O=Company");
}

TEST(MappingOperations, DeleteAMapping) {
  ManagedFixture tenant;
  const Json added =
      tenant.call("POST", kSecurity + "/mappings", Json{{"user", "bob"}, {"certificate", pemOf("bob")}}.dump()).body;

  EXPECT_EQ(tenant.call("DELETE", kSecurity + "/mappings/" + added["id"].get<std::string>()).status, 200);

  EXPECT_EQ(tenant.call("DELETE", kSecurity + "/mappings/" + added["id"].get<std::string>()).status, 404);
}

TEST(MappingOperations, RefuseWhatIsNoCertificateAndMappingsOfNobody) {
  ManagedFixture tenant;

  EXPECT_EQ(
      tenant.call("POST", kSecurity + "/mappings", R"({"user":"bob","certificate":"none"})").body["error"]["code"],
      "CERT-001");
  EXPECT_EQ(tenant.call("POST", kSecurity + "/mappings", R"({"user":"bob"})").status, 400);
  EXPECT_EQ(tenant.call("POST", kSecurity + "/mappings", Json{{"certificate", pemOf("bob")}}.dump()).status, 400);
}

TEST(InstanceOperations, AddAnInstanceWithTheDefaultsOfItsPlan) {
  ManagedFixture tenant(SecurityMode::CloudFoundry);

  EXPECT_EQ(tenant.call("PUT", kSecurity + "/instances/flows", "{}").status, 200);
  EXPECT_EQ(tenant.call("PUT", kSecurity + "/instances/api", R"({"plan":"api","roles":["MonitoringDataRead"]})").status,
            200);

  const Json instances = tenant.call("GET", kSecurity + "/instances").body["instances"];
  EXPECT_EQ(named(instances, "flows")["plan"], "integration-flow");
  EXPECT_EQ(named(instances, "flows")["roles"], Json({"ESBMessaging.send"}));
  EXPECT_EQ(named(instances, "flows")["tokenLifetimeSeconds"], 3600);
  EXPECT_EQ(named(instances, "api")["tokenLifetimeSeconds"], 43200);
}

TEST(InstanceOperations, RefuseAPlanThereIsNot) {
  ManagedFixture tenant(SecurityMode::CloudFoundry);

  EXPECT_EQ(tenant.call("PUT", kSecurity + "/instances/flows", R"({"plan":"all"})").body["error"]["text"],
            "'plan' takes integration-flow or api.");
}

// P-OPS-009
TEST(KeyOperations, TellTheSecretOfAKeyOnce) {
  ManagedFixture tenant(SecurityMode::CloudFoundry);
  tenant.call("PUT", kSecurity + "/instances/flows", "{}");

  const ApiReply created = tenant.call("POST", kSecurity + "/instances/flows/keys", R"({"name":"k1"})");

  ASSERT_EQ(created.status, 200) << created.body;
  const Json& service_key = created.body["document"]["oauth"];
  const std::string secret = service_key["clientsecret"];
  EXPECT_FALSE(secret.empty());
  EXPECT_EQ(service_key["url"], "https://localhost:8443");
  EXPECT_EQ(service_key["tokenurl"], "https://localhost:8444/oauth/token");
  const std::string listed = tenant.call("GET", kSecurity + "/instances").body.dump();
  EXPECT_NE(listed.find(service_key["clientid"].get<std::string>()), std::string::npos);
  EXPECT_EQ(listed.find(secret), std::string::npos);
}

TEST(KeyOperations, SendApiClientsToTheManagementSide) {
  ManagedFixture tenant(SecurityMode::CloudFoundry);
  tenant.call("PUT", kSecurity + "/instances/api", R"({"plan":"api"})");

  const Json document = tenant.call("POST", kSecurity + "/instances/api/keys", R"({"name":"k1"})").body["document"];

  EXPECT_EQ(document["oauth"]["url"], "https://localhost:8444");
}

// P-OPS-010
TEST(KeyOperations, SendClientsWithACertificateToThePortThatAsksForOne) {
  ManagedFixture tenant(SecurityMode::CloudFoundry);
  tenant.call("PUT", kSecurity + "/instances/flows", "{}");

  const Json document =
      tenant.call("POST", kSecurity + "/instances/flows/keys", R"({"name":"k1","type":"certificate"})")
          .body["document"];

  EXPECT_EQ(document["oauth"]["tokenurl"], "https://localhost:8443/oauth/token");
}

TEST(KeyOperations, TakeACertificateOfSomebodyElse) {
  ManagedFixture tenant(SecurityMode::CloudFoundry);
  tenant.call("PUT", kSecurity + "/instances/flows", "{}");

  const ApiReply created = tenant.call(
      "POST", kSecurity + "/instances/flows/keys",
      Json{{"name", "k1"}, {"type", "certificate_external"}, {"certificate", pemOf("bob")}, {"pinned", false}}.dump());

  ASSERT_EQ(created.status, 200) << created.body;
  EXPECT_EQ(created.body["key"]["subject"], "CN=bob, O=Company");
  EXPECT_EQ(created.body["key"]["pinned"], false);
}

TEST(KeyOperations, DeleteAKey) {
  ManagedFixture tenant(SecurityMode::CloudFoundry);
  tenant.call("PUT", kSecurity + "/instances/flows", "{}");
  tenant.call("POST", kSecurity + "/instances/flows/keys", R"({"name":"k1"})");

  EXPECT_EQ(tenant.call("DELETE", kSecurity + "/instances/flows/keys/k1").status, 200);
  EXPECT_EQ(tenant.call("DELETE", kSecurity + "/instances/flows/keys/k1").status, 404);
  EXPECT_EQ(tenant.call("DELETE", kSecurity + "/instances/flows").status, 200);
}

TEST(KeyOperations, RefuseTypesThereAreNot) {
  ManagedFixture tenant(SecurityMode::CloudFoundry);
  tenant.call("PUT", kSecurity + "/instances/flows", "{}");

  for (const char* body : {R"({"name":"k","type":"x509"})", R"({"name":"k","pinned":"no"})",
                           R"({"name":"k","validityDays":-1})", R"({"name":"k","keyLength":1.5})"}) {
    EXPECT_EQ(tenant.call("POST", kSecurity + "/instances/flows/keys", body).status, 400) << body;
  }
}

TEST(OAuthClientOperations, MakeUpIdAndSecretAndTellThemOnce) {
  ManagedFixture tenant;

  const Json created = tenant.call("POST", kSecurity + "/oauth-clients", R"({"name":"Shop"})").body;

  const std::string id = created["id"];
  const std::string secret = created["secret"];
  EXPECT_EQ(created["principal"], "oauth_client_" + id);
  const Json clients = tenant.call("GET", kSecurity + "/oauth-clients").body["clients"];
  EXPECT_EQ(clients[0]["name"], "Shop");
  EXPECT_EQ(clients.dump().find(secret), std::string::npos);
}

TEST(OAuthClientOperations, LeaveWhatTheBodyDoesNotMention) {
  ManagedFixture tenant;
  tenant.call("POST", kSecurity + "/oauth-clients", R"({"id":"shop","name":"Shop","tokenLifetimeSeconds":7200})");

  const Json changed = tenant.call("POST", kSecurity + "/oauth-clients", R"({"id":"shop","name":"Store"})").body;

  EXPECT_FALSE(changed.contains("secret"));
  const Json client = tenant.call("GET", kSecurity + "/oauth-clients").body["clients"][0];
  EXPECT_EQ(client["name"], "Store");
  EXPECT_EQ(client["tokenLifetimeSeconds"], 7200);
  EXPECT_EQ(tenant.call("DELETE", kSecurity + "/oauth-clients/shop").status, 200);
}

}  // namespace
}  // namespace iflowsim
