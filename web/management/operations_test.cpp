#include "web/management/operations.h"

#include <gtest/gtest.h>

#include "web/management/management_testkit.h"

namespace iflowsim {
namespace {

LogDetails failedMessage() {
  LogDetails message;
  message.entry = {.change = 3,
                   .message_id = "M1",
                   .flow_id = "Orders",
                   .status = RunStatus::Failed,
                   .start = TimePoint(std::chrono::milliseconds(1'767'225'600'123)),
                   .end = TimePoint(std::chrono::milliseconds(1'767'225'600'173)),
                   .error = "java.lang.RuntimeException: broken"};
  message.steps.push_back({.number = 7, .id = "S1", .name = "Map", .duration = 250, .has_before = true});
  message.attachments.push_back({.name = "a", .media_type = "text/plain", .size = 7});
  message.custom_headers.emplace_back("order", "4711");
  return message;
}

TEST(FlowOperations, ListFlowsWithStateAndLevel) {
  ManagedFixture tenant;

  const auto flows = tenant.call("GET", "/api/local/flows").body["flows"];

  ASSERT_EQ(flows.size(), 1U);
  EXPECT_EQ(flows[0]["id"], "Orders");
  EXPECT_EQ(flows[0]["name"], "Take orders");
  EXPECT_EQ(flows[0]["logLevel"], "INFO");
}

TEST(FlowOperations, AnswerAnUnknownFlowWith404) {
  ManagedFixture tenant;

  for (const auto& [method, target] :
       {std::pair("GET", "/api/local/flows/None"), std::pair("POST", "/api/local/flows/None/restart"),
        std::pair("POST", "/api/local/flows/None/fire"), std::pair("DELETE", "/api/local/flows/None")}) {
    const ApiReply reply = tenant.call(method, target);

    EXPECT_EQ(reply.status, 404) << target;
    EXPECT_EQ(reply.body["error"]["code"], "DEPLOY-404");
  }
}

TEST(FlowOperations, DecodeTheFlowInThePath) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.call("GET", "/api/local/flows/%4Frders").body["id"], "Orders");
}

TEST(FlowOperations, RestartAFlow) {
  ManagedFixture tenant;

  const ApiReply reply = tenant.call("POST", "/api/local/flows/Orders/restart");

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body["id"], "Orders");
}

TEST(FlowOperations, FireNothingThatWaitsForCallers) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.call("POST", "/api/local/flows/Orders/fire").status, 409);
}

TEST(FlowOperations, UndeployThroughTheTenant) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.call("DELETE", "/api/local/flows/Orders").status, 200);

  EXPECT_EQ(tenant.facade.undeployed, "Orders");
}

TEST(FlowOperations, ChangeTheLogLevel) {
  ManagedFixture tenant;

  const ApiReply reply = tenant.call("PUT", "/api/local/flows/Orders/log-level", R"({"level":"trace"})");

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(tenant.deployments.find("Orders")->log_level, LogLevel::Trace);
}

TEST(FlowOperations, RefuseALogLevelThereIsNot) {
  ManagedFixture tenant;

  for (const char* body : {"", "[]", "{}", R"({"level":"ALL"})", R"({"level":1})"}) {
    EXPECT_EQ(tenant.call("PUT", "/api/local/flows/Orders/log-level", body).status, 400) << body;
  }
}

TEST(DeployOperation, HandsAnAbsolutePathToTheTenant) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.call("POST", "/api/local/deploy", R"({"path":"/proc/version"})").body["flows"][0]["id"], "New");

  EXPECT_EQ(tenant.facade.deployed, "/proc/version");
}

TEST(DeployOperation, RefusesARelativeOrMissingPath) {
  ManagedFixture tenant;

  for (const char* body : {R"({"path":"orders.zip"})", R"({"path":5})", "{}", "no json"}) {
    EXPECT_EQ(tenant.call("POST", "/api/local/deploy", body).status, 400) << body;
  }
  EXPECT_EQ(tenant.call("POST", "/api/local/deploy", R"({"path":"/no/such.zip"})").body["error"]["code"], "DEPLOY-400");
}

TEST(DeployOperation, ReadsNoPathForAnybodyButTheOwner) {
  ManagedFixture tenant;

  const ApiReply reply =
      tenant.callWith({"AuthGroup.IntegrationDeveloper"}, "POST", "/api/local/deploy", R"({"path":"/proc/version"})");

  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(tenant.facade.deployed, "");
}

TEST(DeployOperation, TakesTheBytesOfAZip) {
  ManagedFixture tenant;

  const ApiReply reply = tenant.call("POST", "/api/local/deploy?name=orders.zip", "PK..", "application/zip");

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(tenant.facade.deployed.filename(), "orders.zip");
  EXPECT_EQ(tenant.facade.deployed_bytes, "PK..");
  EXPECT_FALSE(std::filesystem::exists(tenant.facade.deployed));
}

