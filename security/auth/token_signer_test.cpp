#include "security/auth/token_signer.h"

#include <random>

#include <gtest/gtest.h>
#include <openssl/hmac.h>

#include "runtime/base/base64.h"
#include "security/material/certificate_maker.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

/// A signing key, made once for all tests of this program because that takes long.
const std::string& signingKey() {
  static const std::string kKey = [] {
    const auto made = makeCertificate({.subject = {{"CN", "key"}},
                                       .key = KeyKind::Rsa2048,
                                       .not_before = {},
                                       .not_after = TimePoint{std::chrono::hours(1)}});
    return made ? made->key : made.error().text;
  }();
  return kKey;
}

struct Tenant {
  testing::TemporaryFolder folder;
  std::filesystem::path file = folder.write("security/token-key.pem", signingKey());
  std::unique_ptr<TokenSigner> signer = std::move(*TokenSigner::open(file));
  std::string token = *signer->sign(R"({"client_id":"sb-one"})");

  std::string signedPart() const { return token.substr(0, token.rfind('.')); }
  std::string codeOf(std::string_view text) const {
    const auto claims = signer->verify(text);
    return claims ? "accepted" : claims.error().code;
  }
};

std::string withHeader(const std::string& header, const std::string& token) {
  return base64UrlEncode(header) + token.substr(token.find('.'));
}

TEST(TokenSigner, KnowsItsOwnTokens) {
  const Tenant tenant;

  const auto claims = tenant.signer->verify(tenant.token);

  ASSERT_TRUE(claims);
  EXPECT_EQ(*claims, R"({"client_id":"sb-one"})");
}

TEST(TokenSigner, MakesAKeyOfItsOwnAndKeepsItForARestart) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "security" / "token-key.pem";
  const std::string token = *(*TokenSigner::open(file))->sign("{}");

  const auto again = TokenSigner::open(file);

  ASSERT_TRUE(again);
  EXPECT_TRUE((*again)->verify(token));
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

// P-TOKEN-001
TEST(TokenSigner, RefusesTheTokenOfAnotherTenant) {
  const Tenant tenant;
  const testing::TemporaryFolder other;
  const auto signer = TokenSigner::open(other.path() / "token-key.pem");

  EXPECT_EQ(tenant.codeOf(*(*signer)->sign(R"({"client_id":"sb-one"})")), "TOKEN-011");
}

// P-TOKEN-001
TEST(TokenSigner, RefusesOtherAlgorithms) {
  const Tenant tenant;

  for (const std::string header :
       {R"({"alg":"none"})", R"({"alg":"None","typ":"JWT"})", R"({"alg":"HS256","typ":"JWT"})", R"({"alg":"RS512"})",
        R"({"alg":"PS256"})", R"({"alg":["RS256"]})", R"({"typ":"JWT"})", R"([])", R"("RS256")", "",
        R"({"alg":"RS256","crit":["exp"]})"}) {
    EXPECT_EQ(tenant.codeOf(withHeader(header, tenant.token)), "TOKEN-010") << header;
  }
  EXPECT_EQ(tenant.codeOf(base64UrlEncode(R"({"alg":"none"})") + '.' + base64UrlEncode("{}") + '.'), "TOKEN-010");
}

TEST(TokenSigner, RefusesAnHmacMadeWithItsPublicForm) {
  const Tenant tenant;
  const std::string signed_part =
      base64UrlEncode(R"({"alg":"HS256","typ":"JWT"})") + '.' + base64UrlEncode(R"({"client_id":"sb-one"})");
  std::string mac(32, '\0');
  HMAC(EVP_sha256(), "key", 3, reinterpret_cast<const unsigned char*>(signed_part.data()), signed_part.size(),
       reinterpret_cast<unsigned char*>(mac.data()), nullptr);

  EXPECT_EQ(tenant.codeOf(signed_part + '.' + base64UrlEncode(mac)), "TOKEN-010");
}

TEST(TokenSigner, RefusesAChangedToken) {
  const Tenant tenant;
  const std::string signature = tenant.token.substr(tenant.token.rfind('.'));
  const std::string header = tenant.token.substr(0, tenant.token.find('.'));

  EXPECT_EQ(tenant.codeOf(header + '.' + base64UrlEncode(R"({"client_id":"sb-two"})") + signature), "TOKEN-011");
  EXPECT_EQ(tenant.codeOf(withHeader(R"({"typ":"JWT","alg":"RS256"})", tenant.token)), "TOKEN-011");
  EXPECT_EQ(tenant.codeOf(tenant.signedPart() + '.'), "TOKEN-011");
}

TEST(TokenSigner, RefusesMalformedTokens) {
  const Tenant tenant;

  for (const std::string& text : std::vector<std::string>{
           "", ".", "..", "...", "a.b.c", tenant.token + '.', tenant.token + ".x", '.' + tenant.token,
           tenant.signedPart(), tenant.token + '=', tenant.token + ' ', tenant.token + std::string(1, '\0'),
           tenant.token.substr(1), std::string(20'000, 'a'), "+/+/." + tenant.token}) {
    EXPECT_EQ(tenant.codeOf(text), "TOKEN-010") << text;
  }
}

TEST(TokenSigner, RefusesEveryChangeOfASingleCharacter) {
  const Tenant tenant;
  std::mt19937 random(7519);  // NOLINT(*-msc51-cpp): the same changes every time

  for (std::size_t at = 0; at < tenant.token.size(); ++at) {
    std::string changed = tenant.token;
    changed[at] = "ABCabc012-_.=\n"[random() % 14];
    if (changed == tenant.token) continue;
    EXPECT_NE(tenant.codeOf(changed), "accepted") << at;
  }
}

TEST(TokenSigner, ReportsAKeyFileThatHoldsNone) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("token-key.pem", "hello");

  const auto signer = TokenSigner::open(file);

  ASSERT_FALSE(signer);
  EXPECT_EQ(signer.error().code, "TOKEN-001");
  EXPECT_EQ(signer.error().text, "The key that signs tokens, '" + file.string() +
                                     "': it is no RSA key of at least 2048 bits in PEM form. Remove it to have one "
                                     "made.");
}

TEST(TokenSigner, ReportsAFolderThatCannotBeWritten) {
  const testing::TemporaryFolder folder;
  folder.write("security", "a file where the folder should be");

  const auto signer = TokenSigner::open(folder.path() / "security" / "deep" / "token-key.pem");

  ASSERT_FALSE(signer);
  EXPECT_EQ(signer.error().code, "TOKEN-001");
}

TEST(DecodeBase64Url, TakesOneTextForEachValue) {
  std::string bytes;

  EXPECT_TRUE(decodeBase64Url("YQ", bytes));
  EXPECT_EQ(bytes, "a");
  EXPECT_FALSE(decodeBase64Url("YR", bytes));
  EXPECT_FALSE(decodeBase64Url("YQ==", bytes));
  EXPECT_FALSE(decodeBase64Url("Y Q", bytes));
  EXPECT_FALSE(decodeBase64Url("Y", bytes));
  EXPECT_TRUE(decodeBase64Url("", bytes));
}

}  // namespace
}  // namespace iflowsim
