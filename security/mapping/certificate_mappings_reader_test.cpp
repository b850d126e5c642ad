#include "security/mapping/certificate_mappings_reader.h"

#include <gtest/gtest.h>

#include "runtime/base/text.h"
#include "security/mapping/identity_testkit.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using testing::clientPem;
using testing::firstFinding;

constexpr const char* kFile = "security/certificate-mappings.yaml";

/// The text as a block of YAML, indented below a key.
std::string block(const std::string& pem) {
  return "|\n        " + replaceAll(std::string(trim(pem)), "\n", "\n        ") + "\n";
}

struct Tenant {
  CertificateMappingsFile read(const std::string& yaml, const MappingLimits& limits = {}) const {
    return readMappingsFile(folder.write(kFile, yaml), limits);
  }
  testing::TemporaryFolder folder;
};

TEST(MappingsReader, ReadsCertificatesFromFilesAndFromTheText) {
  const Tenant tenant;
  tenant.folder.write("security/partner.pem", clientPem("one"));

  const auto file = tenant.read(
      "mappings:\n"
      "    - user: alice\n"
      "      certificate: partner.pem\n"
      "    - user: bob\n"
      "      certificate: " +
      block(clientPem("two")));

  EXPECT_TRUE(file.findings.empty()) << file.findings.toText();
  ASSERT_EQ(file.mappings.size(), 2U);
  EXPECT_EQ(file.mappings[0].user, "alice");
  EXPECT_EQ(file.mappings[0].certificate->subject(), "CN=one, O=Partner");
  EXPECT_EQ(file.mappings[0].origin, (tenant.folder.path() / kFile).string());
  EXPECT_EQ(file.mappings[1].certificate->subject(), "CN=two, O=Partner");
}

TEST(MappingsReader, TakesAnAbsentOrEmptyFile) {
  const Tenant tenant;

  EXPECT_TRUE(readMappingsFile(tenant.folder.path() / "none.yaml").findings.empty());
  EXPECT_TRUE(tenant.read("").findings.empty());
  EXPECT_TRUE(tenant.read("mappings:\n").findings.empty());
}

TEST(MappingsReader, NamesThePlaceOfAProblem) {
  const Tenant tenant;

  const auto file = tenant.read("mappings:\n  - user: alice\n    certificate: lost.pem\n");

  EXPECT_EQ(firstFinding(file), "error MAPPINGS-006 " + (tenant.folder.path() / kFile).string() +
                                    ":3:18: The certificate of the mapping of 'alice' cannot be read from 'lost.pem'. "
                                    "Check the path; it starts at the folder of this file.");
}

TEST(MappingsReader, ReportsEveryKindOfProblem) {
  const Tenant tenant;
  tenant.folder.write("security/a.pem", clientPem("a"));
  tenant.folder.write("security/chain.pem", clientPem("a") + clientPem("b"));
  tenant.folder.write("security/text.pem", "hello");
  struct Case {
    std::string yaml;
    std::string code;
  };
  const std::vector<Case> cases{
      {"mappings: [\n", "MAPPINGS-001"},
      {"mappings:\n  - {usr: a, user: b, certificate: a.pem}\n", "MAPPINGS-002"},
      {"maps: []\n", "MAPPINGS-002"},
      {"- a\n", "MAPPINGS-003"},
      {"mappings: a\n", "MAPPINGS-003"},
      {"mappings: [a]\n", "MAPPINGS-003"},
      {"mappings:\n  - {user: [a], certificate: a.pem}\n", "MAPPINGS-003"},
      {"mappings:\n  - {user: b, user: a, certificate: a.pem}\n", "MAPPINGS-003"},
      {"mappings:\n  - {certificate: a.pem}\n", "MAPPINGS-004"},
      {"mappings:\n  - {user: \"a\\0b\", certificate: a.pem}\n", "MAPPINGS-005"},
      {"mappings:\n  - {user: " + std::string(151, 'a') + ", certificate: a.pem}\n", "MAPPINGS-005"},
      {"mappings:\n  - {user: a}\n", "MAPPINGS-006"},
      {"mappings:\n  - {user: a, certificate: .}\n", "MAPPINGS-006"},
      {"mappings:\n  - {user: a, certificate: text.pem}\n", "MAPPINGS-006"},
      {"mappings:\n  - {user: a, certificate: chain.pem}\n", "MAPPINGS-006"},
      {"mappings:\n  - {user: a, certificate: '-----BEGIN CERTIFICATE-----'}\n", "MAPPINGS-006"},
      {"mappings:\n  - {user: a, certificate: a.pem}\n  - {user: b, certificate: a.pem}\n", "MAPPINGS-007"},
  };

  for (const Case& c : cases) {
    const auto file = tenant.read(c.yaml);
    EXPECT_TRUE(file.findings.hasErrors()) << c.yaml;
    EXPECT_NE(firstFinding(file).find(c.code), std::string::npos) << c.yaml << firstFinding(file);
  }
}

// P-MAP-005
TEST(MappingsReader, TakesNoMoreThanTheLimits) {
  const Tenant tenant;
  tenant.folder.write("security/a.pem", clientPem("a"));
  tenant.folder.write("security/b.pem", clientPem("b"));
  const std::string yaml = "mappings:\n  - {user: a, certificate: a.pem}\n  - {user: b, certificate: b.pem}\n";

  const auto counted = tenant.read(yaml, {.count = 1});
  const auto weighed = tenant.read(yaml, {.bytes = 1000});

  EXPECT_EQ(counted.mappings.size(), 1U);
  EXPECT_NE(firstFinding(counted).find("error MAPPINGS-008"), std::string::npos);
  EXPECT_EQ(weighed.mappings.size(), 1U);
  EXPECT_NE(firstFinding(weighed).find("error MAPPINGS-008"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
