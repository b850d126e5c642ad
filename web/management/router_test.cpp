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

TEST(FailedReply, AnswersCodesItDoesNotKnowAs500) {
  const ApiReply reply = failed({"STORE-001", "The disk is full."});

  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body["error"]["text"], "The disk is full.");
}

}  // namespace
}  // namespace iflowsim
