#include "lab/certs/certificate_lab.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;
using testing::TemporaryFolder;

constexpr TimePoint kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 25};

LabOptions optionsAt(TimePoint now) {
  return {.now = now, .callers_now = now};
}

CertificateLab labIn(const fs::path& tenant, const LabOptions& options = optionsAt(kNow)) {
  auto lab = makeCertificateLab(tenant, options);
  EXPECT_TRUE(lab) << lab.error().text;
  return lab.value_or(CertificateLab{});
}

std::string textOf(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

using Stack = std::shared_ptr<STACK_OF(X509)>;

/// The certificates of a PEM file, in order.
Stack readAll(const fs::path& path) {
  Stack stack(sk_X509_new_null(), [](STACK_OF(X509) * all) { sk_X509_pop_free(all, X509_free); });
  const std::string text = textOf(path);
  const std::shared_ptr<BIO> memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free);
  while (X509* certificate = PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)) {
    sk_X509_push(stack.get(), certificate);
  }
  return stack;
}

/// What OpenSSL says of the certificate as the client sends it, to a server that trusts what the tenant's list holds.
int verdictOn(const fs::path& tenant, const std::string& client, TimePoint now) {
  const std::shared_ptr<X509_STORE> roots(X509_STORE_new(), X509_STORE_free);
  for (const auto& file : fs::directory_iterator(tenant / "security" / "trusted-cas")) {
    const Stack trusted = readAll(file.path());
    for (int i = 0; i < sk_X509_num(trusted.get()); ++i) {
      X509_STORE_add_cert(roots.get(), sk_X509_value(trusted.get(), i));
    }
  }
  const Stack sent = readAll(tenant / "certs" / "clients" / (client + ".pem"));
  const std::shared_ptr<X509_STORE_CTX> context(X509_STORE_CTX_new(), X509_STORE_CTX_free);
  X509_STORE_CTX_init(context.get(), roots.get(), sk_X509_value(sent.get(), 0), sent.get());
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_CLIENT);
  X509_STORE_CTX_set_time(context.get(), 0, std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
  X509_verify_cert(context.get());
  return X509_STORE_CTX_get_error(context.get());
}

const LabClient& clientOf(const CertificateLab& lab, const std::string& name) {
  return *std::find_if(lab.clients.begin(), lab.clients.end(),
                       [&name](const LabClient& client) { return client.kind->name == name; });
}

struct Verdict {
  const char* client;
  int error;
};
class EveryClient : public ::testing::TestWithParam<Verdict> {};

