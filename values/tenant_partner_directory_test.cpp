#include "values/tenant_partner_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/bundle_reading.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kAcme = R"(partners:
  - id: Acme
    parameters:
      Endpoint: https://acme.example/orders
      Retries: 003
    binary_parameters:
      Rules: {file: acme/rules.json}
      Mapping: {file: acme/map, content_type: "xsl; encoding=UTF-8"}
    alternatives:
      - {agency: GS1, scheme: GLN, id: "4000001000005"}
      - {agency: GS1, scheme: GLN, id: "4000001000012"}
    authorized_users: [Acme_TECH, MÜLLER]
  - id: Other
    alternatives: [{agency: GS1, scheme: GTIN, id: "4000001000005"}]
)";

struct Fixture {
  Fixture() {
    folder.write("partner_directory/acme/rules.json", "{}");
    folder.write("partner_directory/acme/map", std::string("a\0b", 3));
  }

  Diagnostics load(const std::string& text) {
    folder.write("partner_directory.yaml", text);
    return directory.load();
  }

  testing::TemporaryFolder folder;
  TenantPartnerDirectory directory{folder.path()};
};

TEST(TenantPartnerDirectory, HasTextsAndFilesAsParameters) {
  Fixture tenant;

  EXPECT_EQ(tenant.load(kAcme).toText(), "");

  const auto text = tenant.directory.parameter("Retries", "Acme");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->data, "003");
  EXPECT_EQ(text->content_type, "");
  const auto binary = tenant.directory.parameter("Mapping", "Acme");
  ASSERT_TRUE(binary);
  EXPECT_EQ(binary->data, std::string("a\0b", 3));
  EXPECT_EQ(binary->content_type, "xsl; encoding=UTF-8");
  EXPECT_THAT(tenant.directory.parameterIds("Acme"), ElementsAre("Endpoint", "Mapping", "Retries", "Rules"));
}

TEST(TenantPartnerDirectory, TakesTheContentTypeFromTheNameOfTheFile) {
  Fixture tenant;
  tenant.load(kAcme);

  EXPECT_EQ(tenant.directory.parameter("Rules", "Acme")->content_type, "json");
}

// P-PARTNER-001
TEST(TenantPartnerDirectory, ComparesPartnersAndParametersWithRegardToCase) {
  Fixture tenant;
  tenant.load(kAcme);

  EXPECT_FALSE(tenant.directory.parameter("endpoint", "Acme"));
  EXPECT_FALSE(tenant.directory.parameter("Endpoint", "ACME"));
  EXPECT_THAT(tenant.directory.parameterIds("acme"), IsEmpty());
}

TEST(TenantPartnerDirectory, FindsPartnersByAlternativeIds) {
  Fixture tenant;
  tenant.load(kAcme);

  EXPECT_EQ(tenant.directory.partnerId("GS1", "GLN", "4000001000012"), "Acme");
  EXPECT_EQ(tenant.directory.partnerId("GS1", "GTIN", "4000001000005"), "Other");
  EXPECT_EQ(tenant.directory.partnerId("GS1", "GLN", "1"), std::nullopt);
  EXPECT_EQ(tenant.directory.alternativePartnerId("GS1", "GTIN", "Other"), "4000001000005");
  EXPECT_EQ(tenant.directory.alternativePartnerId("GS1", "GTIN", "Acme"), std::nullopt);
}

// P-PARTNER-002
TEST(TenantPartnerDirectory, GivesTheFirstOfSeveralAlternativeIds) {
  Fixture tenant;
  tenant.load(kAcme);

  EXPECT_EQ(tenant.directory.alternativePartnerId("GS1", "GLN", "Acme"), "4000001000005");
}

// P-PARTNER-003
TEST(TenantPartnerDirectory, ComparesUsersInLowerCase) {
  Fixture tenant;
  tenant.load(kAcme);

  EXPECT_EQ(tenant.directory.partnerOfUser("ACME_tech"), "Acme");
  EXPECT_EQ(tenant.directory.partnerOfUser("müller"), "Acme");
  EXPECT_EQ(tenant.directory.partnerOfUser("nobody"), std::nullopt);
  EXPECT_THAT(tenant.directory.users("Acme"), ElementsAre("acme_tech", "müller"));
  EXPECT_THAT(tenant.directory.users("Other"), IsEmpty());
}

TEST(TenantPartnerDirectory, IsEmptyWithoutAFile) {
  Fixture tenant;
  tenant.load(kAcme);
  std::filesystem::remove(tenant.folder.path() / "partner_directory.yaml");

  EXPECT_TRUE(tenant.directory.load().empty());

  EXPECT_FALSE(tenant.directory.parameter("Endpoint", "Acme"));
}

