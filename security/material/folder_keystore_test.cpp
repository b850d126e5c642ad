#include "security/material/folder_keystore.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>

#include "runtime/base/text.h"
#include "security/material/certificate.h"
#include "security/material/certificate_maker.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using testing::TemporaryFolder;

namespace fs = std::filesystem;

CertifiedKey make(const std::string& name, const CertifiedKey* issuer = nullptr, bool authority = false) {
  CertificateWish wish;
  wish.subject = {{"CN", name}};
  wish.not_before = TimePoint(std::chrono::hours(0));
  wish.not_after = TimePoint(std::chrono::hours(240'000));
  wish.authority = authority;
  return *makeCertificate(wish, issuer);
}

const CertifiedKey& authority() {
  static const CertifiedKey kAuthority = make("Authority", nullptr, true);
  return kAuthority;
}

const CertifiedKey& alice() {
  static const CertifiedKey kAlice = make("alice", &authority());
  return kAlice;
}

std::string derOf(const std::string& pem) {
  return (*Certificate::fromPem(pem))->der();
}

std::string pkcs12(const std::string& password) {
  return *toPkcs12(alice(), authority().certificate, "alice", password);
}

/// The key behind a password, as `openssl pkcs8 -topk8` writes it.
std::string encrypted(const std::string& key, const std::string& password) {
  const std::shared_ptr<BIO> in(BIO_new_mem_buf(key.data(), static_cast<int>(key.size())), BIO_free);
  const std::shared_ptr<EVP_PKEY> read(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  const std::shared_ptr<BIO> out(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_PKCS8PrivateKey(out.get(), read.get(), EVP_aes_256_cbc(), password.data(),
                                static_cast<int>(password.size()), nullptr, nullptr);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

/// A folder whose files nobody else can read, and the keystore in it.
class KeystoreFolder {
 public:
  void write(const std::string& name, const std::string& bytes, fs::perms perms = fs::perms::owner_all) {
    fs::permissions(folder_.write(name, bytes), perms);
  }
  std::string load() { return keystore.load().toText(); }
  std::string path() const { return folder_.path().string(); }
  void remove(const std::string& name) { fs::remove(folder_.path() / name); }

 private:
  TemporaryFolder folder_;

 public:
  FolderKeystore keystore{folder_.path()};
};

std::vector<std::string> subjectsOf(const std::string& pem) {
  std::vector<std::string> subjects;
  const auto chain = *Certificate::chainFromPem(pem);
  for (const CertificatePtr& certificate : chain) subjects.push_back(certificate->subject());
  return subjects;
}

void expectAlice(const FolderKeystore& keystore, const std::string& alias) {
  const auto pair = keystore.keyPair(alias);
  ASSERT_TRUE(pair.has_value());
  EXPECT_EQ(pair->private_key, alice().key);
  EXPECT_EQ(subjectsOf(pair->certificates), (std::vector<std::string>{"CN=alice", "CN=Authority"}));
  EXPECT_EQ(keystore.certificate(alias), alice().certificate);
  EXPECT_TRUE(keystore.trusted().empty());
  EXPECT_EQ(keystore.keyPairs().size(), 1U);
}

TEST(FolderKeystore, IsEmptyWithoutItsFolder) {
  FolderKeystore keystore("/nonexistent/keystore");

  EXPECT_TRUE(keystore.load().empty());

  EXPECT_FALSE(keystore.keyPair("alice").has_value());
  EXPECT_FALSE(keystore.certificate("alice").has_value());
  EXPECT_TRUE(keystore.trusted().empty());
  EXPECT_TRUE(keystore.keyPairs().empty());
}

TEST(FolderKeystore, TakesAKeyAndItsChainFromOnePemFileInAnyOrder) {
  KeystoreFolder folder;
  folder.write("alice.pem", authority().certificate + alice().key + alice().certificate);

  EXPECT_EQ(folder.load(), "");

  expectAlice(folder.keystore, "alice");
}

TEST(FolderKeystore, TakesAKeyBesideItsCertificate) {
  for (const char* kind : {".crt", ".cer", ".pem"}) {
    KeystoreFolder folder;
    folder.write("alice.key", alice().key);
    folder.write(std::string("alice") + kind, alice().certificate + authority().certificate);

    EXPECT_EQ(folder.load(), "");

    expectAlice(folder.keystore, "alice");
  }
}

TEST(FolderKeystore, OpensAPkcs12FileWithThePasswordBesideIt) {
  for (const char* kind : {".p12", ".pfx"}) {
    KeystoreFolder folder;
    folder.write(std::string("alice") + kind, pkcs12("secret"));
    folder.write("alice.password", "secret\n");

    EXPECT_EQ(folder.load(), "");

    expectAlice(folder.keystore, "alice");
  }
}

TEST(FolderKeystore, OpensAPkcs12FileWithAnEmptyPassword) {
  KeystoreFolder folder;
  folder.write("alice.p12", pkcs12(""));

  EXPECT_EQ(folder.load(), "");

  expectAlice(folder.keystore, "alice");
}

TEST(FolderKeystore, OpensAnEncryptedKeyWithThePasswordBesideIt) {
  KeystoreFolder folder;
  folder.write("alice.pem", encrypted(alice().key, "secret") + alice().certificate + authority().certificate);
  folder.write("alice.password", "secret");

  EXPECT_EQ(folder.load(), "");

  expectAlice(folder.keystore, "alice");
}

TEST(FolderKeystore, TrustsCertificatesWithoutKey) {
  KeystoreFolder folder;
  folder.write("one.pem", alice().certificate);
  folder.write("two.cer", derOf(authority().certificate), fs::perms::owner_all | fs::perms::others_read);

  EXPECT_EQ(folder.load(), "");

  EXPECT_EQ(folder.keystore.trusted(), (std::vector{alice().certificate, authority().certificate}));
  EXPECT_EQ(folder.keystore.certificate("two"), authority().certificate);
  EXPECT_FALSE(folder.keystore.keyPair("two").has_value());
}

// P-KEYSTORE-002
TEST(FolderKeystore, ComparesAliasesWithoutRegardToCase) {
  KeystoreFolder folder;
  folder.write("Alice.Sales.PEM", alice().certificate);

  EXPECT_EQ(folder.load(), "");

  EXPECT_TRUE(folder.keystore.certificate("aLICE.sales").has_value());
}

// P-KEYSTORE-001
TEST(FolderKeystore, TakesOverWhatChanged) {
  KeystoreFolder folder;
  folder.write("one.pem", alice().certificate);
  folder.load();

  folder.remove("one.pem");
  folder.write("two.pem", alice().certificate);
  folder.load();

  EXPECT_FALSE(folder.keystore.certificate("one").has_value());
  EXPECT_TRUE(folder.keystore.certificate("two").has_value());
}

TEST(FolderKeystore, KeepsWhatWasLoadedBeforeOfAnAliasThatBecameWrong) {
  KeystoreFolder folder;
  folder.write("alice.pem", alice().key + alice().certificate + authority().certificate);
  folder.load();

  folder.write("alice.pem", alice().key);
  folder.write("other.pem", "no certificate");
  EXPECT_NE(folder.load(), "");

  EXPECT_TRUE(folder.keystore.keyPair("alice").has_value());
  EXPECT_FALSE(folder.keystore.certificate("other").has_value());
}

/// The files of a folder and the finding they cause.
struct Wrong {
  std::string name;
  std::vector<std::pair<std::string, std::string>> files;
  std::string finding;
};

class WrongKeystore : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongKeystore, NamesFileAndRemedy) {
  KeystoreFolder folder;
  for (const auto& [name, bytes] : GetParam().files) folder.write(name, bytes);

  EXPECT_EQ(folder.load(), "error " + replaceAll(GetParam().finding, "@", folder.path() + '/') + '\n');

  EXPECT_FALSE(folder.keystore.certificate("alice").has_value());
}

std::vector<Wrong> wrongFolders() {
  const std::string password = " A password is the first line of 'alice.password' beside it.";
  return {
      {"LargeFile",
       {{"alice.pem", std::string((1U << 20U) + 1, 'x')}},
       "KEYSTORE-001 @alice.pem Keystore entry 'alice': The file is larger than 1 MiB. Keep one key or certificate in "
       "each file."},
      {"NoCertificate",
       {{"alice.pem", "hello"}},
       "KEYSTORE-002 @alice.pem Keystore entry 'alice': The certificate cannot be read: its text is neither PEM nor "
       "base64. Give an X.509 certificate as PEM ('-----BEGIN CERTIFICATE-----') or DER."},
      {"KeyBehindAPassword",
       {{"alice.pem", encrypted(alice().key, "secret") + alice().certificate}},
       "KEYSTORE-003 @alice.pem Keystore entry 'alice': The private key is encrypted and its password is not there." +
           password},
      {"WrongPasswordOfAKey",
       {{"alice.pem", encrypted(alice().key, "secret") + alice().certificate}, {"alice.password", "other"}},
       "KEYSTORE-003 @alice.pem Keystore entry 'alice': The password does not open the private key." + password},
      {"DamagedKey",
       {{"alice.key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"},
        {"alice.crt", alice().certificate}},
       "KEYSTORE-003 @alice.crt Keystore entry 'alice': The private key is damaged. Give it as PEM, best in PKCS#8." +
           password},
      {"BinaryKey",
       {{"alice.key", "0\x82"}, {"alice.crt", alice().certificate}},
       "KEYSTORE-003 @alice.crt Keystore entry 'alice': The file 'alice.key' holds no private key as PEM. Convert it "
       "with 'openssl pkey'." +
           password},
      {"NoPkcs12",
       {{"alice.p12", "hello"}},
       "KEYSTORE-003 @alice.p12 Keystore entry 'alice': The bytes are no PKCS#12 file. Make it with 'openssl pkcs12 "
       "-export'." +
           password},
      {"Pkcs12BehindAPassword",
       {{"alice.p12", pkcs12("secret")}},
       "KEYSTORE-003 @alice.p12 Keystore entry 'alice': The PKCS#12 file is behind a password, which is not there." +
           password},
      {"WrongPasswordOfPkcs12",
       {{"alice.p12", pkcs12("secret")}, {"alice.password", "other"}},
       "KEYSTORE-003 @alice.p12 Keystore entry 'alice': The password does not open the PKCS#12 file." + password},
      {"KeyAlone",
       {{"alice.key", alice().key}},
       "KEYSTORE-004 @alice.key Keystore entry 'alice': The private key has no certificate. Put its certificate beside "
       "it, followed by the chain above it."},
      {"KeyOfAnother",
       {{"alice.pem", authority().key + alice().certificate}},
       "KEYSTORE-004 @alice.pem Keystore entry 'alice': None of the certificates belongs to the private key. Add the "
       "one that was issued for it."},
      {"AliasTwice",
       {{"alice.crt", alice().certificate}, {"alice.pem", alice().certificate}},
       "KEYSTORE-005 @alice.crt Keystore entry 'alice': The alias stands twice, in 'alice.crt' and in 'alice.pem'. "
       "Take one of them away."},
      {"KeyBesidePkcs12",
       {{"alice.key", alice().key}, {"alice.p12", pkcs12("")}},
       "KEYSTORE-005 @alice.p12 Keystore entry 'alice': The alias stands twice, in 'alice.p12' and in 'alice.key'. "
       "Take one of them away."},
  };
}

INSTANTIATE_TEST_SUITE_P(Files, WrongKeystore, ::testing::ValuesIn(wrongFolders()),
                         [](const auto& wrong) { return wrong.param.name; });

TEST(FolderKeystore, NamesAFolderInPlaceOfAFile) {
  KeystoreFolder folder;
  folder.write("alice.pem/inner.txt", "");

  EXPECT_NE(folder.load().find("KEYSTORE-001 " + folder.path() + "/alice.pem"), std::string::npos);
}

TEST(FolderKeystore, WarnsOfAKeyThatOthersCanRead) {
  constexpr fs::perms kOpen = fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_read;
  KeystoreFolder folder;
  folder.write("alice.p12", pkcs12("secret"));
  folder.write("alice.password", "secret", kOpen);

  EXPECT_EQ(folder.load(), "warning KEYSTORE-006 " + folder.path() +
                               "/alice.password Keystore entry 'alice': Other users of this machine can read the "
                               "private key. Let only its owner read the file (chmod 600).\n");

  EXPECT_TRUE(folder.keystore.keyPair("alice").has_value());
}

TEST(FolderKeystore, WarnsOfFilesThatCountForNothing) {
  KeystoreFolder folder;
  folder.write("alice.jks", "?");
  folder.write("README.md", "not looked at");
  folder.write(".gitkeep", "");

  EXPECT_EQ(folder.load(), "warning KEYSTORE-007 " + folder.path() +
                               "/alice.jks Keystore entry 'alice': The file counts for nothing: a keystore entry is a "
                               ".pem, .p12, .pfx, .crt, .cer or .key file. Convert it (a Java keystore: 'keytool "
                               "-importkeystore'), or take it away.\n");
}

TEST(FolderKeystore, WarnsOfFurtherCertificatesWithoutKey) {
  KeystoreFolder folder;
  folder.write("partners.pem", alice().certificate + authority().certificate);

  EXPECT_EQ(folder.load(), "warning KEYSTORE-007 " + folder.path() +
                               "/partners.pem Keystore entry 'partners': Of several certificates without a key only "
                               "the first counts. Put each into a file of its own.\n");

  EXPECT_EQ(folder.keystore.trusted(), std::vector{alice().certificate});
}

}  // namespace
}  // namespace iflowsim
