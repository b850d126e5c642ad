#include "adapters/shared/channel_access.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/fake_build_context.h"

namespace iflowsim {
namespace {

using PropertyList = std::vector<std::pair<std::string, std::string>>;

std::string certificateRow(const std::string& subject, const std::string& issuer) {
  return "<row><cell id='clientCertificate.subjectDN'>" + subject + "</cell><cell id='clientCertificate.issuerDN'>" +
         issuer + "</cell></row>";
}

class ChannelAccess : public testing::Test {
 protected:
  std::optional<AccessRule> read(const PropertyList& properties) {
    Channel channel;
    channel.id = "MessageFlow_1";
    channel.name = "Orders";
    channel.type = "HTTPS";
    channel.participant_id = "Participant_1";
    for (const auto& [key, value] : properties) channel.properties.set(key, value);
    return readChannelAccess(build, channel);
  }

  /// A channel of an old adapter version, whose sender has these properties.
  std::optional<AccessRule> readOld(const PropertyList& participant) {
    Participant& sender = build.model.participants.emplace_back();
    sender.id = "Participant_1";
    sender.name = "ERP";
    sender.type = "EndpointSender";
    sender.properties.set("ifl:type", "EndpointSender");
    for (const auto& [key, value] : participant) sender.properties.set(key, value);
    return read({{"urlPath", "/orders"}});
  }

  const Diagnostic& finding() const {
    static const Diagnostic none;
    EXPECT_EQ(build.diagnostics.size(), 1U) << build.diagnostics.toText();
    return build.diagnostics.empty() ? none : build.diagnostics.items().front();
  }

  FakeServices services;
  FakeBuildContext build{services};
};

// P-HTTPS-007
TEST_F(ChannelAccess, IsTheDefaultRoleWithoutAnySetting) {
  const auto rule = read({});

  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->kind, AccessRule::Kind::UserRole);
  EXPECT_EQ(rule->role, "ESBMessaging.send");
  EXPECT_FALSE(rule->csrf_protected);
  EXPECT_EQ(build.diagnostics.toText(), "");
}

TEST_F(ChannelAccess, AsksForTheRoleOfTheChannel) {
  const auto rule = read({{"senderAuthType", "RoleBased"}, {"userRole", " Shop.order "}});

  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->role, "Shop.order");
}

// P-HTTPS-041
TEST_F(ChannelAccess, AdmitsTheCertificatesOfTheTableAsTheyStandThere) {
  const auto rule = read({{"senderAuthType", "ClientCertificate"},
                          {"clientCertificates", certificateRow("CN=shop, O=Shop &amp; Sons,C=DE", "CN=CA 1,C=DE") +
                                                     certificateRow("cn=second", "CN=CA 2")}});

  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->kind, AccessRule::Kind::ClientCertificate);
  ASSERT_EQ(rule->certificates.size(), 2U);
  EXPECT_EQ(rule->certificates[0].subject, "CN=shop, O=Shop & Sons,C=DE");
  EXPECT_EQ(rule->certificates[0].issuer, "CN=CA 1,C=DE");
  EXPECT_EQ(rule->certificates[1].subject, "cn=second");
  EXPECT_EQ(build.diagnostics.toText(), "");
}

TEST_F(ChannelAccess, LooksAtNoCertificateWhenTheRoleDecides) {
  const auto rule = read({{"senderAuthType", "RoleBased"}, {"clientCertificates", certificateRow("", "")}});

  ASSERT_TRUE(rule);
  EXPECT_TRUE(rule->certificates.empty());
  EXPECT_EQ(build.diagnostics.toText(), "");
}

// P-HTTPS-042
TEST_F(ChannelAccess, WarnsThatNobodyIsAdmittedWithoutACertificate) {
  const auto rule = read({{"senderAuthType", "ClientCertificate"}, {"clientCertificates", ""}});

  ASSERT_TRUE(rule);
  EXPECT_TRUE(rule->certificates.empty());
  EXPECT_EQ(finding().code, "ACCESS-004");
  EXPECT_EQ(finding().severity, Severity::Warning);
  EXPECT_EQ(finding().message,
            "Authorization is Client Certificate, but no certificate is listed: every caller is refused with 403.");
}

// P-HTTPS-043
TEST_F(ChannelAccess, RefusesARowWithoutSubjectOrIssuer) {
  const std::vector<std::array<std::string, 3>> cases{
      {"", "CN=CA", "has no subject."}, {"CN=shop", "  ", "has no issuer."}, {"", "", "has no subject and no issuer."}};
  for (const auto& [subject, issuer, lack] : cases) {
    build.diagnostics = {};

    const auto rule =
        read({{"senderAuthType", "ClientCertificate"},
              {"clientCertificates", certificateRow("CN=good", "CN=CA") + certificateRow(subject, issuer)}});

    EXPECT_FALSE(rule);
    EXPECT_EQ(finding().code, "ACCESS-002");
    EXPECT_EQ(finding().severity, Severity::Error);
    EXPECT_EQ(finding().message, "Row 2 of the client certificates " + lack);
  }
}

