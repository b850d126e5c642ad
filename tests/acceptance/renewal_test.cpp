#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

#include "app/client/management_client.h"
#include "lab/experiments/load_client.h"
#include "security/material/certificate_maker.h"
#include "tests/acceptance/partner_tenant.h"

namespace iflowsim::testing {
namespace {

namespace fs = std::filesystem;
using namespace partner_flow;

constexpr int kRenewals = 200;
constexpr unsigned kCallsPerSecond = 500;
constexpr unsigned kConnections = 8;
constexpr std::chrono::seconds kPatience{60};

std::string readFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A tenant whose flow is called over and over with the lab's `good`.
class Renewal : public ::testing::Test {
 protected:
  Renewal() {
    tenant.serve({"restart.seconds=0.5"});
    tenant.expect({"mapping", "add", "--user", "partner", tenant.client("good", ".crt").string()});
  }

  std::unique_ptr<LoadClient> startLoad(const std::string& path) const {
    const std::string url = tenant.runtimeUrl();
    const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
    auto load =
        LoadClient::make({.target = {.port = port, .path = path, .ca = tenant.path() / ".iflowsim" / "tls" / "ca.pem"},
                          .identity = {.chain = tenant.client("good", ".pem"), .key = tenant.client("good", ".key")},
                          .connections = kConnections,
                          .calls_per_second = kCallsPerSecond});
    if (!load) throw std::runtime_error(load.error().text);
    (*load)->start();
    return std::move(*load);
  }

  /// The same names in another certificate of the training authority.
  ClientIdentity renew(int number) const {
    const fs::path authorities = tenant.path() / "certs" / "authorities";
    const CertifiedKey issuer{readFile(authorities / "intermediate.pem"), readFile(authorities / "intermediate.key")};
    const TimePoint now = SystemClock().now();
    const auto made =
        makeCertificate({.subject = {{"C", "DE"}, {"O", "Company Example"}, {"OU", "Integration"}, {"CN", "partner-a"}},
                         .not_before = now - std::chrono::hours(1),
                         .not_after = now + std::chrono::hours(1),
                         .extended_key_usages = {"clientAuth"}},
                        &issuer);
    if (!made) throw std::runtime_error(made.error().text);
    const std::string name = "renewed-" + std::to_string(number);
    std::ofstream(folder.path() / (name + ".pem")) << made->certificate << issuer.certificate;
    std::ofstream(folder.path() / (name + ".key")) << made->key;
    return {.chain = folder.path() / (name + ".pem"), .key = folder.path() / (name + ".key")};
  }

  PartnerTenant tenant;
  TemporaryFolder folder;
};

TEST_F(Renewal, ByMappingLosesNoCallInTwoHundredRenewalsUnderASteadyLoad) {
  auto server = ManagementClient::open(tenant.path());
  ASSERT_TRUE(server);
  const auto load = startLoad(kOpen);
  std::string mapped = server->get("/api/local/security/mappings")->at("mappings").at(0).at("id");

  for (int i = 0; i < kRenewals; ++i) {
    const ClientIdentity renewed = renew(i);
    const auto added =
        server->post("/api/local/security/mappings", {{"user", "partner"}, {"certificate", readFile(renewed.chain)}});
    ASSERT_TRUE(added) << added.error().text;
    ASSERT_TRUE(load->use(renewed));
    ASSERT_TRUE(load->waitForCallsUnderWay(kPatience));
    ASSERT_TRUE(load->waitForCalls(callsOf(load->timeline().total()) + 2 * kConnections, kPatience));
    const auto removed = server->remove("/api/local/security/mappings/" + mapped);
    ASSERT_TRUE(removed) << removed.error().text;
    mapped = added->at("id");
  }
  load->stop();

  EXPECT_EQ(lossesOf(load->timeline().total()), 0U);
  EXPECT_GE(callsOf(load->timeline().total()), static_cast<std::uint64_t>(kRenewals) * 2 * kConnections);
}

TEST_F(Renewal, InTheChannelLosesTheCallsOfTheDowntimeOnlyAndTheTenantCountsTheSame) {
  const auto load = startLoad(kStrict);
  ASSERT_TRUE(load->waitForCalls(kCallsPerSecond, kPatience));
  ASSERT_EQ(lossesOf(load->timeline().total()), 0U);

  tenant.expect({"restart", "strict"});
  ASSERT_TRUE(load->waitForCallsUnderWay(kPatience));
  const std::uint64_t after = lossesOf(load->timeline().total());
  ASSERT_TRUE(load->waitForCalls(callsOf(load->timeline().total()) + kCallsPerSecond, kPatience));
  load->stop();

  const auto total = load->timeline().total();
  EXPECT_GT(after, 0U);
  EXPECT_EQ(lossesOf(total), after) << "none after the downtime";
  EXPECT_EQ(total[static_cast<std::size_t>(CallOutcome::Unavailable)], after) << "none but 404";
  const auto refusals = tenant.ask({"explain", "--list", "--refused", "--limit", "1000"}).at("decisions");
  const auto recorded = std::count_if(refusals.begin(), refusals.end(), [](const nlohmann::json& decision) {
    return decision.at("path") == kStrict && decision.at("status") == 404;
  });
  EXPECT_EQ(static_cast<std::uint64_t>(recorded), after);
}

}  // namespace
}  // namespace iflowsim::testing
