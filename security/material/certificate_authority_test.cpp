#include "security/material/certificate_authority.h"

#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace iflowsim {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;

class FixedClock final : public Clock {
 public:
  TimePoint now() const override { return time; }
  TimePoint time = SystemClock().now();
};

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = fs::temp_directory_path() / "authority-XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() { fs::remove_all(path_); }
  fs::path operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

std::string textOf(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::shared_ptr<X509> certificateOf(const fs::path& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "r"), std::fclose);
  return {PEM_read_X509(file.get(), nullptr, nullptr, nullptr), X509_free};
}

int daysLeft(const std::shared_ptr<X509>& certificate) {
  int left = 0;
  int seconds = 0;
  ASN1_TIME_diff(&left, &seconds, nullptr, X509_get0_notAfter(certificate.get()));
  return left;
}

std::string nameOf(const std::shared_ptr<X509>& certificate) {
  std::string name(200, '\0');
  X509_NAME_oneline(X509_get_subject_name(certificate.get()), name.data(), static_cast<int>(name.size()));
  return name.c_str();
}

fs::perms modeOf(const fs::path& path) {
  return fs::status(path).permissions();
}

CertificateAuthority opened(const fs::path& directory, const Clock& clock) {
  auto authority = CertificateAuthority::open(directory, clock);
  EXPECT_TRUE(authority) << authority.error().text;
  return *authority;
}

TEST(CertificateAuthority, MakesAnAuthorityAndAServerCertificateItSigned) {
  const TemporaryDirectory directory;
  const CertificateAuthority made = opened(directory / "ca", SystemClock());

  const auto authority = certificateOf(made.certificate());
  const auto server = certificateOf(made.serverChain());

  EXPECT_TRUE(made.isNew());
  EXPECT_NE(nameOf(authority).find("CN=iflowsim local CA"), std::string::npos);
  EXPECT_EQ(X509_verify(server.get(), X509_get0_pubkey(authority.get())), 1);
  EXPECT_EQ(X509_check_issued(authority.get(), server.get()), X509_V_OK);
  EXPECT_EQ(X509_check_ca(authority.get()), 1);
  EXPECT_EQ(X509_check_ca(server.get()), 0);
  EXPECT_EQ(X509_check_purpose(server.get(), X509_PURPOSE_SSL_SERVER, 0), 1);
}

