#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "app/verbs/verbs_testkit.h"
#include "security/material/certificate.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

std::string textOf(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

CertificatePtr clientIn(const fs::path& tenant, const std::string& name) {
  return Certificate::fromPem(textOf(tenant / "certs" / "clients" / (name + ".crt"))).value();
}

TEST(CertsVerb, MakesTheLabAndSaysWhatEachMeets) {
  const TemporaryFolder tenant;

  const Ran ran = runVerb({"certs", tenant.path().string()});

  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("expired               refused in the handshake  made, valid from"), std::string::npos);
  EXPECT_NE(ran.out.find((tenant.path() / "certs" / "README.md").string()), std::string::npos);
  EXPECT_TRUE(fs::exists(tenant.path() / "security" / "trusted-cas" / "iflowsim-training-root.pem"));
}

TEST(CertsVerb, WritesCallsForTheFlowsOfTheTenant) {
  const TemporaryFolder tenant;
  fs::create_directories(tenant.path() / "flows");
  fs::copy(fs::path(IFLOWSIM_SOURCE_DIR) / "samples" / "hello" / "flows" / "hello", tenant.path() / "flows" / "hello",
           fs::copy_options::recursive);
  tenant.write("tenant.yaml", "ports: {runtime: 9443}\n");

  ASSERT_EQ(runVerb({"certs", tenant.path().string()}).code, 0);

  EXPECT_NE(
      textOf(tenant.path() / "certs" / "README.md").find("certs/clients/good.key https://localhost:9443/http/hello\n"),
      std::string::npos);
}

TEST(CertsVerb, KeepsWhatIsThereUnlessTold) {
  const TemporaryFolder tenant;
  runVerb({"certs", tenant.path().string()});
  const auto first = clientIn(tenant.path(), "good")->fingerprint();

  const Ran again = runVerb({"certs", tenant.path().string()});
  EXPECT_EQ(clientIn(tenant.path(), "good")->fingerprint(), first);
  EXPECT_NE(again.out.find("kept"), std::string::npos);

  runVerb({"certs", tenant.path().string(), "--renew"});
  EXPECT_NE(clientIn(tenant.path(), "good")->fingerprint(), first);
}

TEST(CertsVerb, TakesTheTimeGiven) {
  const TemporaryFolder tenant;

  runVerb({"certs", tenant.path().string(), "--now", "2031-05-02T10:00:00Z"});

  const TimePoint now = std::chrono::sys_days{std::chrono::year{2031} / 5 / 2} + std::chrono::hours(10);
  EXPECT_EQ(clientIn(tenant.path(), "expired")->notAfter(), now - std::chrono::days(1));
}

TEST(CertsVerb, TakesTheTimeOfTheTenantsClock) {
  const TemporaryFolder tenant;
  tenant.write("tenant.yaml", "clock: {offset: 1000d}\n");

  runVerb({"certs", tenant.path().string()});

  const TimePoint now = SystemClock().now();
  EXPECT_FALSE(clientIn(tenant.path(), "good")->isValidAt(now));
  EXPECT_TRUE(clientIn(tenant.path(), "good")->isValidAt(now + std::chrono::days(1000)));
}

TEST(CertsVerb, RefusesWhatIsNoTime) {
  const TemporaryFolder tenant;

  const Ran ran = runVerb({"certs", tenant.path().string(), "--now", "tomorrow"});

  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(ran.err.starts_with("error CLOCK-001 '--now tomorrow'"));
  EXPECT_FALSE(fs::exists(tenant.path() / "certs"));
}

TEST(CertsVerb, RefusesATenantThatDoesNotExist) {
  const TemporaryFolder folder;

  const Ran ran = runVerb({"certs", (folder.path() / "nowhere").string()});

  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(ran.err.starts_with("error CONFIG-001 "));
}

TEST(CertsVerb, SaysWhichFileCannotBeMade) {
  const TemporaryFolder tenant;
  tenant.write("certs", "in the way");

  const Ran ran = runVerb({"certs", tenant.path().string()});

  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.starts_with("error MATERIAL-001 "));
}

}  // namespace
}  // namespace iflowsim
