#include "adapters/https/https_config.h"

#include <gtest/gtest.h>

#include "adapters/testkit/adapter_bench.h"

namespace iflowsim {

void register_https(AdapterRegistry& registry);

namespace {

class HttpsConfigTest : public testing::Test {
 protected:
  std::shared_ptr<const HttpsConfig> read(const AdapterBench::PropertyList& properties) {
    return readHttpsConfig(bench.build, AdapterBench::channel("HTTPS", Direction::Sender, properties));
  }

  AdapterBench bench{register_https};
};

// P-HTTPS-007
TEST_F(HttpsConfigTest, HasTheDefaultsOfTheProduct) {
  const auto config = read({{"urlPath", "/orders"}});

  ASSERT_NE(config, nullptr) << bench.findings();
  EXPECT_EQ(config->access.kind, AccessRule::Kind::UserRole);
  EXPECT_EQ(config->access.role, "ESBMessaging.send");
  EXPECT_EQ(config->maxBodyBytes(), 41'943'040U);
  EXPECT_FALSE(config->return_exception);
  EXPECT_EQ(config->sender, "Webshop");
  EXPECT_EQ(bench.findings(), "");
}

TEST_F(HttpsConfigTest, ReadsRoleSizeAndErrorSetting) {
  bench.build.model.settings.set("returnExceptionToSender", "true");

  const auto config = read(
      {{"urlPath", "/orders"}, {"senderAuthType", "RoleBased"}, {"userRole", "Shop.order"}, {"maximumBodySize", "1"}});

  ASSERT_NE(config, nullptr);
  EXPECT_EQ(config->access.role, "Shop.order");
  EXPECT_EQ(config->maxBodyBytes(), 1'048'576U);
  EXPECT_TRUE(config->return_exception);
}

TEST_F(HttpsConfigTest, PassesClientCertificateAuthorizationOn) {
  const auto config = read({{"urlPath", "/orders"},
                            {"senderAuthType", "ClientCertificate"},
                            {"clientCertificates",
                             "<row><cell id='clientCertificate.subjectDN'>CN=shop</cell><cell "
                             "id='clientCertificate.issuerDN'>CN=CA</cell></row>"}});

  ASSERT_NE(config, nullptr);
  EXPECT_EQ(config->access.kind, AccessRule::Kind::ClientCertificate);
  EXPECT_EQ(config->access.certificates.size(), 1U);
  EXPECT_EQ(bench.findings(), "");
}

TEST_F(HttpsConfigTest, ReportsABadAddressWithPlaceAndRemedy) {
  EXPECT_EQ(read({{"urlPath", "<Sender Address>"}}), nullptr);

  EXPECT_EQ(bench.finding().code, "HTTPS-001");
  EXPECT_EQ(bench.finding().message, "Address '<Sender Address>' is not '/' followed by at least one more character.");
  EXPECT_EQ(
      bench.finding().remedy,
      "Give the channel an address such as '/orders' or '/orders/*'; letters, digits and _ / ~ - . $ are allowed. "
      "If it is an externalized parameter, configure its value.");
  EXPECT_EQ(bench.finding().element_name, "Shop");
  EXPECT_EQ(bench.finding().place.line, 12);
}

TEST_F(HttpsConfigTest, ReportsABodySizeThatIsNoNumberOfMegabytes) {
  for (const char* size : {"0", "-1", "1.5", "many", "99999999999"}) {
    bench.build.diagnostics = {};

    EXPECT_EQ(read({{"urlPath", "/orders"}, {"maximumBodySize", size}}), nullptr);

    EXPECT_EQ(bench.finding().code, "LIMIT-001");
    EXPECT_EQ(bench.finding().message, "Body Size is '" + std::string(size) + "', which is no number of megabytes.");
  }
}

TEST_F(HttpsConfigTest, ReportsAnUnknownAuthorization) {
  EXPECT_EQ(read({{"urlPath", "/orders"}, {"senderAuthType", "Trust"}}), nullptr);

  EXPECT_EQ(bench.finding().code, "ACCESS-001");
  EXPECT_EQ(bench.finding().message, "Authorization is 'Trust', which is not known.");
}

TEST_F(HttpsConfigTest, ReportsEveryProblemAtOnce) {
  EXPECT_EQ(read({{"urlPath", ""}, {"maximumBodySize", "x"}, {"senderAuthType", "Trust"}}), nullptr);

  EXPECT_EQ(bench.build.diagnostics.size(), 3U) << bench.findings();
}

// P-HTTPS-008
TEST_F(HttpsConfigTest, PassesCsrfProtectionOnWithoutAFinding) {
  const auto config = read({{"urlPath", "/orders"}, {"xsrfProtection", "1"}});

  ASSERT_NE(config, nullptr);
  EXPECT_TRUE(config->access.csrf_protected);
  EXPECT_EQ(bench.findings(), "");
}

TEST_F(HttpsConfigTest, WarnsOfAllowedHeadersThatCannotMatch) {
  bench.build.model.settings.set("allowedHeaderList", "A|x(");

  EXPECT_NE(read({{"urlPath", "/orders"}}), nullptr);

  EXPECT_EQ(bench.finding().code, "HEADERS-001");
  EXPECT_EQ(bench.finding().severity, Severity::Warning);
}

}  // namespace
}  // namespace iflowsim
