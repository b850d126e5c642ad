#include "security/auth/refusals.h"

#include <gtest/gtest.h>

namespace iflowsim {
namespace {

// P-AUTH-005
TEST(Refusals, ShowTheTomcatPageOfTheProduct) {
  const HttpReply reply = tomcatPage(403);

  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(reply.headers.get("Content-Type"), "text/html;charset=utf-8");
  EXPECT_EQ(reply.headers.get("Content-Language"), "en");
  EXPECT_EQ(reply.body.text(),
            "<!doctype html><html lang=\"en\"><head><title>HTTP Status 403 – Forbidden</title><style "
            "type=\"text/css\">body {font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b "
            "{color:white;background-color:#525D76;} h1 {font-size:22px;} h2 {font-size:16px;} h3 {font-size:14px;} p "
            "{font-size:12px;} a {color:black;} .line {height:1px;background-color:#525D76;border:none;}</style></head>"
            "<body><h1>HTTP Status 403 – Forbidden</h1></body></html>");
}

// P-AUTH-006
TEST(Refusals, OnNeoChallengeForBasicAuthentication) {
  const HttpReply reply = unauthorizedOnNeo(Unauthorized::NoCredentials, "tenant");

  EXPECT_EQ(reply.headers.get("WWW-Authenticate"), "Basic realm=\"tenant\"");
  EXPECT_NE(reply.body.text().find("<h1>HTTP Status 401 – Unauthorized</h1>"), std::string::npos);
}

// P-AUTH-007
TEST(Refusals, OnCloudFoundryNameTheMissingAuthentication) {
  const HttpReply reply = unauthorizedOnCloudFoundry(Unauthorized::NoCredentials, "tenant", "");

  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(reply.body.text(),
            R"({"error":"unauthorized","error_description":"An Authentication object was not found in the )"
            R"(SecurityContext"})");
  EXPECT_EQ(reply.headers.get("WWW-Authenticate"),
            "Bearer realm=\"tenant\", error=\"unauthorized\", error_description=\"An Authentication object was not "
            "found in the SecurityContext\"");
}

// P-AUTH-008
TEST(Refusals, OnCloudFoundryAnswerBadCredentialsInXmlToASoapClient) {
  const HttpReply reply = unauthorizedOnCloudFoundry(Unauthorized::BadCredentials, "tenant", "text/xml, */*; q=.2");

  EXPECT_EQ(reply.body.text(),
            "<UnauthorizedUserException><error>unauthorized_user</error><error_description>Bad "
            "credentials</error_description></UnauthorizedUserException>");
}

// P-AUTH-009
TEST(Refusals, NameAnInvalidToken) {
  EXPECT_EQ(unauthorizedOnNeo(Unauthorized::InvalidToken, "tenant").headers.get("WWW-Authenticate"),
            "Bearer error=\"invalid_token\"");
  EXPECT_NE(unauthorizedOnCloudFoundry(Unauthorized::InvalidToken, "tenant", "").body.text().find("invalid_token"),
            std::string::npos);
}

TEST(Refusals, PreferXmlOnlyWhenTheCallerDoes) {
  EXPECT_FALSE(prefersXml(""));
  EXPECT_FALSE(prefersXml("*/*"));
  EXPECT_FALSE(prefersXml("application/json"));
  EXPECT_FALSE(prefersXml("application/xml;q=0.5, application/json"));
  EXPECT_TRUE(prefersXml("application/xml"));
  EXPECT_TRUE(prefersXml("text/*"));
  EXPECT_TRUE(prefersXml("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
}

TEST(Refusals, ListTheMethodsServed) {
  EXPECT_EQ(methodNotAllowed({"GET", "POST"}).headers.get("Allow"), "GET, POST");
}

TEST(Refusals, SayWhenToComeBack) {
  EXPECT_EQ(overloaded(2).headers.get("Retry-After"), "2");
}

}  // namespace
}  // namespace iflowsim
