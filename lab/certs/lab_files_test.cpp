#include "lab/certs/lab_files.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lab/certs/postman_files.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using testing::TemporaryFolder;

constexpr TimePoint kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 25};

std::vector<LabEndpoint> endpoints() {
  return {{.flow = "by-role", .path = "/http/partner/role", .access = {.role = "Orders.send"}},
          {.flow = "by-certificate",
           .path = "/http/partner/cert",
           .access = {.kind = AccessRule::Kind::ClientCertificate,
                      .certificates = {{.subject = "CN=partner-a,OU=Integration,O=Company Example,C=DE",
                                        .issuer = "CN=iflowsim training intermediate, O=iflowsim"}}}}};
}

/// A lab with its texts in a temporary tenant.
class Written {
 public:
  explicit Written(std::vector<LabEndpoint> calls = endpoints(), TimePoint read_at = kNow) : calls_(std::move(calls)) {
    EXPECT_TRUE(makeCertificateLab(tenant_.path(), {.now = kNow, .callers_now = kNow}));
    lab = makeCertificateLab(tenant_.path(), {.now = read_at, .callers_now = kNow}).value();
    const auto written = writeLabFiles({.lab = lab, .endpoints = calls_, .base_url = "https://localhost:8443"});
    EXPECT_TRUE(written) << written.error().text;
  }

  fs::path path(const std::string& name) const { return tenant_.path() / "certs" / name; }
  std::string text(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path(name)).rdbuf();
    return text.str();
  }
  Json json(const std::string& name) const { return Json::parse(text(name)); }
  const LabClient& client(const std::string& name) const {
    return *std::find_if(lab.clients.begin(), lab.clients.end(),
                         [&name](const LabClient& one) { return one.kind->name == name; });
  }

  CertificateLab lab;

 private:
  TemporaryFolder tenant_;
  std::vector<LabEndpoint> calls_;
};

TEST(LabFiles, DescribeEveryCertificateWithItsNames) {
  const Written files;

  const std::string page = files.text("README.md");

  for (const ClientKind& kind : clientKinds()) {
    EXPECT_NE(page.find("| `" + kind.name + "` | " + kind.what), std::string::npos) << kind.name;
  }
  EXPECT_NE(page.find("`CN=partner-a, OU=Integration, O=Company Example, C=DE`"), std::string::npos);
  EXPECT_NE(page.find("with the password `iflowsim`"), std::string::npos);
}

TEST(LabFiles, GiveACurlCommandForEveryCertificateAndFlow) {
  const Written files;

  const std::string page = files.text("README.md");

  for (const ClientKind& kind : clientKinds()) {
    for (const char* path : {"/http/partner/role", "/http/partner/cert"}) {
      EXPECT_NE(page.find("--cert certs/clients/" + kind.name + ".pem --key certs/clients/" + kind.name +
                          ".key https://localhost:8443" + path + "\n"),
                std::string::npos)
          << kind.name << path;
    }
  }
}

TEST(LabFiles, SayWhatIsMissingWhereTheTenantHasNoFlow) {
  const Written files(std::vector<LabEndpoint>{});

  EXPECT_NE(files.text("README.md").find("no flow with an HTTPS sender yet"), std::string::npos);
  EXPECT_EQ(files.json("postman/lab.postman_collection.json")["item"][0]["item"].size(), 0U);
}

TEST(LabFiles, MarkWhatTimeHasOvertaken) {
  const Written files(endpoints(), kNow + std::chrono::days(336));

  EXPECT_NE(files.text("README.md").find("no longer at the tenant's time"), std::string::npos);
}

TEST(PostmanFiles, HaveAFolderForEveryCertificateAndARequestForEveryFlow) {
  const Written files;

  const Json collection = files.json("postman/lab.postman_collection.json");

  EXPECT_EQ(collection["info"]["schema"], "https://schema.getpostman.com/json/collection/v2.1.0/collection.json");
  ASSERT_EQ(collection["item"].size(), clientKinds().size());
  EXPECT_EQ(collection["item"][0]["name"], "good");
  ASSERT_EQ(collection["item"][0]["item"].size(), 2U);
  EXPECT_EQ(collection["item"][0]["item"][1]["request"]["url"]["raw"], "{{base}}/http/partner/cert");
}

TEST(PostmanFiles, SendEachCertificateToFlowsOnly) {
  const Written files;

  const Json list = files.json("postman/good.certificates.json");

  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0]["cert"]["src"], "certs/clients/good.pem");
  EXPECT_EQ(list[0]["key"]["src"], "certs/clients/good.key");
  EXPECT_EQ(list[0]["matches"][0], "https://localhost:*/http/*");
}

TEST(PostmanFiles, ExpectRefusalsByTheKindOfCertificateAndChannel) {
  const Written files;
  const auto meets = [&](const char* client, std::size_t endpoint) {
    return expect(files.client(client), endpoints()[endpoint]).meets;
  };

  EXPECT_EQ(meets("good", 0), "in");
  EXPECT_EQ(meets("renewed-same-dn", 0), "401");
  EXPECT_EQ(meets("good", 1), "in");
  EXPECT_EQ(meets("renewed-same-dn", 1), "in");
  EXPECT_EQ(meets("renewed-other-dn", 1), "403");
  EXPECT_EQ(meets("self-signed", 0), "401");
  EXPECT_EQ(meets("self-signed", 1), "403");
  EXPECT_EQ(meets("expired", 0), "alert");
}

TEST(PostmanFiles, LetTheTrainedChangeWhatDependsOnMappings) {
  const Written files;

  const Json environment = files.json("postman/lab.postman_environment.json");

  EXPECT_EQ(environment["values"][0]["key"], "base");
  EXPECT_EQ(environment["values"][0]["value"], "https://localhost:8443");
  EXPECT_EQ(environment["values"][1]["key"], "good by-role");
  EXPECT_EQ(environment["values"][1]["value"], "in");
  // One for each accepted certificate and flow with a role.
  EXPECT_EQ(environment["values"].size(), 1U + 4U);
}

TEST(PostmanFiles, RunAllFoldersInOneScript) {
  const Written files;

  const std::string script = files.text("newman.sh");

  EXPECT_NE(script.find("for client in good renewed-same-dn renewed-other-dn wildcard self-signed"), std::string::npos);
  EXPECT_NE(script.find("for client in expired not-yet-valid no-client-auth;"), std::string::npos);
  EXPECT_NE(fs::status(files.path("newman.sh")).permissions() & fs::perms::owner_exec, fs::perms::none);
}

TEST(LabFiles, NameTheFileThatCannotBeWritten) {
  const TemporaryFolder tenant;
  const CertificateLab lab = makeCertificateLab(tenant.path(), {.now = kNow, .callers_now = kNow}).value();
  tenant.write("certs/postman", "in the way");

  const auto written = writeLabFiles({.lab = lab, .endpoints = {}, .base_url = "https://localhost:8443"});

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "MATERIAL-001");
}

}  // namespace
}  // namespace iflowsim
