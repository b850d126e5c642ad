#include "app/client/management_client.h"

#include <gtest/gtest.h>

#include "app/client/running_tenant.h"
#include "security/front/front.h"

namespace iflowsim {
namespace {

TEST(ManagementClient, ReachesTheServerOfItsTenant) {
  RunningTenant tenant;

  const auto flows = tenant.client().get("/api/local/flows");

  ASSERT_TRUE(flows) << flows.error().text;
  EXPECT_EQ((*flows)["flows"][0]["id"], "Orders");
}

TEST(ManagementClient, SendsBodiesAndQueries) {
  RunningTenant tenant;
  ManagementClient client = tenant.client();

  EXPECT_TRUE(client.put(ManagementClient::flowPath("Orders") + "/log-level", {{"level", "DEBUG"}}));
  EXPECT_TRUE(client.get("/api/local/logs", {{"header", "a b=ü&c"}}));
  EXPECT_TRUE(client.remove(ManagementClient::flowPath("Orders")));

  EXPECT_EQ(tenant.managed.deployments.find("Orders")->log_level, LogLevel::Debug);
  EXPECT_EQ(tenant.managed.log.filter.custom_header, std::make_pair(std::string("a b"), std::string("ü&c")));
  EXPECT_EQ(tenant.managed.facade.undeployed, "Orders");
}

TEST(ManagementClient, GivesTheErrorOfTheServer) {
  RunningTenant tenant;

  const auto flow = tenant.client().post(ManagementClient::flowPath("No/ne") + "/restart");

  ASSERT_FALSE(flow);
  EXPECT_EQ(flow.error().code, "DEPLOY-404");
}

TEST(ManagementClient, ReadsTraceThatIsNoUtf8) {
  RunningTenant tenant;
  LogDetails message;
  message.entry.message_id = "M1";
  message.steps.push_back({.number = 7, .has_after = true});
  tenant.managed.log.messages.push_back(message);

  const auto log = tenant.client().get("/api/local/logs/M1", {{"trace", "true"}});

  ASSERT_TRUE(log);
  EXPECT_EQ((*log)["steps"][0]["after"]["body"], "after \xEF\xBF\xBD");
}

TEST(ManagementClient, IsRefusedWithAnotherSecret) {
  RunningTenant tenant;
  std::filesystem::remove(tenant.state / "secret");
  ASSERT_TRUE(openSecret(tenant.state));

  EXPECT_EQ(tenant.client().get("/api/local/flows").error().code, "API-401");
}

TEST(ManagementClient, TrustsNoOtherAuthority) {
  RunningTenant tenant;
  testing::TemporaryFolder other;
  ASSERT_TRUE(CertificateAuthority::open(other.path() / ".iflowsim" / "tls", tenant.clock));
  ASSERT_TRUE(openSecret(other.path() / ".iflowsim"));
  ASSERT_TRUE(writeManagementUrl(other.path() / ".iflowsim", tenant.url()));

  EXPECT_EQ(ManagementClient::open(other.path())->get("/api/local/flows").error().code, "CLIENT-002");
}

/// Answers every request with a text that is no JSON.
class PlainTalker final : public InboundHandler {
 public:
  HeadVerdict onHead(const HttpRequest& /*head*/) override { return {}; }
  void onRequest(HttpRequest&& /*request*/, ReplySink sink) override { sink({.status = 200, .body = Body("hello")}); }
};

TEST(ManagementClient, SaysWhenTheAnswerIsNoJson) {
  RunningTenant tenant;
  PlainTalker talker;
  FrontOptions options;
  options.threads = 1;
  options.tls = TlsOptions{.certificate_chain = (tenant.state / "tls" / "server.pem").string(),
                           .private_key = (tenant.state / "tls" / "server.key").string()};
  Front front(options, talker);
  ASSERT_TRUE(front.start());
  ASSERT_TRUE(writeManagementUrl(tenant.state, "https://127.0.0.1:" + std::to_string(front.port())));

  const auto flows = tenant.client().get("/api/local/flows");

  ASSERT_FALSE(flows);
  EXPECT_EQ(flows.error().code, "CLIENT-003");
}

TEST(ManagementClient, SaysWhenNoServerAnswers) {
  RunningTenant tenant;
  tenant.server->stop();

  EXPECT_EQ(tenant.client().get("/api/local/flows").error().code, "CLIENT-001");
}

TEST(ManagementClient, SaysWhenTheFolderIsNoTenantThatEverRan) {
  testing::TemporaryFolder folder;

  EXPECT_EQ(ManagementClient::open(folder.path()).error().code, "ADDRESS-002");
}

TEST(ManagementClient, RefusesAnAddressWithoutTls) {
  RunningTenant tenant;
  ASSERT_TRUE(writeManagementUrl(tenant.state, "http://127.0.0.1:" + std::to_string(tenant.server->port())));

  EXPECT_EQ(tenant.client().get("/api/local/flows").error().code, "CLIENT-001");
}

TEST(ManagementServer, SaysWhichPortIsTaken) {
  RunningTenant tenant;
  ManagementServer second({.port = tenant.server->port(),
                           .certificate_chain = tenant.state / "tls" / "server.pem",
                           .private_key = tenant.state / "tls" / "server.key",
                           .secret = "x"},
                          tenant.managed.tenant());

  const auto started = second.start();

  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, "MANAGEMENT-001");
  EXPECT_EQ(second.port(), 0);
}

TEST(ManagementServer, SaysWhenTheCertificateCannotBeUsed) {
  ManagedFixture managed;
  ManagementServer server({.certificate_chain = "/no/such.pem", .private_key = "/no/such.key", .secret = "x"},
                          managed.tenant());

  EXPECT_EQ(server.start().error().code, "MANAGEMENT-002");
}

}  // namespace
}  // namespace iflowsim
