#include "web/management/router.h"

#include <gtest/gtest.h>

#include "web/management/management_testkit.h"

namespace iflowsim {
namespace {

const std::string kRight = std::string("Bearer ") + ManagedFixture::kSecret;

TEST(Router, ServesTheOwnerOfTheSecret) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.callAs(kRight, "localhost", "/api/local/flows").status, 200);
}

TEST(Router, RefusesACallerWithoutSecret) {
  ManagedFixture tenant;

  const ApiReply reply = tenant.callAs("", "localhost", "/api/local/flows");

  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(reply.body["error"]["code"], "API-401");
}

TEST(Router, RefusesAWrongSecret) {
  ManagedFixture tenant;
  std::string longer = kRight + 'x';
  std::string other = kRight;
  other.back() = 'z';

  for (const std::string& header : {std::string("Bearer "), std::string("Bearer x"), longer, other,
                                    "Basic " + kRight.substr(7), kRight.substr(7)}) {
    EXPECT_EQ(tenant.callAs(header, "localhost", "/api/local/flows").status, 401) << header;
  }
}

TEST(Router, TellsAStrangerNothingAboutItsPaths) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.callAs("", "localhost", "/no/such/path").status, 401);
  EXPECT_EQ(tenant.callAs("", "localhost", "/api/local/deploy").status, 401);
}

TEST(Router, RefusesANameThatIsNotItsOwn) {
  ManagedFixture tenant;

  for (const char* host :
       {"evil.example", "evil.example:8444", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::2]:8444"}) {
    const ApiReply reply = tenant.callAs(kRight, host, "/api/local/flows");

    EXPECT_EQ(reply.status, 421) << host;
    EXPECT_EQ(reply.body["error"]["code"], "API-421");
  }
}

TEST(Router, AnswersUnderEveryNameOfItsOwn) {
  ManagedFixture tenant;

  for (const char* host : {"localhost", "LOCALHOST:8444", "127.0.0.1:1", "[::1]:8444", "tenant.test:8444"}) {
    EXPECT_EQ(tenant.callAs(kRight, host, "/api/local/flows").status, 200) << host;
  }
}

TEST(Router, ShowsItsHealthToEveryone) {
  ManagedFixture tenant;

  const ApiReply reply = tenant.callAs("", "localhost", "/health");

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, nlohmann::json({{"status", "UP"}}));
}

TEST(Router, TellsAnUnknownPathFromAnUnknownMethod) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.call("GET", "/api/local/flow").body["error"]["code"], "API-404");
  EXPECT_EQ(tenant.call("PATCH", "/api/local/flows").body["error"]["code"], "API-405");
  EXPECT_EQ(tenant.call("PATCH", "/api/local/flows").status, 405);
}

// P-OPS-001
TEST(Router, ChallengesAStrangerForUserAndPassword) {
  ManagedFixture tenant;

  const ApiReply reply = tenant.callAs("", "localhost", "/api/local/flows");

  ASSERT_EQ(reply.headers.size(), 1U);
  EXPECT_EQ(reply.headers[0].first, "WWW-Authenticate");
  EXPECT_EQ(reply.headers[0].second, "Basic realm=\"iflowsim\"");
}

TEST(Router, ServesWhomTheGateKnows) {
  ManagedFixture tenant;
  tenant.gate.people["Basic right"] = {.name = "dev", .roles = {"AuthGroup.ReadOnly"}};

  EXPECT_EQ(tenant.callAs("Basic right", "localhost", "/api/local/flows").status, 200);
  EXPECT_EQ(tenant.callAs("Basic wrong", "localhost", "/api/local/flows").status, 401);
}

TEST(Router, TellsOnlyThoseItKnowsThatAPathDoesNotExist) {
  ManagedFixture tenant;

  EXPECT_EQ(tenant.callWith({}, "GET", "/no/such/path").status, 404);
  EXPECT_EQ(tenant.callAs("Basic nobody", "localhost", "/no/such/path").status, 401);
}

/// Calls with the secret, as a page of that origin makes a browser do.
ApiReply fromPage(ManagedFixture& tenant, const std::string& method, const std::string& origin) {
  std::istringstream body(R"({"level":"DEBUG"})");
  return tenant.router.answer({.method = method,
                               .target = "/api/local/flows/Orders" + std::string(method == "PUT" ? "/log-level" : ""),
                               .host = "localhost:8444",
                               .origin = origin,
                               .authorization = kRight,
                               .body = body});
}

TEST(Router, LetsNoForeignPageChangeAnything) {
  ManagedFixture tenant;

  for (const char* origin : {"https://evil.example", "http://localhost:8444", "https://localhost:3000", "null",
                             "https://localhost:8444.evil.example"}) {
    const ApiReply reply = fromPage(tenant, "PUT", origin);

    EXPECT_EQ(reply.status, 403) << origin;
    EXPECT_EQ(reply.body["error"]["code"], "ORIGIN-403");
  }
  EXPECT_EQ(tenant.deployments.find("Orders")->log_level, LogLevel::Info);
}

TEST(Router, LetsItsOwnPagesChangeThings) {
  ManagedFixture tenant;

  EXPECT_EQ(fromPage(tenant, "PUT", "https://localhost:8444").status, 200);
  EXPECT_EQ(fromPage(tenant, "GET", "https://elsewhere.example").status, 200);
}

TEST(Router, HandsTokenRequestsToTheGateAsTheyCame) {
  ManagedFixture tenant;
  tenant.gate.answer = {.status = 401,
                        .headers = {{"Content-Type", "application/json"}, {"WWW-Authenticate", "Basic realm=\"r\""}},
                        .body = Body(R"({"error":"unauthorized"})")};
  std::istringstream body("a=%20");

  const ApiReply reply = tenant.router.answer({.method = "POST",
                                               .target = "/oauth/token?grant_type=client%5Fcredentials",
                                               .host = "localhost:8444",
                                               .authorization = "Basic abc",
                                               .peer = "192.0.2.7",
                                               .body = body});

  EXPECT_EQ(tenant.gate.asked, "POST grant_type=client%5Fcredentials|a=%20|Basic abc|192.0.2.7");
  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(reply.body["error"], "unauthorized");
  ASSERT_EQ(reply.headers.size(), 1U);
  EXPECT_EQ(reply.headers[0].second, "Basic realm=\"r\"");
}

// P-OPS-002
TEST(Router, AnswersTokenRequestsByGetToo) {
  ManagedFixture tenant;
  tenant.gate.answer.body = Body(R"({"access_token":"t"})");

  const ApiReply reply = tenant.callAs("", "localhost", "/oauth/token?grant_type=client_credentials");

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body["access_token"], "t");
}

TEST(FailedReply, AnswersCodesItDoesNotKnowAs500) {
  const ApiReply reply = failed({"STORE-001", "The disk is full."});

  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body["error"]["text"], "The disk is full.");
}

}  // namespace
}  // namespace iflowsim