TEST_F(ChannelAccess, RefusesATableThatCannotBeRead) {
  EXPECT_FALSE(read({{"senderAuthType", "ClientCertificate"}, {"clientCertificates", "<row><cell>CN=a & b</row>"}}));

  EXPECT_EQ(finding().code, "ACCESS-003");
  EXPECT_EQ(finding().severity, Severity::Error);
}

TEST_F(ChannelAccess, RefusesAnUnknownAuthorization) {
  EXPECT_FALSE(read({{"senderAuthType", "Trust"}}));

  EXPECT_EQ(finding().code, "ACCESS-001");
  EXPECT_EQ(finding().message, "Authorization is 'Trust', which is not known.");
}

// P-HTTPS-008
TEST_F(ChannelAccess, IsCsrfProtectedAsTheChannelSays) {
  for (const auto& [value, on] : std::vector<std::pair<std::string, bool>>{
           {"1", true}, {"true", true}, {"True", true}, {"0", false}, {"false", false}, {"", false}}) {
    const auto rule = read({{"senderAuthType", "RoleBased"}, {"xsrfProtection", value}});

    ASSERT_TRUE(rule);
    EXPECT_EQ(rule->csrf_protected, on) << value;
  }
}

// P-HTTPS-044
TEST_F(ChannelAccess, OfAnOldChannelIsAUserRoleWhenTheSenderSwitchesBasicAuthenticationOn) {
  const auto rule =
      readOld({{"enableBasicAuthentication", "true"}, {"subject", "cn=subject"}, {"issuer", "cn=issuer"}});

  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->kind, AccessRule::Kind::UserRole);
  EXPECT_EQ(rule->role, "ESBMessaging.send");
  EXPECT_EQ(finding().code, "ACCESS-005");
  EXPECT_EQ(finding().severity, Severity::Warning);
  EXPECT_EQ(finding().message,
            "The channel has no Authorization, as in old adapter versions; it is taken from the sender 'ERP': basic "
            "authentication is on, so it is User Role with 'ESBMessaging.send'.");
}

TEST_F(ChannelAccess, OfAnOldChannelTakesTheRoleOfTheSender) {
  const auto rule = readOld({{"enableBasicAuthentication", "1"}, {"userRole", "Shop.order"}});

  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->role, "Shop.order");
}

// P-HTTPS-045
TEST_F(ChannelAccess, OfAnOldChannelIsTheCertificateNamedAtTheSender) {
  const std::vector<PropertyList> cases{
      {{"enableBasicAuthentication", "false"}, {"subject", "CN=erp"}, {"issuer", "CN=CA"}},
      {{"enableBasicAuthentication", "0"}, {"subjectDN", "CN=erp"}, {"issuerDN", "CN=CA"}},
      {{"clientCertificates", certificateRow("CN=erp", "CN=CA")}},
      {{"clientCertificates", "<row><cell id='subjectDN'>CN=erp</cell><cell id='issuerDN'>CN=CA</cell></row>"}}};
  for (const PropertyList& participant : cases) {
    build.diagnostics = {};
    build.model.participants.clear();

    const auto rule = readOld(participant);

    ASSERT_TRUE(rule);
    EXPECT_EQ(rule->kind, AccessRule::Kind::ClientCertificate);
    ASSERT_EQ(rule->certificates.size(), 1U);
    EXPECT_EQ(rule->certificates.front().subject, "CN=erp");
    EXPECT_EQ(rule->certificates.front().issuer, "CN=CA");
    EXPECT_EQ(finding().code, "ACCESS-005");
  }
}

TEST_F(ChannelAccess, OfAnOldChannelNeedsBothNamesAtTheSender) {
  EXPECT_FALSE(readOld({{"enableBasicAuthentication", "false"}, {"subject", "CN=erp"}}));

  EXPECT_EQ(finding().code, "ACCESS-002");
}

// P-HTTPS-046
TEST_F(ChannelAccess, OfAnOldChannelIsTheDefaultWhenTheSenderNamesNothing) {
  const auto rule = readOld({{"enableBasicAuthentication", "false"}});

  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->kind, AccessRule::Kind::UserRole);
  EXPECT_EQ(rule->role, "ESBMessaging.send");
  EXPECT_NE(finding().message.find("it is the default, User Role with 'ESBMessaging.send'"), std::string::npos)
      << finding().message;
}

// P-HTTPS-047
TEST_F(ChannelAccess, OfANewChannelTakesNothingFromTheSender) {
  build.model.participants.push_back(
      {.id = "Participant_1", .name = "ERP", .type = "EndpointSender", .properties = {}, .place = {}});
  build.model.participants.back().properties.set("enableBasicAuthentication", "true");

  const auto rule =
      read({{"senderAuthType", "ClientCertificate"}, {"clientCertificates", certificateRow("CN=a", "CN=b")}});

  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->kind, AccessRule::Kind::ClientCertificate);
  EXPECT_EQ(build.diagnostics.toText(), "");
}

}  // namespace
}  // namespace iflowsim