// P-LAB-001
TEST_P(EveryClient, IsWhatItClaims) {
  const TemporaryFolder tenant;

  labIn(tenant.path());

  EXPECT_EQ(verdictOn(tenant.path(), GetParam().client, kNow), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(CertificateLab, EveryClient,
                         ::testing::Values(Verdict{"good", X509_V_OK}, Verdict{"renewed-same-dn", X509_V_OK},
                                           Verdict{"renewed-other-dn", X509_V_OK}, Verdict{"wildcard", X509_V_OK},
                                           Verdict{"expired", X509_V_ERR_CERT_HAS_EXPIRED},
                                           Verdict{"not-yet-valid", X509_V_ERR_CERT_NOT_YET_VALID},
                                           Verdict{"no-client-auth", X509_V_ERR_INVALID_PURPOSE},
                                           Verdict{"self-signed", X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT},
                                           Verdict{"untrusted-root", X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN},
                                           Verdict{"missing-intermediate",
                                                   X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY}),
                         [](const auto& verdict) {
                           std::string name = verdict.param.client;
                           name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
                           return name;
                         });

TEST(CertificateLab, HasEveryKindOnce) {
  const TemporaryFolder tenant;

  const CertificateLab lab = labIn(tenant.path());

  EXPECT_EQ(lab.clients.size(), 10U);
  EXPECT_TRUE(lab.is_new);
  EXPECT_TRUE(std::all_of(lab.clients.begin(), lab.clients.end(), [](const auto& client) { return client.made; }));
  EXPECT_TRUE(std::none_of(lab.clients.begin(), lab.clients.end(), [](const auto& client) { return client.stale; }));
}

// P-LAB-003
TEST(CertificateLab, EndsTheExpiredOneYesterdayAtTheTenantsTime) {
  const TemporaryFolder tenant;
  const TimePoint later = kNow + days(1000);

  const CertificateLab lab = labIn(tenant.path(), {.now = later, .callers_now = kNow});

  EXPECT_EQ(clientOf(lab, "expired").certificate->notAfter(), later - days(1));
  EXPECT_TRUE(clientOf(lab, "good").certificate->isValidAt(later));
  EXPECT_FALSE(clientOf(lab, "good").certificate->isValidAt(kNow));
}

TEST(CertificateLab, MakesTheServerCertificateValidForCallersWhoseClockIsAnother) {
  const TemporaryFolder tenant;

  const CertificateLab lab = labIn(tenant.path(), {.now = kNow + days(3650), .callers_now = kNow});

  EXPECT_TRUE(lab.server->isValidAt(kNow));
  EXPECT_TRUE(lab.root->isValidAt(kNow));
  EXPECT_TRUE(lab.intermediate->isValidAt(kNow + days(3650)));
}

TEST(CertificateLab, NamesThePartnerAsTheSamplesDo) {
  const TemporaryFolder tenant;

  const CertificateLab lab = labIn(tenant.path());

  const Certificate& good = *clientOf(lab, "good").certificate;
  EXPECT_EQ(good.subject(), "CN=partner-a, OU=Integration, O=Company Example, C=DE");
  EXPECT_EQ(good.issuer(), "CN=iflowsim training intermediate, O=iflowsim");
  EXPECT_EQ(clientOf(lab, "wildcard").certificate->subject(),
            "CN=*.company.example, OU=Integration, O=Company Example, C=DE");
}

TEST(CertificateLab, RenewsWithTheSameOrOtherNamesAndLater) {
  const TemporaryFolder tenant;

  const CertificateLab lab = labIn(tenant.path());

  const Certificate& good = *clientOf(lab, "good").certificate;
  const Certificate& same = *clientOf(lab, "renewed-same-dn").certificate;
  const Certificate& other = *clientOf(lab, "renewed-other-dn").certificate;
  EXPECT_EQ(same.subject(), good.subject());
  EXPECT_EQ(same.issuer(), good.issuer());
  EXPECT_NE(same.fingerprint(), good.fingerprint());
  EXPECT_GT(same.notBefore(), good.notBefore());
  EXPECT_NE(other.subject(), good.subject());
}

TEST(CertificateLab, MakesAServerCertificateForThisMachine) {
  const TemporaryFolder tenant;

  labIn(tenant.path());

  const Stack sent = readAll(tenant.path() / "certs" / "server" / "server.pem");
  ASSERT_EQ(sk_X509_num(sent.get()), 2);
  EXPECT_EQ(X509_check_host(sk_X509_value(sent.get(), 0), "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_purpose(sk_X509_value(sent.get(), 0), X509_PURPOSE_SSL_SERVER, 0), 1);
}

// P-LAB-002
TEST(CertificateLab, TrustsTheTrainingRootOnly) {
  const TemporaryFolder tenant;

  const CertificateLab lab = labIn(tenant.path());

  const fs::path trusted = tenant.path() / "security" / "trusted-cas";
  EXPECT_EQ(std::distance(fs::directory_iterator(trusted), fs::directory_iterator()), 1);
  EXPECT_EQ(textOf(trusted / "iflowsim-training-root.pem"), lab.root->pem());
}

TEST(CertificateLab, SendsTheLeafAloneWhereTheIntermediateIsToBeMissing) {
  const TemporaryFolder tenant;

  labIn(tenant.path());

  const fs::path clients = tenant.path() / "certs" / "clients";
  EXPECT_EQ(sk_X509_num(readAll(clients / "good.pem").get()), 2);
  EXPECT_EQ(sk_X509_num(readAll(clients / "good.crt").get()), 1);
  EXPECT_EQ(sk_X509_num(readAll(clients / "missing-intermediate.pem").get()), 1);
}

TEST(CertificateLab, PacksEachClientBehindTheTrainingPassword) {
  const TemporaryFolder tenant;

  labIn(tenant.path());

  const std::string bytes = textOf(tenant.path() / "certs" / "clients" / "good.p12");
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  const std::shared_ptr<PKCS12> file(d2i_PKCS12(nullptr, &data, static_cast<long>(bytes.size())), PKCS12_free);
  EXPECT_EQ(PKCS12_verify_mac(file.get(), kTrainingPassword, -1), 1);
}

TEST(CertificateLab, LetsOnlyTheOwnerReadKeys) {
  const TemporaryFolder tenant;

  labIn(tenant.path());

  int keys = 0;
  for (const auto& file : fs::recursive_directory_iterator(tenant.path() / "certs")) {
    const fs::path path = file.path();
    if (file.is_directory()) {
      EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all) << path;
    } else if (path.extension() == ".key" || path.extension() == ".p12") {
      EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write) << path;
      ++keys;
    }
  }
  EXPECT_EQ(keys, 3 + 2 + 2 * 10);
  EXPECT_EQ(fs::status(tenant.path() / "certs").permissions(), fs::perms::owner_all);
}

TEST(CertificateLab, KeepsItselfOutOfVersionControl) {
  const TemporaryFolder tenant;

  labIn(tenant.path());

  EXPECT_NE(textOf(tenant.path() / "certs" / ".gitignore").find("\n*\n"), std::string::npos);
}

TEST(CertificateLab, KeepsWhatIsThereAndMakesWhatIsMissing) {
  const TemporaryFolder tenant;
  const CertificateLab first = labIn(tenant.path());
  fs::remove(tenant.path() / "certs" / "clients" / "expired.p12");

  const CertificateLab second = labIn(tenant.path(), optionsAt(kNow + days(1)));

  EXPECT_FALSE(second.is_new);
  EXPECT_EQ(second.root->fingerprint(), first.root->fingerprint());
  EXPECT_EQ(second.server->fingerprint(), first.server->fingerprint());
  EXPECT_FALSE(clientOf(second, "good").made);
  EXPECT_EQ(clientOf(second, "good").certificate->fingerprint(), clientOf(first, "good").certificate->fingerprint());
  EXPECT_TRUE(clientOf(second, "expired").made);
  EXPECT_EQ(verdictOn(tenant.path(), "expired", kNow + days(1)), X509_V_ERR_CERT_HAS_EXPIRED);
}

TEST(CertificateLab, MakesEverythingAnewWhenAnAuthorityIsGone) {
  const TemporaryFolder tenant;
  const CertificateLab first = labIn(tenant.path());
  fs::remove(tenant.path() / "certs" / "authorities" / "intermediate.key");

  const CertificateLab second = labIn(tenant.path());

  EXPECT_TRUE(second.is_new);
  EXPECT_NE(clientOf(second, "good").certificate->fingerprint(), clientOf(first, "good").certificate->fingerprint());
  EXPECT_EQ(verdictOn(tenant.path(), "good", kNow), X509_V_OK);
}

TEST(CertificateLab, RenewsEverythingWhenAsked) {
  const TemporaryFolder tenant;
  const CertificateLab first = labIn(tenant.path());

  const CertificateLab second = labIn(tenant.path(), {.now = kNow, .callers_now = kNow, .renew = true});

  EXPECT_NE(second.root->fingerprint(), first.root->fingerprint());
  EXPECT_EQ(textOf(tenant.path() / "security" / "trusted-cas" / "iflowsim-training-root.pem"), second.root->pem());
}

TEST(CertificateLab, SaysWhichCertificatesTimeHasOvertaken) {
  const TemporaryFolder tenant;
  labIn(tenant.path());

  const CertificateLab later = labIn(tenant.path(), optionsAt(kNow + days(336)));

  EXPECT_TRUE(clientOf(later, "good").stale);
  EXPECT_FALSE(clientOf(later, "expired").stale);
  EXPECT_FALSE(clientOf(later, "renewed-same-dn").stale);
}

TEST(CertificateLab, MakesRsaKeysWhenAsked) {
  const TemporaryFolder tenant;

  labIn(tenant.path(), {.now = kNow, .callers_now = kNow, .key = KeyKind::Rsa2048});

  const Stack sent = readAll(tenant.path() / "certs" / "clients" / "good.pem");
  EXPECT_EQ(EVP_PKEY_get_bits(X509_get0_pubkey(sk_X509_value(sent.get(), 0))), 2048);
}

TEST(CertificateLab, RefusesATenantThatDoesNotExist) {
  const TemporaryFolder folder;

  const auto lab = makeCertificateLab(folder.path() / "nowhere", optionsAt(kNow));

  ASSERT_FALSE(lab);
  EXPECT_EQ(lab.error().code, "LAB-001");
}

TEST(CertificateLab, SaysWhichFileIsInTheWay) {
  const TemporaryFolder tenant;
  tenant.write("security", "a file");

  const auto lab = makeCertificateLab(tenant.path(), optionsAt(kNow));

  ASSERT_FALSE(lab);
  EXPECT_EQ(lab.error().code, "MATERIAL-001");
  EXPECT_NE(lab.error().text.find("trusted-cas"), std::string::npos);
}

TEST(CertificateLab, SaysWhichFileIsNoCertificate) {
  const TemporaryFolder tenant;
  labIn(tenant.path());
  std::ofstream(tenant.path() / "certs" / "clients" / "good.crt") << "no certificate";

  const auto lab = makeCertificateLab(tenant.path(), optionsAt(kNow));

  ASSERT_FALSE(lab);
  EXPECT_NE(lab.error().text.find("clients/good"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
