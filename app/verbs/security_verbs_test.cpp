#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/verbs/verb_tenant.h"
#include "security/material/certificate_maker.h"

namespace iflowsim {
namespace {

using Json = nlohmann::json;

/// Writes a client certificate into the tenant's folder and gives its path.
std::string certificateFile(const VerbTenant& tenant, const std::string& name) {
  const auto made = makeCertificate({.subject = {{"CN", name}},
                                     .not_before = TimePoint(std::chrono::seconds(1'700'000'000)),
                                     .not_after = TimePoint(std::chrono::seconds(1'800'000'000)),
                                     .extended_key_usages = {"clientAuth"}});
  return tenant.folder.write(name + ".pem", made ? made->certificate : "").string();
}

TEST(UserVerb, AddsListsAndDeletesUsers) {
  VerbTenant tenant;

  EXPECT_EQ(tenant.run({"user", "set", "bob", "--role", "A", "--role", "B", "--password-stdin"}, "secret\n").out,
            "Saved the user bob.\n");

  const Ran listed = tenant.run({"user", "list"});
  EXPECT_TRUE(listed.out.starts_with("USER  GROUPS  ROLES  PASSWORD  FILE\nbob           A, B   yes")) << listed.out;
  EXPECT_EQ(tenant.run({"user", "delete", "bob"}).out, "Deleted the user bob.\n");
  EXPECT_EQ(tenant.run({"user", "delete", "bob"}).code, 1);
}

TEST(UserVerb, LeavesWhatIsNotGivenAndTakesAllRolesByAnEmptyOne) {
  VerbTenant tenant;
  tenant.run({"user", "set", "bob", "--role", "A", "--password-stdin"}, "secret\n");

  tenant.run({"user", "set", "bob", "--role", ""});

  const Json bob = Json::parse(tenant.run({"user", "list", "--json"}).out)["users"][0];
  EXPECT_TRUE(bob["roles"].empty());
  EXPECT_EQ(bob["hasPassword"], true);
}

TEST(UserVerb, EndsWith2WithoutAPassword) {
  VerbTenant tenant;

  const Ran ran = tenant.run({"user", "set", "bob", "--password-stdin"});

  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(ran.err.starts_with("error PASSWORD-002 ")) << ran.err;
}

TEST(ActionVerb, EndsWith2WithoutAnAction) {
  VerbTenant tenant;

  EXPECT_EQ(tenant.run({"user"}).code, 2);
  EXPECT_EQ(tenant.run({"user", "rename"}).code, 2);
}

TEST(GroupVerb, AddsListsAndDeletesGroups) {
  VerbTenant tenant;

  EXPECT_EQ(tenant.run({"group", "set", "senders", "--role", "ESBMessaging.send"}).code, 0);

  EXPECT_NE(tenant.run({"group", "list"}).out.find("senders  ESBMessaging.send"), std::string::npos);
  EXPECT_EQ(tenant.run({"group", "delete", "senders", "--json"}).code, 0);
}

TEST(RoleVerb, AddsListsAndDeletesRoles) {
  VerbTenant tenant;

  EXPECT_EQ(tenant.run({"role", "set", "Orders.send", "--description", "Sends"}).code, 0);

  EXPECT_NE(tenant.run({"role", "list"}).out.find("Orders.send        Tenant Administrator  Sends"), std::string::npos)
      << tenant.run({"role", "list"}).out;
  EXPECT_EQ(tenant.run({"role", "delete", "Orders.send"}).code, 0);
}

TEST(MappingVerb, AddsChangesAndDeletesMappings) {
  VerbTenant tenant;

  const Ran added = tenant.run({"mapping", "add", "--user", "bob", certificateFile(tenant, "bob"), "--json"});
  ASSERT_EQ(added.code, 0) << added.err;
  const std::string id = Json::parse(added.out)["apiId"];

  EXPECT_EQ(tenant.run({"mapping", "change", id, "--user", "carol"}).code, 0);
  EXPECT_NE(tenant.run({"mapping", "list"}).out.find(id + "  carol  CN=bob"), std::string::npos);
  EXPECT_EQ(tenant.run({"mapping", "delete", id}).out, "Deleted the mapping " + id + ".\n");
}

TEST(MappingVerb, EndsWith2WithAFileThatIsNoCertificate) {
  VerbTenant tenant;

  const std::string text = tenant.folder.write("text.pem", "no certificate").string();

  for (const std::string& file : {text, std::string("no-such.pem")}) {
    const Ran ran = tenant.run({"mapping", "add", "--user", "bob", file});

    EXPECT_EQ(ran.code, 2);
    EXPECT_TRUE(ran.err.starts_with("error CERT-001 " + file)) << ran.err;
  }
}

TEST(KeyVerb, PrintsTheServiceKeyOnce) {
  VerbTenant tenant;
  tenant.run({"instance", "set", "sender", "--role", "ESBMessaging.send"});

  const Ran created = tenant.run({"key", "create", "sender", "k1"});

  ASSERT_EQ(created.code, 0) << created.err;
  EXPECT_FALSE(Json::parse(created.out)["oauth"]["clientsecret"].get<std::string>().empty());
  EXPECT_NE(tenant.run({"key", "list"}).out.find("sender    k1   client_secret"), std::string::npos);
  EXPECT_NE(tenant.run({"instance", "list"}).out.find("sender    integration-flow"), std::string::npos);
  EXPECT_EQ(tenant.run({"key", "delete", "sender", "k1"}).code, 0);
  EXPECT_EQ(tenant.run({"instance", "delete", "sender"}).code, 0);
}

TEST(KeyVerb, TakesTheCertificateOfSomebodyElse) {
  VerbTenant tenant;
  tenant.run({"instance", "set", "sender"});

  const Ran created = tenant.run({"key", "create", "sender", "k1", "--type", "certificate_external", "--certificate",
                                  certificateFile(tenant, "bob"), "--unpinned", "--json"});

  ASSERT_EQ(created.code, 0) << created.err;
  EXPECT_EQ(Json::parse(created.out)["key"]["pinned"], false);
}

TEST(OAuthClientVerb, PrintsASecretThatWasMadeUp) {
  VerbTenant tenant;

  const Ran made = tenant.run({"oauth-client", "set", "shop", "--name", "Web shop"});
  const Ran given = tenant.run({"oauth-client", "set", "shop", "--secret-stdin"}, "known\n");

  EXPECT_TRUE(made.out.starts_with("Saved the client shop.\nIts secret: ")) << made.out;
  EXPECT_EQ(given.out, "Saved the client shop.\n");
  EXPECT_NE(tenant.run({"oauth-client", "list"}).out.find("shop    Web shop  oauth_client_shop"), std::string::npos);
  EXPECT_EQ(tenant.run({"oauth-client", "delete", "shop"}).code, 0);
}

/// A tenant that refused a call of alice.
struct DecidedTenant : VerbTenant {
  DecidedTenant() {
    managed.decisions.decisions = {{.id = "1a2b",
                                    .peer = "127.0.0.1",
                                    .method = "POST",
                                    .path = "/http/orders",
                                    .user = "alice",
                                    .status = 403,
                                    .reason = "No role.",
                                    .steps = {{.name = "Connection", .outcome = DecisionStep::Outcome::Passed}}}};
  }
};

TEST(ExplainVerb, ShowsTheLatestDecision) {
  DecidedTenant tenant;

  const Ran ran = tenant.run({"explain"});

  EXPECT_TRUE(ran.out.starts_with("Decision 1a2b  refused with 403\n")) << ran.out << ran.err;
  EXPECT_EQ(tenant.managed.decisions.asked, "1");
  EXPECT_EQ(tenant.run({"explain", "--last", "--refused"}).code, 0);
  EXPECT_EQ(tenant.managed.decisions.asked, "1 refused");
}

TEST(ExplainVerb, ShowsTheDecisionOfAnId) {
  DecidedTenant tenant;

  EXPECT_EQ(Json::parse(tenant.run({"explain", "1a2b", "--json"}).out)["user"], "alice");
  EXPECT_EQ(tenant.run({"explain", "ffff"}).code, 1);
}

TEST(ExplainVerb, ListsTheLatest) {
  DecidedTenant tenant;

  const Ran ran = tenant.run({"explain", "--list", "--limit", "5"});

  EXPECT_EQ(tenant.managed.decisions.asked, "5");
  EXPECT_TRUE(ran.out.starts_with("DECISION  TIME")) << ran.out;
  EXPECT_NE(ran.out.find("403      POST /http/orders  alice        No role."), std::string::npos) << ran.out;
}

TEST(ExplainVerb, SaysThatNothingWasCalledYet) {
  VerbTenant tenant;

  const Ran ran = tenant.run({"explain"});

  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.starts_with("error DECISION-404 No flow was called since the server started.")) << ran.err;
}

TEST(ExplainVerb, EndsWith2OnOptionsThatDoNotGoTogether) {
  EXPECT_EQ(runVerb({"explain", "1a2b", "--list"}).code, 2);
  EXPECT_EQ(runVerb({"explain", "--limit", "5"}).code, 2);
}

}  // namespace
}  // namespace iflowsim