TEST(TenantPartnerDirectory, StaysAsItWasWhenTheFileIsWrong) {
  Fixture tenant;
  tenant.load(kAcme);

  const Diagnostics findings = tenant.load("partners:\n  - id: New\n    binary_parameters:\n      X: {file: no.xml}\n");

  const Diagnostic finding = testing::findingOf(findings, "VALUES-006");
  EXPECT_EQ(finding.place.line, 4);
  EXPECT_EQ(finding.message, "The file 'no.xml' of the partner 'New' cannot be read.");
  EXPECT_THAT(finding.remedy, HasSubstr("partner_directory and name it by its path from there."));
  EXPECT_TRUE(tenant.directory.parameter("Endpoint", "Acme"));
}

TEST(TenantPartnerDirectory, ReadsNoFileOutsideOfItsFolder) {
  Fixture tenant;
  tenant.folder.write("secret.txt", "secret");
  const std::string absolute = (tenant.folder.path() / "secret.txt").string();

  for (const std::string& path : {std::string("../secret.txt"), std::string("acme/../../secret.txt"), absolute}) {
    const Diagnostics findings =
        tenant.load("partners:\n  - {id: A, binary_parameters: {X: {file: \"" + path + "\"}}}\n");

    EXPECT_EQ(testing::findingOf(findings, "VALUES-006").place.line, 2) << path;
  }
}

// P-PARTNER-004
TEST(TenantPartnerDirectory, WarnsOfWhatTheProductDoesNotTake) {
  Fixture tenant;
  const std::string long_text(4001, 'x');

  const Diagnostics findings = tenant.load("partners:\n  - id: A B\n    parameters:\n      Long: " + long_text + "\n");

  EXPECT_FALSE(findings.hasErrors());
  ASSERT_EQ(findings.size(), 2U) << findings.toText();
  EXPECT_EQ(findings.items()[0].code, "VALUES-007");
  EXPECT_EQ(findings.items()[0].place.line, 2);
  EXPECT_EQ(findings.items()[1].message, "The product does not take 4001 bytes here.");
  EXPECT_TRUE(tenant.directory.parameter("Long", "A B"));
}

struct WrongPartner {
  std::string name;
  std::string settings;
  std::string code;
  std::string text;
};

class WrongPartnerEntry : public ::testing::TestWithParam<WrongPartner> {};

TEST_P(WrongPartnerEntry, IsRefusedWithItsLine) {
  Fixture tenant;

  const Diagnostics findings = tenant.load("partners:\n  - {id: A, " + GetParam().settings + "}\n");

  const Diagnostic finding = testing::findingOf(findings, GetParam().code);
  EXPECT_EQ(finding.place.line, 2) << findings.toText();
  EXPECT_THAT(finding.message, HasSubstr(GetParam().text));
}

INSTANTIATE_TEST_SUITE_P(
    Entries, WrongPartnerEntry,
    ::testing::Values(
        WrongPartner{"UnknownKey", "parameter: {}", "VALUES-002", "'parameter'"},
        WrongPartner{"ParametersAsList", "parameters: [a]", "VALUES-003", "'parameters' of the partner 'A'"},
        WrongPartner{"ParameterAsList", "parameters: {a: [b]}", "VALUES-003", "is no text"},
        WrongPartner{"BinaryAsText", "binary_parameters: {a: b}", "VALUES-003", "A binary parameter"},
        WrongPartner{"NoFile", "binary_parameters: {a: {content_type: xml}}", "VALUES-003", "'file'"},
        WrongPartner{"UnknownContentType", "binary_parameters: {a: {file: acme/map, content_type: pdf}}", "VALUES-003",
                     "'pdf' is no content type"},
        WrongPartner{"NoContentType", "binary_parameters: {a: {file: acme/map}}", "VALUES-003", "no content type"},
        WrongPartner{"ParameterTwice", "parameters: {a: b}, binary_parameters: {a: {file: acme/rules.json}}",
                     "VALUES-004", "The parameter 'a'"},
        WrongPartner{"AlternativeTwice", "alternatives: [{agency: A, scheme: B, id: C}, {agency: A, scheme: B, id: C}]",
                     "VALUES-004", "The alternative id 'C'"},
        WrongPartner{"UserTwice", "authorized_users: [u, U]", "VALUES-004", "The authorized user 'u'"},
        WrongPartner{"UserAsMap", "authorized_users: [{name: u}]", "VALUES-003", "An authorized user"}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace iflowsim
