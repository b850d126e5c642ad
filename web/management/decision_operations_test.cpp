#include <gtest/gtest.h>

#include "web/management/management_testkit.h"

namespace iflowsim {
namespace {

DecisionReport refusedCall() {
  return {.id = "D7",
          .time = TimePoint(std::chrono::milliseconds(1'767'225'600'123)),
          .peer = "127.0.0.1",
          .method = "POST",
          .path = "/http/orders",
          .flow = "Orders",
          .user = "alice",
          .status = 403,
          .reason = "The role is missing.",
          .remedy = "Give it.",
          .steps = {{.name = "Connection", .outcome = DecisionStep::Outcome::Passed, .evidence = "TLSv1.3"},
                    {.name = "Authorization", .outcome = DecisionStep::Outcome::Failed, .evidence = "has none"}}};
}

TEST(DecisionOperations, ListTheLatest) {
  ManagedFixture tenant;
  tenant.decisions.decisions = {refusedCall()};

  const auto list = tenant.call("GET", "/api/local/decisions").body["decisions"];

  EXPECT_EQ(tenant.decisions.asked, "20");
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0]["time"], "2026-01-01T00:00:00.123Z");
  EXPECT_EQ(list[0]["passed"], false);
}

TEST(DecisionOperations, ListAsManyAndWhichAreAskedFor) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.call("GET", "/api/local/decisions?limit=1000&refused=true").status, 200);

  EXPECT_EQ(tenant.decisions.asked, "1000 refused");
}

TEST(DecisionOperations, RefuseParametersThatCannotBeRead) {
  ManagedFixture tenant;

  for (const char* query : {"limit=0", "limit=1001", "limit=x", "limit=", "limt=5"}) {
    const ApiReply reply = tenant.call("GET", std::string("/api/local/decisions?") + query);

    EXPECT_EQ(reply.status, 400) << query;
    EXPECT_EQ(reply.body["error"]["code"], "API-400");
  }
}

TEST(DecisionOperations, ShowOneStepByStep) {
  ManagedFixture tenant;
  tenant.decisions.decisions = {refusedCall()};

  const auto decision = tenant.call("GET", "/api/local/decisions/D7").body;

  EXPECT_EQ(decision["user"], "alice");
  EXPECT_EQ(decision["status"], 403);
  EXPECT_EQ(decision["remedy"], "Give it.");
  EXPECT_EQ(decision["steps"][1],
            nlohmann::json({{"name", "Authorization"}, {"outcome", "failed"}, {"evidence", "has none"}}));
}

TEST(DecisionOperations, SayThatOnlyTheLatestAreKept) {
  ManagedFixture tenant;

  const ApiReply reply = tenant.call("GET", "/api/local/decisions/D8");

  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(reply.body["error"]["code"], "DECISION-404");
  EXPECT_NE(reply.body["error"]["text"].get<std::string>().find("Only the latest are kept"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
