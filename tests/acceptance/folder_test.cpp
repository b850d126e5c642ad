#include <filesystem>

#include <gtest/gtest.h>

#include "tests/acceptance/hello_tenant.h"

namespace iflowsim::testing {
namespace {

namespace fs = std::filesystem;

TEST(Folder, DeploysABundleThatAppears) {
  HelloTenant tenant;
  tenant.serve();
  HttpCaller caller = tenant.caller();
  ASSERT_EQ(caller.get("/http/welcome").status, 404);

  fs::rename(tenant.helloNamed("welcome"), tenant.path() / "flows" / "welcome");

  EXPECT_TRUE(eventually([&] { return caller.get("/http/welcome?name=Ada").body == "Hello Ada!"; }));
  EXPECT_EQ(tenant.stateOf("welcome"), "STARTED");
}

TEST(Folder, DeploysAChangedBundleAgain) {
  HelloTenant tenant;
  tenant.serve();
  HttpCaller caller = tenant.caller();
  ASSERT_EQ(caller.get("/http/hello?name=Ada&language=de").body, "Hallo Ada!");

  edit(modelOf(tenant.path() / "flows" / "hello"), "Hallo ", "Servus ");

  EXPECT_TRUE(eventually([&] { return caller.get("/http/hello?name=Ada&language=de").body == "Servus Ada!"; }));
}

TEST(Folder, UndeploysABundleThatGoes) {
  HelloTenant tenant;
  tenant.serve();
  HttpCaller caller = tenant.caller();

  fs::rename(tenant.path() / "flows" / "hello", tenant.path() / "hello taken out");

  EXPECT_TRUE(eventually([&] { return caller.get("/http/hello").status == 404; }));
  EXPECT_EQ(tenant.stateOf("hello"), "");
}

TEST(Folder, ShowsABrokenBundleInErrorWithTheReason) {
  HelloTenant tenant;
  tenant.serve();
  const fs::path broken = tenant.helloNamed("broken");
  edit(modelOf(broken), "<value>Enricher</value>", "<value>NoSuchStep</value>");

  fs::rename(broken, tenant.path() / "flows" / "broken");

  ASSERT_TRUE(eventually([&] { return tenant.stateOf("broken") == "ERROR"; }));
  const Outcome flows = tenant.verb({"flows"});
  EXPECT_NE(flows.out.find("NoSuchStep"), std::string::npos) << flows.out;
}

TEST(Folder, TakesChangedUsersAtOnce) {
  HelloTenant tenant;
  tenant.serve();
  HttpCaller caller = tenant.caller();
  ASSERT_EQ(caller.get("/http/hello").status, 200);

  edit(tenant.path() / "security" / "users.yaml", "password: say-hello", "password: say-more");

  EXPECT_TRUE(eventually([&] { return caller.get("/http/hello").status == 401; }));
  EXPECT_EQ(caller.get("/http/hello", "caller:say-more").status, 200);
}

}  // namespace
}  // namespace iflowsim::testing