TEST(DeployOperation, RefusesAFileNameThatLeavesItsFolder) {
  ManagedFixture tenant;

  for (const char* name : {"", "orders", "../orders.zip", "a%2Fb.zip", ".zip", ".hidden.zip", "a%00b.zip"}) {
    const std::string target = std::string("/api/local/deploy?name=") + name;
    EXPECT_EQ(tenant.call("POST", target, "PK..", "application/zip").status, 400) << name;
  }
}

TEST(ApiCall, TakesAnObjectOfAMebibyteAtMost) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.call("POST", "/api/local/deploy", std::string((1U << 20U) + 1, ' ')).body["error"]["code"],
            "API-413");
}

TEST(LogOperations, ListMessages) {
  ManagedFixture tenant;
  tenant.log.messages.push_back(failedMessage());

  const auto messages = tenant.call("GET", "/api/local/logs?flow=Orders").body["messages"];

  EXPECT_EQ(tenant.log.filter.flow_id, "Orders");
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0]["status"], "FAILED");
  EXPECT_EQ(messages[0]["start"], "2026-01-01T00:00:00.123Z");
  EXPECT_EQ(messages[0]["durationMilliseconds"], 50);
}

TEST(LogOperations, ShowOneMessageStepByStep) {
  ManagedFixture tenant;
  tenant.log.messages.push_back(failedMessage());

  const auto message = tenant.call("GET", "/api/local/logs/M1").body;

  EXPECT_EQ(message["steps"][0]["name"], "Map");
  EXPECT_FALSE(message["steps"][0].contains("before"));
  EXPECT_EQ(message["customHeaders"][0]["value"], "4711");
  EXPECT_EQ(message["attachments"][0]["size"], 7);
}

TEST(LogOperations, ShowTheTraceWhenAsked) {
  ManagedFixture tenant;
  tenant.log.messages.push_back(failedMessage());

  const auto step = tenant.call("GET", "/api/local/logs/M1?trace=true").body["steps"][0];

  EXPECT_EQ(step["before"]["body"], "before");
  EXPECT_FALSE(step["before"].contains("bodyBase64"));
  EXPECT_EQ(step["after"]["headers"][0]["name"], "h");
}

TEST(LogOperations, ShowABodyThatIsNoTextInBase64Too) {
  ManagedFixture tenant;
  tenant.log.messages.push_back(failedMessage());

  const auto step = tenant.call("GET", "/api/local/logs/M1?trace=true").body["steps"][0];

  EXPECT_EQ(step["after"]["bodyBase64"], "YWZ0ZXIg/w==");
}

TEST(LogOperations, ShowAnAttachment) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.call("GET", "/api/local/logs/M1/attachments/0").body["content"], "content");
  EXPECT_EQ(tenant.call("GET", "/api/local/logs/M1/attachments/1").status, 404);
  EXPECT_EQ(tenant.call("GET", "/api/local/logs/M1/attachments/x").status, 404);
}

TEST(LogOperations, AnswerAnUnknownMessageWith404) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.call("GET", "/api/local/logs/M2").body["error"]["code"], "LOG-404");
  EXPECT_EQ(tenant.call("DELETE", "/api/local/logs/M2").status, 404);
}

TEST(LogOperations, DeleteOnlyWhatIsNamed) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.call("DELETE", "/api/local/logs").status, 400);
  EXPECT_EQ(tenant.call("DELETE", "/api/local/logs?limit=5").status, 400);
  EXPECT_EQ(tenant.call("DELETE", "/api/local/logs?flow=Orders").body["deleted"], 1);
  EXPECT_EQ(tenant.log.filter.flow_id, "Orders");
  EXPECT_EQ(tenant.call("DELETE", "/api/local/logs?all=true").status, 200);
  EXPECT_EQ(tenant.log.filter.flow_id, "");
}

TEST(StubOperations, ShowAndForgetWhatReceiversWereSent) {
  ManagedFixture tenant;
  tenant.facade.calls.push_back(
      {.flow = "Orders", .method = "POST", .url = "http://backend/x", .stub = "ok", .status = 201});

  EXPECT_EQ(tenant.call("GET", "/api/local/stubs/calls").body["calls"][0]["stub"], "ok");
  EXPECT_EQ(tenant.call("DELETE", "/api/local/stubs/calls").status, 200);
  EXPECT_TRUE(tenant.call("GET", "/api/local/stubs/calls").body["calls"].empty());
}

}  // namespace
}  // namespace iflowsim
