#include "app/tenant_config.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "app/setting_keys.h"

namespace iflowsim {
namespace {

class TenantFolder {
 public:
  explicit TenantFolder(const std::string& yaml) {
    std::string name = (std::filesystem::temp_directory_path() / "tenant-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
    std::ofstream(path_ / "tenant.yaml") << yaml;
  }
  ~TenantFolder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

TEST(TenantConfig, HasDefaultsThatListenOnLoopbackOnly) {
  const TenantFolder folder("");

  const auto config = TenantConfig::load(folder.path(), {});

  ASSERT_TRUE(config) << config.error().text;
  EXPECT_EQ(config->bind, "127.0.0.1");
  EXPECT_EQ(config->runtime_port, 8443);
  EXPECT_FALSE(config->plain_http);
  EXPECT_TRUE(config->allowed_receivers.empty());
}

TEST(TenantConfig, IsOverriddenByTheEnvironmentAndThatByTheCommandLine) {
  const TenantFolder folder("ports: {runtime: 1, management: 2}\nsecurity: {mode: cf}");
  ::setenv("IFLOWSIM_PORTS_MANAGEMENT", "3", 1);

  const auto config = TenantConfig::load(folder.path(), {{"ports.runtime", "4"}});
  ::unsetenv("IFLOWSIM_PORTS_MANAGEMENT");

  ASSERT_TRUE(config) << config.error().text;
  EXPECT_EQ(config->runtime_port, 4);
  EXPECT_EQ(config->management_port, 3);
  EXPECT_FALSE(config->engine.runtime.neo);
}

TEST(TenantConfig, ReadsListsOfReceivers) {
  const TenantFolder folder("receivers:\n  allow:\n    - https://a.example/*\n    - https://b.example/x\n");

  const auto config = TenantConfig::load(folder.path(), {});

  ASSERT_TRUE(config);
  EXPECT_EQ(config->allowed_receivers, (std::vector<std::string>{"https://a.example/*", "https://b.example/x"}));
}

TEST(TenantConfig, ReadsWhatStandsForVirtualHosts) {
  const TenantFolder folder("receivers:\n  on_premise: [\"erp:443=http://localhost:9000\"]\n");

  const auto config = TenantConfig::load(folder.path(), {});

  ASSERT_TRUE(config) << config.error().text;
  EXPECT_EQ(config->on_premise.at("erp:443"), "http://localhost:9000");
}

TEST(TenantConfig, TakesChannelsDownForTwoSecondsUnlessToldOtherwise) {
  const TenantFolder folder("");

  const auto config = TenantConfig::load(folder.path(), {});

  ASSERT_TRUE(config);
  EXPECT_EQ(config->engine.deployments.restart, std::chrono::milliseconds{2000});
  EXPECT_EQ(config->engine.deployments.status_lag, std::chrono::milliseconds{0});
  EXPECT_FALSE(config->unavailable_while_redeploying);
}

TEST(TenantConfig, ReadsHowFlowsAreRedeployed) {
  const TenantFolder folder("restart: {seconds: 0.25}\nredeploy: {status: 503}\nruntime: {status_lag_ms: 300}\n");

  const auto config = TenantConfig::load(folder.path(), {});

  ASSERT_TRUE(config) << config.error().text;
  EXPECT_EQ(config->engine.deployments.restart, std::chrono::milliseconds{250});
  EXPECT_EQ(config->engine.deployments.status_lag, std::chrono::milliseconds{300});
  EXPECT_TRUE(config->unavailable_while_redeploying);
}

TEST(TenantConfig, RefusesARestartTimeThatIsNone) {
  const TenantFolder folder("");

  for (const char* time : {"-1", "nan", "inf", "1e3", "2s", "", "86401"}) {
    const auto config = TenantConfig::load(folder.path(), {{"restart.seconds", time}});

    ASSERT_FALSE(config) << time;
    EXPECT_EQ(config.error().code, "CONFIG-003") << time;
  }
}

// P-CLOCK-001
TEST(TenantConfig, ReadsHowFarTheTenantsTimeIsAway) {
  const TenantFolder folder("clock: {offset: -2h}\n");

  EXPECT_EQ(TenantConfig::load(folder.path(), {})->clock_offset, -std::chrono::hours(2));
  EXPECT_EQ(TenantConfig::load(folder.path(), {{"clock.offset", "+90d"}})->clock_offset, std::chrono::days(90));
  EXPECT_EQ(TenantConfig::load(folder.path(), {{"clock.offset", "soon"}}).error().code, "CONFIG-003");
}

TEST(TenantConfig, ReadsHowLongThePhasesOfACallMayTake) {
  const TenantFolder folder("limits: {handshake_ms: 1, head_ms: 2, body_ms: 3, idle_ms: 4, write_ms: 5, linger_ms: 6}");

  const auto config = TenantConfig::load(folder.path(), {});

  ASSERT_TRUE(config) << config.error().text;
  const FrontLimits& limits = config->limits;
  EXPECT_EQ(limits.handshake_time, std::chrono::milliseconds(1));
  EXPECT_EQ(limits.head_time, std::chrono::milliseconds(2));
  EXPECT_EQ(limits.body_time, std::chrono::milliseconds(3));
  EXPECT_EQ(limits.idle_time, std::chrono::milliseconds(4));
  EXPECT_EQ(limits.write_time, std::chrono::milliseconds(5));
  EXPECT_EQ(limits.linger_time, std::chrono::milliseconds(6));
  EXPECT_EQ(TenantConfig::load(folder.path(), {{"limits.idle_ms", "0"}}).error().code, "CONFIG-003");
}

TEST(TenantConfig, SaysWhichLineIsNoYaml) {
  const TenantFolder folder("ports:\n  runtime: [1\n");

  const auto config = TenantConfig::load(folder.path(), {});

  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, "CONFIG-001");
  EXPECT_NE(config.error().text.find("tenant.yaml:3"), std::string::npos) << config.error().text;
}

TEST(TenantConfig, SuggestsTheSettingThatWasMeant) {
  const TenantFolder folder("ports: {runtim: 1}");

  const auto config = TenantConfig::load(folder.path(), {});

  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, "CONFIG-002");
  EXPECT_NE(config.error().text.find("Did you mean 'ports.runtime'?"), std::string::npos) << config.error().text;
}

TEST(TenantConfig, SaysWhatASettingTakes) {
  const TenantFolder folder("ports: {runtime: 70000}");

  const auto config = TenantConfig::load(folder.path(), {});

  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, "CONFIG-003");
  EXPECT_NE(config.error().text.find("a whole number from 0 to 65535"), std::string::npos);
}

TEST(TenantConfig, RefusesAFolderThatIsNone) {
  EXPECT_EQ(TenantConfig::load("/nonexistent", {}).error().code, "CONFIG-001");
}

TEST(SettingKeys, AreAllInTheDocumentation) {
  std::ifstream file(std::filesystem::path(IFLOWSIM_SOURCE_DIR) / "docs" / "tenant_folder.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};

  for (const std::string& name : settingKeyNames()) {
    EXPECT_NE(page.find("| `" + name + "` |"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace iflowsim
