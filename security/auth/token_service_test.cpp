#include "security/auth/token_service.h"

#include <random>
#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "runtime/base/base64.h"
#include "runtime/base/text.h"
#include "security/auth/token_signer.h"
#include "security/material/certificate_maker.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_folder.h"

namespace iflowsim {
namespace {

using nlohmann::json;

constexpr const char* kGrant = "grant_type=client_credentials";
constexpr const char* kServiceKeys =
    "instances:\n"
    "  - name: orders\n"
    "    roles: [Orders.send, ESBMessaging.send]\n"
    "    token_seconds: 7200\n"
    "    keys: [{name: one, clientid: 'sb-x!b1', secret: 'sec$1='}]\n"
    "  - {name: manage, plan: api, keys: [{name: one, clientid: sb-api, secret: s}]}\n"
    "  - {name: users, grant_types: [password], keys: [{name: one, clientid: sb-users, secret: s}]}\n";
constexpr const char* kOAuthClients = "clients:\n  - {id: partner, secret: s, token_seconds: 600}\n";

std::string basic(const std::string& text) {
  return "Basic " + base64Encode(text);
}

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

/// A tenant with what the constants above say; keys and tokens as they come.
struct Tenant {
  explicit Tenant(SecurityMode mode = SecurityMode::CloudFoundry, std::size_t capacity = 4096)
      : store(clock, {.mode = mode, .state = folder.path() / "state"}) {
    folder.write("security/service-keys.yaml", kServiceKeys);
    folder.write("security/oauth-clients.yaml", kOAuthClients);
    folder.write("security/users.yaml", "users:\n  - {name: oauth_client_partner, roles: [Partner.send]}\n");
    store.load(folder.path());
    folder.write("state/token-key.pem", signingKey());
    tokens = std::move(*TokenService::open(store, clock, {.key_file = key_file, .capacity = capacity}));
  }

  TokenReply ask(TokenRequest request) {
    request.from_loopback = true;
    return tokens->answer(request);
  }
  /// `Bearer <token>` for the client.
  std::string tokenOf(const std::string& credentials) {
    const std::string authorization = basic(credentials);
    const TokenReply reply = ask({.method = "POST", .query = kGrant, .authorization = authorization});
    return reply.status == 200 ? "Bearer " + json::parse(reply.json)["access_token"].get<std::string>() : reply.json;
  }
  std::string codeOf(std::string_view authorization) {
    const auto user = tokens->verify(authorization);
    return user ? (*user)->name : user.error().code;
  }
  /// A token that says this, rightly signed.
  json claims(const std::string& client, std::int64_t issued, std::int64_t expires) const {
    const std::string seal = (*TokenSigner::open(key_file))->sealOf("");
    return {{"client_id", client}, {"iat", issued}, {"exp", expires}, {"rev_sig", seal}};
  }
  std::string forged(const json& claims) const {
    return "Bearer " + *(*TokenSigner::open(key_file))->sign(claims.dump());
  }