TEST(CertificateAuthority, NamesTheHostAndItsAddresses) {
  const TemporaryDirectory directory;

  const auto server = certificateOf(opened(directory / "ca", SystemClock()).serverChain());

  EXPECT_EQ(X509_check_host(server.get(), "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_ip_asc(server.get(), "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(server.get(), "::1", 0), 1);
  EXPECT_EQ(X509_check_host(server.get(), "example.org", 0, 0, nullptr), 0);
}

TEST(CertificateAuthority, GivesTenYearsToItselfAnd397DaysToTheServer) {
  const TemporaryDirectory directory;
  const CertificateAuthority made = opened(directory / "ca", SystemClock());

  EXPECT_NEAR(daysLeft(certificateOf(made.certificate())), 3651, 1);
  EXPECT_NEAR(daysLeft(certificateOf(made.serverChain())), 396, 1);
}

TEST(CertificateAuthority, PutsTheAuthorityBehindTheServerInTheChain) {
  const TemporaryDirectory directory;
  const CertificateAuthority made = opened(directory / "ca", SystemClock());

  EXPECT_TRUE(textOf(made.serverChain()).ends_with(textOf(made.certificate())));
}

TEST(CertificateAuthority, LetsOnlyTheOwnerReadTheKeys) {
  const TemporaryDirectory directory;
  const CertificateAuthority made = opened(directory / "ca", SystemClock());
  fs::permissions(made.serverKey(), fs::perms::all);
  fs::permissions(directory / "ca", fs::perms::all);

  opened(directory / "ca", SystemClock());

  EXPECT_EQ(modeOf(directory / "ca"), fs::perms::owner_all);
  EXPECT_EQ(modeOf(made.key()), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(modeOf(made.serverKey()), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(CertificateAuthority, KeepsWhatIsThere) {
  const TemporaryDirectory directory;
  const CertificateAuthority first = opened(directory / "ca", SystemClock());
  const std::string authority = textOf(first.certificate()) + textOf(first.key());
  const std::string server = textOf(first.serverChain()) + textOf(first.serverKey());

  const CertificateAuthority second = opened(directory / "ca", SystemClock());

  EXPECT_FALSE(second.isNew());
  EXPECT_EQ(textOf(second.certificate()) + textOf(second.key()), authority);
  EXPECT_EQ(textOf(second.serverChain()) + textOf(second.serverKey()), server);
}

TEST(CertificateAuthority, RenewsTheServerCertificateBeforeItsEnd) {
  const TemporaryDirectory directory;
  FixedClock clock;
  const CertificateAuthority first = opened(directory / "ca", clock);
  const std::string authority = textOf(first.certificate());
  const std::string server = textOf(first.serverChain());

  clock.time += days(360);
  opened(directory / "ca", clock);
  EXPECT_EQ(textOf(first.serverChain()), server);
  clock.time += days(10);
  opened(directory / "ca", clock);

  EXPECT_EQ(textOf(first.certificate()), authority);
  EXPECT_NE(textOf(first.serverChain()), server);
  EXPECT_NEAR(daysLeft(certificateOf(first.serverChain())), 396 + 370, 1);
}

TEST(CertificateAuthority, StartsAnewWhenTheAuthorityCannotOutliveAServerCertificate) {
  const TemporaryDirectory directory;
  FixedClock clock;
  const std::string authority = textOf(opened(directory / "ca", clock).certificate());

  clock.time += days(3300);
  const CertificateAuthority second = opened(directory / "ca", clock);

  EXPECT_TRUE(second.isNew());
  EXPECT_NE(textOf(second.certificate()), authority);
}

TEST(CertificateAuthority, ReplacesFilesThatAreBrokenOrDoNotBelongTogether) {
  const TemporaryDirectory directory;
  const CertificateAuthority made = opened(directory / "ca", SystemClock());
  const CertificateAuthority other = opened(directory / "other", SystemClock());

  std::ofstream(made.serverChain()) << "no certificate";
  opened(directory / "ca", SystemClock());
  EXPECT_NE(certificateOf(made.serverChain()), nullptr);

  fs::copy_file(other.serverKey(), made.serverKey(), fs::copy_options::overwrite_existing);
  opened(directory / "ca", SystemClock());
  EXPECT_NE(textOf(made.serverKey()), textOf(other.serverKey()));

  fs::remove(made.key());
  EXPECT_TRUE(opened(directory / "ca", SystemClock()).isNew());
}

TEST(CertificateAuthority, SaysWhichDirectoryCannotBeUsed) {
  const TemporaryDirectory directory;
  std::ofstream(directory / "file") << "in the way";

  const auto authority = CertificateAuthority::open(directory / "file", SystemClock());

  ASSERT_FALSE(authority);
  EXPECT_EQ(authority.error().code, "MATERIAL-001");
  EXPECT_NE(authority.error().text.find((directory / "file").string()), std::string::npos);
}

TEST(CertificateAuthority, SaysWhatOpensslCouldNotDo) {
  const TemporaryDirectory directory;
  FixedClock clock;
  // A date beyond year 9999 has no form in a certificate.
  clock.time += days(365 * 9000);

  const auto authority = CertificateAuthority::open(directory / "ca", clock);

  ASSERT_FALSE(authority);
  EXPECT_EQ(authority.error().code, "MATERIAL-002");
  EXPECT_NE(authority.error().text.find("fill a certificate"), std::string::npos);
}

}  // namespace
}  // namespace iflowsim
