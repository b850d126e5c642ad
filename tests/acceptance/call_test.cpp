#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/acceptance/hello_tenant.h"

namespace iflowsim::testing {
namespace {

using ::testing::HasSubstr;

TEST(Calls, AreAnsweredByTheFlow) {
  HelloTenant tenant;
  tenant.serve();

  const HttpReply reply = tenant.caller().get("/http/hello?name=Ada&language=de");

  EXPECT_EQ(reply.status, 200) << reply.problem;
  EXPECT_EQ(reply.body, "Hallo Ada!");
  EXPECT_EQ(reply.messageId().size(), 28U);
}

TEST(Calls, ReachReceiversThroughStubs) {
  HelloTenant tenant;
  tenant.serve();

  const HttpReply reply = tenant.caller().get("/http/orders/status?id=4711");

  EXPECT_EQ(reply.status, 200) << reply.problem;
  EXPECT_EQ(reply.body, "<status order=\"4711\">shipped</status>");
}

TEST(Calls, AreAnsweredByTheExceptionSubprocessWhenTheReceiverFails) {
  HelloTenant tenant;
  tenant.serve();

  const HttpReply reply = tenant.caller().get("/http/orders/status?id=1");

  EXPECT_EQ(reply.status, 502) << reply.problem;
  EXPECT_THAT(reply.body, HasSubstr("with statusCode: 404"));
}

TEST(Calls, WithoutCredentialsAreUnauthorized) {
  HelloTenant tenant;
  tenant.serve();

  const HttpReply reply = tenant.caller().get("/http/hello", "");

  EXPECT_EQ(reply.status, 401) << reply.problem;
  EXPECT_TRUE(reply.headers.contains("www-authenticate"));
}

TEST(Calls, WithAWrongPasswordAreUnauthorized) {
  HelloTenant tenant;
  tenant.serve();
  HttpCaller caller = tenant.caller();
  ASSERT_EQ(caller.get("/http/hello").status, 200) << "the right password is remembered from here on";

  EXPECT_EQ(caller.get("/http/hello", "caller:wrong").status, 401);
  EXPECT_EQ(caller.get("/http/hello", "nobody:say-hello").status, 401);
}

TEST(Calls, WithoutTheRoleAreForbidden) {
  HelloTenant tenant;
  tenant.serve();

  EXPECT_EQ(tenant.caller().get("/http/hello", "stranger:no-role").status, 403);
}

TEST(Calls, OfUnknownAddressesAreNotFound) {
  HelloTenant tenant;
  tenant.serve();

  EXPECT_EQ(tenant.caller().get("/http/nothing/here").status, 404);
}

TEST(Calls, FailForCallersWhoDoNotTrustTheTenant) {
  HelloTenant tenant;
  HttpCaller distrustful(tenant.serve().announced("runtime"));

  const HttpReply reply = distrustful.get("/http/hello");

  EXPECT_EQ(reply.status, 0);
  EXPECT_THAT(reply.problem, HasSubstr("certificate"));
}

TEST(Calls, OverPlainHttpAreAnsweredWhereATenantAllowsThem) {
  HelloTenant tenant;
  HttpCaller caller(tenant.serve({"ports.http=0"}).announced("http"));

  EXPECT_EQ(caller.get("/http/hello?name=Ada").body, "Hello Ada!");
}

}  // namespace
}  // namespace iflowsim::testing