  testing::TemporaryFolder folder;
  std::filesystem::path key_file = folder.path() / "state" / "token-key.pem";
  ManualClock clock;
  IdentityStore store;
  std::unique_ptr<TokenService> tokens;
};

json claimsOf(const std::string& bearer) {
  std::string bytes;
  decodeBase64Url(split(bearer, '.')[1], bytes);
  return json::parse(bytes);
}

// P-TOKEN-004
TEST(TokenService, AnswersATokenAsTheProductDoes) {
  Tenant tenant;
  const std::string authorization = basic("sb-x!b1:sec$1=");

  const TokenReply reply = tenant.ask({.method = "POST", .body = kGrant, .authorization = authorization});

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.client_id, "sb-x!b1");
  const json answer = json::parse(reply.json);
  EXPECT_EQ(answer["token_type"], "bearer");
  EXPECT_EQ(answer["expires_in"], 7200);
  EXPECT_EQ(answer["scope"], "it-rt-local!b1.Orders.send it-rt-local!b1.ESBMessaging.send");
  EXPECT_EQ(answer["jti"], claimsOf(answer["access_token"])["jti"]);
}

// P-TOKEN-005
TEST(TokenService, SaysInTheTokenWhoMayWhatAndHowLong) {
  Tenant tenant;
  const auto now = tenant.clock.now().time_since_epoch().count() / 1000;

  const json claims = claimsOf(tenant.tokenOf("sb-x!b1:sec$1="));

  EXPECT_EQ(claims["client_id"], "sb-x!b1");
  EXPECT_EQ(claims["azp"], "sb-x!b1");
  EXPECT_EQ(claims["sub"], "sb-x!b1");
  EXPECT_EQ(claims["iat"], now);
  EXPECT_EQ(claims["exp"], now + 7200);
  EXPECT_EQ(claims["iss"], "https://localhost:8444/oauth/token");
  EXPECT_EQ(claims["scope"], json::parse(R"(["it-rt-local!b1.Orders.send","it-rt-local!b1.ESBMessaging.send"])"));
}

TEST(TokenService, NamesTheScopesOfThePlanApiDifferently) {
  Tenant tenant;

  const json claims = claimsOf(tenant.tokenOf("sb-api:s"));

  EXPECT_EQ(claims["scope"], json::parse(R"(["it!b1.ESBMessaging.send"])"));
  EXPECT_EQ(claims["exp"].get<long>() - claims["iat"].get<long>(), 43'200);
}

// P-TOKEN-002, P-TOKEN-003
TEST(TokenService, GivesTokensForEveryShapeOfRequest) {
  Tenant tenant;
  const std::string raw = basic("sb-x!b1:sec$1=");
  const std::string encoded = basic("sb-x%21b1:sec%241%3D");
  const std::string all = std::string(kGrant) + "&client_id=sb-x%21b1&client_secret=sec%241%3D";

  EXPECT_EQ(tenant.ask({.method = "POST", .body = kGrant, .authorization = raw}).status, 200);
  EXPECT_EQ(tenant.ask({.method = "POST", .body = kGrant, .authorization = encoded}).status, 200);
  EXPECT_EQ(tenant.ask({.method = "POST", .query = kGrant, .authorization = raw}).status, 200);
  EXPECT_EQ(tenant.ask({.method = "POST", .query = all}).status, 200);
  EXPECT_EQ(tenant.ask({.method = "POST", .body = all}).status, 200);
  EXPECT_EQ(tenant.ask({.method = "GET", .query = all}).status, 200);
}

struct ClientCertificate {
  explicit ClientCertificate(const ManualClock& clock) {
    const auto made = makeCertificate(
        {.subject = {{"CN", "partner"}}, .not_before = clock.now(), .not_after = clock.now() + std::chrono::hours(1)});
    certificate = *Certificate::fromPem(made->certificate);
  }
  CertificatePtr certificate;
};

// P-TOKEN-006
TEST(TokenService, GivesATokenForTheCertificateOfAKey) {
  Tenant tenant;
  const ClientCertificate partner(tenant.clock);
  const ClientCertificate stranger(tenant.clock);
  const auto key = tenant.store.createKey(
      {.instance = "orders", .name = "tls", .type = KeyType::ExternalCertificate, .certificate = partner.certificate});
  ASSERT_TRUE(key) << key.error().text;
  const std::string body = std::string(kGrant) + "&client_id=" + key->key.client_id;
  const std::string others = std::string(kGrant) + "&client_id=sb-x!b1";

  EXPECT_EQ(tenant.ask({.method = "POST", .body = body, .certificate = partner.certificate}).status, 200);
  EXPECT_EQ(tenant.ask({.method = "POST", .body = body, .certificate = stranger.certificate}).status, 401);
  EXPECT_EQ(tenant.ask({.method = "POST", .body = body}).status, 401);
  EXPECT_EQ(tenant.ask({.method = "POST", .body = others, .certificate = partner.certificate}).status, 401);
  EXPECT_EQ(tenant.ask({.method = "POST", .body = kGrant, .certificate = partner.certificate}).status, 401);
  EXPECT_EQ(
      tenant.ask({.method = "POST", .body = body + "&client_secret=guess", .certificate = partner.certificate}).status,
      401);
}

// P-TOKEN-007
TEST(TokenService, RefusesWrongRequestsInTheProductsWords) {
  Tenant tenant;
  const std::string wrong = basic("sb-x!b1:guess");
  const std::string unknown = basic("sb-y:sec$1=");
  const std::string users = basic("sb-users:s");
  const std::string bad = R"({"error":"unauthorized","error_description":"Bad credentials"})";

  const TokenReply secret = tenant.ask({.method = "POST", .query = kGrant, .authorization = wrong});
  EXPECT_EQ(secret.status, 401);
  EXPECT_EQ(secret.json, bad);
  EXPECT_EQ(secret.challenge, "Basic realm=\"iflowsim\"");
  EXPECT_EQ(secret.reason, "TOKEN-022 The secret of client 'sb-x!b1' is wrong.");
  EXPECT_EQ(tenant.ask({.method = "POST", .query = kGrant, .authorization = unknown}).json, bad);
  EXPECT_EQ(tenant.ask({.method = "POST", .query = kGrant, .authorization = "Bearer x"}).status, 401);
  EXPECT_EQ(tenant.ask({.method = "POST", .query = kGrant}).status, 401);

  const TokenReply grant = tenant.ask({.method = "POST", .query = "grant_type=password", .authorization = users});
  EXPECT_EQ(grant.status, 400);
  EXPECT_EQ(json::parse(grant.json)["error"], "unsupported_grant_type");
  EXPECT_EQ(json::parse(tenant.ask({.method = "POST", .authorization = users}).json)["error"], "invalid_request");
  const TokenReply disallowed = tenant.ask({.method = "POST", .query = kGrant, .authorization = users});
  EXPECT_EQ(disallowed.status, 400);
  EXPECT_EQ(json::parse(disallowed.json)["error"], "unauthorized_client");
  EXPECT_EQ(tenant.ask({.method = "PUT", .query = kGrant, .authorization = users}).status, 405);
  EXPECT_EQ(tenant.ask({.method = "POST", .query = "grant_type=a&grant_type=b", .authorization = users}).status, 400);
}

TEST(TokenService, AcceptsASecretInClearTextFromThisMachineOnly) {
  Tenant tenant;
  const std::string authorization = basic("sb-api:s");

  const TokenReply reply = tenant.tokens->answer(
      {.method = "POST", .query = kGrant, .authorization = authorization, .from_loopback = false});

  EXPECT_EQ(reply.status, 401);
}

// P-TOKEN-008
TEST(TokenService, KnowsTheUserOfAToken) {
  Tenant tenant;

  const auto user = tenant.tokens->verify(tenant.tokenOf("sb-x!b1:sec$1="));

  ASSERT_TRUE(user);
  EXPECT_EQ((*user)->name, "sb-x!b1");
  EXPECT_TRUE((*user)->owns("Orders.send"));
  EXPECT_FALSE((*user)->owns("Invoices.send"));
}

// P-TOKEN-009
TEST(TokenService, NamesAnOAuthClientOfNeoByItsPrincipal) {
  Tenant tenant(SecurityMode::Neo);

  const std::string token = tenant.tokenOf("partner:s");
  const auto user = tenant.tokens->verify(token);

  ASSERT_TRUE(user) << token;
  EXPECT_EQ((*user)->name, "oauth_client_partner");
  EXPECT_TRUE((*user)->owns("Partner.send"));
  EXPECT_EQ(claimsOf(token)["exp"].get<long>() - claimsOf(token)["iat"].get<long>(), 600);
  EXPECT_NE(tenant.tokenOf("sb-x!b1:sec$1=").find("Bad credentials"), std::string::npos);
}

TEST(TokenService, RemembersATokenOnceItWasVerified) {
  Tenant tenant;
  const std::string token = tenant.tokenOf("sb-x!b1:sec$1=");
  EXPECT_EQ(tenant.tokens->remembered(token), nullptr);

  ASSERT_TRUE(tenant.tokens->verify(token));

  ASSERT_NE(tenant.tokens->remembered(token), nullptr);
  EXPECT_EQ(tenant.tokens->remembered("bearer  " + token.substr(7))->name, "sb-x!b1");
  EXPECT_EQ(tenant.tokens->remembered("Basic " + token.substr(7)), nullptr);
  EXPECT_EQ(tenant.tokens->remembered(""), nullptr);
  EXPECT_EQ(tenant.tokens->remembered("Bearer"), nullptr);
}

TEST(TokenService, DoesNotTakeTheSignatureOfARememberedTokenForAnother) {
  Tenant tenant;
  const std::string token = tenant.tokenOf("sb-x!b1:sec$1=");
  ASSERT_TRUE(tenant.tokens->verify(token));
  json claims = claimsOf(token);
  claims["client_id"] = "sb-api";
  const auto parts = split(token, '.');
  const std::string forged = std::string(parts[0]) + '.' + base64UrlEncode(claims.dump()) + '.' + std::string(parts[2]);

  EXPECT_EQ(tenant.tokens->remembered(forged), nullptr);
  EXPECT_EQ(tenant.codeOf(forged), "TOKEN-011");
}

// P-TOKEN-010
TEST(TokenService, RefusesAnExpiredTokenAlsoWhenItIsRemembered) {
  Tenant tenant;
  const std::string token = tenant.tokenOf("sb-x!b1:sec$1=");
  ASSERT_TRUE(tenant.tokens->verify(token));

  tenant.clock.advance(std::chrono::seconds(7199));
  EXPECT_NE(tenant.tokens->remembered(token), nullptr);
  tenant.clock.advance(std::chrono::seconds(1));

  EXPECT_EQ(tenant.tokens->remembered(token), nullptr);
  EXPECT_EQ(tenant.codeOf(token), "TOKEN-012");
}

TEST(TokenService, RefusesATokenOfTheFuture) {
  Tenant tenant;
  const std::string token = tenant.tokenOf("sb-x!b1:sec$1=");
  ASSERT_TRUE(tenant.tokens->verify(token));

  tenant.clock.advance(std::chrono::seconds(-1));

  EXPECT_EQ(tenant.tokens->remembered(token), nullptr);
  EXPECT_EQ(tenant.codeOf(token), "TOKEN-013");
}

// P-TOKEN-011
TEST(TokenService, EndsATokenWithItsClient) {
  Tenant tenant;
  ASSERT_TRUE(tenant.store.saveInstance({.name = "other"}));
  const auto key = tenant.store.createKey({.instance = "other", .name = "one"});
  ASSERT_TRUE(key);
  const std::string secret = json::parse(key->document)["oauth"]["clientsecret"];
  const std::string token = tenant.tokenOf(key->key.client_id + ':' + secret);
  ASSERT_TRUE(tenant.tokens->verify(token));

  ASSERT_TRUE(tenant.store.deleteKey("other", "one"));

  EXPECT_EQ(tenant.tokens->remembered(token), nullptr);
  EXPECT_EQ(tenant.codeOf(token), "TOKEN-014");
}

// P-TOKEN-013
TEST(TokenService, TakesNoTokenOfAClientThatWasDeletedAndRegisteredAnew) {
  Tenant tenant(SecurityMode::Neo);
  ASSERT_TRUE(tenant.store.saveOAuthClient({.id = "shop", .secret = "s"}));
  const std::string remembered = tenant.tokenOf("shop:s");
  const std::string unseen = tenant.tokenOf("shop:s");
  ASSERT_TRUE(tenant.tokens->verify(remembered));

  ASSERT_TRUE(tenant.store.deleteOAuthClient("shop"));
  ASSERT_TRUE(tenant.store.saveOAuthClient({.id = "shop", .secret = "s"}));

  EXPECT_EQ(tenant.tokens->remembered(remembered), nullptr);
  EXPECT_EQ(tenant.codeOf(remembered), "TOKEN-015");
  EXPECT_EQ(tenant.codeOf(unseen), "TOKEN-015");
  EXPECT_EQ(tenant.codeOf(tenant.tokenOf("shop:s")), "oauth_client_shop");
}

// P-TOKEN-013
TEST(TokenService, KeepsTheTokensOfAClientThatOnlyChangesAlsoOverARestart) {
  Tenant tenant(SecurityMode::Neo);
  ASSERT_TRUE(tenant.store.saveOAuthClient({.id = "shop", .secret = "s"}));
  const std::string token = tenant.tokenOf("shop:s");

  ASSERT_TRUE(tenant.store.saveOAuthClient({.id = "shop", .name = "The shop"}));
  EXPECT_EQ(tenant.codeOf(token), "oauth_client_shop");
  const IdentityStore again(tenant.clock, {.mode = SecurityMode::Neo, .state = tenant.folder.path() / "state"});

  const auto tokens = std::move(*TokenService::open(again, tenant.clock, {.key_file = tenant.key_file}));
  EXPECT_TRUE(tokens->verify(token));
}

// P-TOKEN-013
TEST(TokenService, TakesNoTokenOfAClientWhoseSecretInTheFileIsAnother) {
  Tenant tenant(SecurityMode::Neo);
  const std::string token = tenant.tokenOf("partner:s");
  tenant.folder.write("security/oauth-clients.yaml", "clients: [{id: partner, secret: t}]");

  tenant.store.load(tenant.folder.path());

  EXPECT_EQ(tenant.codeOf(token), "TOKEN-015");
}

// P-TOKEN-012
TEST(TokenService, FollowsTheRolesOfTheInstanceAtOnce) {
  Tenant tenant;
  ASSERT_TRUE(tenant.store.saveInstance({.name = "other"}));
  const auto key = tenant.store.createKey({.instance = "other", .name = "one"});
  const std::string secret = json::parse(key->document)["oauth"]["clientsecret"];
  const std::string token = tenant.tokenOf(key->key.client_id + ':' + secret);
  ASSERT_TRUE(tenant.tokens->verify(token));

  ASSERT_TRUE(tenant.store.saveInstance({.name = "other", .roles = {"Orders.send"}}));

  EXPECT_TRUE(tenant.tokens->remembered(token)->owns("Orders.send"));
  EXPECT_FALSE(tenant.tokens->remembered(token)->owns("ESBMessaging.send"));
}

TEST(TokenService, RefusesTokensWithoutTheirClaims) {
  Tenant tenant;
  const auto now = tenant.clock.now().time_since_epoch().count() / 1000;
  const json right = tenant.claims("sb-x!b1", now, now + 60);
  ASSERT_EQ(tenant.codeOf(tenant.forged(right)), "sb-x!b1");

  for (const char* name : {"client_id", "iat", "exp", "rev_sig"}) {
    for (const json& value : {json(), json("now"), json(1.5), json::array(), json::object(), json(true)}) {
      json claims = right;
      claims[name] = value;
      if (right[name].is_string() && value.is_string()) continue;
      EXPECT_EQ(tenant.codeOf(tenant.forged(claims)), "TOKEN-010") << claims;
    }
    json claims = right;
    claims.erase(name);
    EXPECT_EQ(tenant.codeOf(tenant.forged(claims)), "TOKEN-010") << claims;
  }
  EXPECT_EQ(tenant.codeOf(tenant.forged(json::array())), "TOKEN-010");
}

TEST(TokenService, RefusesTimesThatNoClockShows) {
  Tenant tenant;
  const auto huge = std::numeric_limits<std::int64_t>::max();

  EXPECT_EQ(tenant.codeOf(tenant.forged(tenant.claims("sb-x!b1", huge, huge))), "TOKEN-013");
  EXPECT_EQ(tenant.codeOf(tenant.forged(tenant.claims("sb-x!b1", 0, -huge))), "TOKEN-012");
  json unsigned_end = tenant.claims("sb-x!b1", 0, 0);
  unsigned_end["exp"] = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(tenant.codeOf(tenant.forged(unsigned_end)), "TOKEN-012");
}

TEST(TokenService, RefusesMutatedHeaders) {
  Tenant tenant;
  const std::string token = tenant.tokenOf("sb-x!b1:sec$1=");
  ASSERT_TRUE(tenant.tokens->verify(token));
  std::mt19937 random(6750);  // NOLINT(*-msc51-cpp): the same changes every time

  for (int round = 0; round < 2'000; ++round) {
    std::string changed = token;
    const std::size_t at = 7 + random() % (token.size() - 7);
    if (round % 2 == 0) {
      changed[at] = static_cast<char>(static_cast<unsigned char>(random()));
    } else {
      changed.erase(at, 1 + random() % 5);
    }
    if (trim(changed) == token) continue;
    ASSERT_EQ(tenant.tokens->remembered(changed), nullptr) << changed;
    ASSERT_FALSE(tenant.tokens->verify(changed)) << changed;
  }
}

TEST(TokenService, RemembersNoMoreThanItsCapacity) {
  Tenant tenant(SecurityMode::CloudFoundry, 1);
  std::string last;

  for (int i = 0; i < 20; ++i) {
    last = tenant.forged(tenant.claims("sb-x!b1", 0, 2'000'000'000 + i));
    ASSERT_EQ(tenant.codeOf(last), "sb-x!b1");
  }

  EXPECT_NE(tenant.tokens->remembered(last), nullptr);
}

TEST(TokenService, KeepsItsTokensForARestart) {
  Tenant tenant;
  const std::string token = tenant.tokenOf("sb-x!b1:sec$1=");

  const auto again = TokenService::open(tenant.store, tenant.clock, {.key_file = tenant.key_file});

  ASSERT_TRUE(again);
  EXPECT_TRUE((*again)->verify(token));
}

TEST(TokenService, ServesManyThreads) {
  Tenant tenant;
  const std::string token = tenant.tokenOf("sb-x!b1:sec$1=");
  std::atomic<int> right = 0;

  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 50; ++turn) right += tenant.tokens->verify(token) ? 1 : 0;
    });
  }
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(tenant.store.saveRole({.name = "Role" + std::to_string(i)}));
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(right, 200);
}

}  // namespace
}  // namespace iflowsim
