#include "security/auth/token_service.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>
#include <new>
#include <semaphore>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "runtime/base/ids.h"
#include "runtime/base/text.h"
#include "security/auth/basic_credentials.h"
#include "security/auth/token_request.h"
#include "security/auth/token_signer.h"

namespace iflowsim {

namespace {

using nlohmann::ordered_json;
using Seconds = std::chrono::sys_seconds;

constexpr std::string_view kBearer = "Bearer";
constexpr const char* kChallenge = "Basic realm=\"iflowsim\"";

/// What of a client its tokens are made of.
struct TokenClient {
  std::string id;
  std::string registration = {};
  std::chrono::seconds lifetime{3600};
  std::vector<std::string> scopes;
  bool may_have_tokens = true;
};

TokenReply refused(int status, const char* error, const std::string& description, std::string reason) {
  TokenReply reply{.status = status, .json = ordered_json{{"error", error}, {"error_description", description}}.dump()};
  if (status == 401) reply.challenge = kChallenge;
  reply.reason = std::move(reason);
  return reply;
}

TokenReply badCredentials(std::string reason) {
  return refused(401, "unauthorized", "Bad credentials", std::move(reason));
}

/// The token of an Authorization header; empty when it has none.
std::string_view tokenOf(std::string_view authorization) {
  return hasScheme(authorization, kBearer) ? trim(authorization.substr(kBearer.size())) : std::string_view();
}

}  // namespace

class TokenService::Core {
 public:
  Core(const IdentityStore& identities, const Clock& clock, Options options)
      : identities_(identities),
        clock_(clock),
        options_(std::move(options)),
        checks_(std::max<std::ptrdiff_t>(options_.parallel_checks, 1)) {
    if (sodium_init() < 0) throw std::bad_alloc();
    randombytes_buf(key_.data(), key_.size());
  }

  /// Takes the signing key, or makes it. Later calls only answer.
  Result<const TokenSigner*> signer();
  TokenReply answer(const TokenRequest& request);
  VerifiedUser remembered(std::string_view authorization) const;
  Result<VerifiedUser> verify(std::string_view authorization);

 private:
  using Digest = std::array<unsigned char, crypto_shorthash_siphashx24_BYTES>;
  struct DigestHash {
    std::size_t operator()(const Digest& digest) const {
      std::size_t hash = 0;
      std::memcpy(&hash, digest.data() + 8, sizeof hash);
      return hash;
    }
  };
  struct Entry {
    /// All of the token but its signature, which the digest stands for.
    std::string signed_part;
    std::string client_id;
    /// What the token says of the client's registration, and the registration itself once that was found right.
    std::string seal;
    std::string registration;
    Seconds issued;
    Seconds expires;
  };
  struct Shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<Digest, Entry, DigestHash> entries;
  };

  /// The client that proved who it is, or why not.
  Result<std::string> authenticate(const TenantIdentities& identities, const TokenGrant& grant,
                                   const TokenRequest& request);
  Result<std::string> checkSecret(const TenantIdentities& identities, const ClientCredentials& client,
                                  bool from_loopback);
  Result<std::string> checkCertificate(const TenantIdentities& identities, const ClientCredentials& client,
                                       const CertificatePtr& certificate) const;
  const StoredPassword* secretOf(const TenantIdentities& identities, std::string_view client_id) const;
  TokenClient describe(const TenantIdentities& identities, const std::string& client_id) const;
  TokenReply issue(const TokenClient& client);
  Result<Entry> readClaims(const std::string& json) const;
  Digest digest(std::string_view signature) const;
  void remember(std::string_view token, Entry entry);
  Seconds now() const { return std::chrono::floor<std::chrono::seconds>(clock_.now()); }

  const IdentityStore& identities_;
  const Clock& clock_;
  const Options options_;
  std::mutex signer_mutex_;
  std::unique_ptr<TokenSigner> signer_;
  std::counting_semaphore<> checks_;
  Digest key_{};
  std::array<Shard, 16> shards_;
};

Result<const TokenSigner*> TokenService::Core::signer() {
  const std::lock_guard lock(signer_mutex_);
  if (!signer_) {
    auto opened = TokenSigner::open(options_.key_file);
    if (!opened) return tl::unexpected<Error>(std::move(opened.error()));
    signer_ = std::move(*opened);
  }
  return signer_.get();
}

TokenReply TokenService::Core::answer(const TokenRequest& request) {
  if (request.method != "POST" && request.method != "GET") {
    return refused(405, "method_not_allowed", "Request method '" + std::string(request.method) + "' not supported",
                   "Tokens are given for POST and GET.");
  }
  const auto grant = readTokenRequest({request.query, request.body, request.authorization});
  if (!grant) {
    const bool malformed_header = grant.error().code == "TOKEN-021";
    return malformed_header ? badCredentials(grant.error().text)
                            : refused(400, "invalid_request", grant.error().text, grant.error().text);
  }
  if (grant->grant_type.empty()) {
    return refused(400, "invalid_request", "Missing grant type", "The token request has no grant_type.");
  }
  if (grant->grant_type != "client_credentials") {
    return refused(400, "unsupported_grant_type", "Unsupported grant type",
                   "Tokens are given for the grant type client_credentials only.");
  }
  if (grant->clients.empty()) {
    return refused(401, "unauthorized", "An Authentication object was not found in the SecurityContext",
                   "The token request names no client.");
  }
  // One look at the identities: a client registered anew meanwhile gets no token for the secret of the former one.
  const auto identities = identities_.current();
  const auto client_id = authenticate(*identities, *grant, request);
  if (!client_id) return badCredentials(client_id.error().code + ' ' + client_id.error().text);
  const TokenClient client = describe(*identities, *client_id);
  if (client.may_have_tokens) return issue(client);
  return refused(400, "unauthorized_client", "Unauthorized grant type",
                 "The service instance of the client does not have the grant type client_credentials.");
}

Result<std::string> TokenService::Core::authenticate(const TenantIdentities& identities, const TokenGrant& grant,
                                                     const TokenRequest& request) {
  Result<std::string> outcome = failure("TOKEN-022", "The token request names no client.");
  for (const ClientCredentials& client : grant.clients) {
    outcome = client.secret ? checkSecret(identities, client, request.from_loopback)
                            : checkCertificate(identities, client, request.certificate);
    if (outcome) break;
  }
  return outcome;
}

Result<std::string> TokenService::Core::checkSecret(const TenantIdentities& identities, const ClientCredentials& client,
                                                    bool from_loopback) {
  const StoredPassword* secret = secretOf(identities, client.id);
  checks_.acquire();
  bool right = false;
  try {
    right = (secret == nullptr ? StoredPassword() : *secret).matches(*client.secret);
  } catch (const std::bad_alloc&) {
    // No memory to check it is no reason to give a token.
    right = false;
  }
  checks_.release();
  if (!right) {
    return failure("TOKEN-022", secret == nullptr ? "No client '" + client.id + "' with a secret is registered."
                                                  : "The secret of client '" + client.id + "' is wrong.");
  }
  if (secret->isClear() && !from_loopback) {
    return failure("TOKEN-022", "The secret of client '" + client.id +
                                    "' stands in clear text in a file of the tenant and counts for callers on this "
                                    "machine only. Replace it by 'secret_hash'.");
  }
  return client.id;
}

Result<std::string> TokenService::Core::checkCertificate(const TenantIdentities& identities,
                                                         const ClientCredentials& client,
                                                         const CertificatePtr& certificate) const {
  if (!certificate) {
    return failure("TOKEN-022", "Client '" + client.id + "' sent neither a secret nor an accepted certificate.");
  }
  if (identities.mode() == SecurityMode::Neo) {
    return failure("TOKEN-022", "In mode neo a client proves itself by its secret, not by a certificate.");
  }
  const KeyMatch match = identities.keys().match(*certificate);
  if (match.key == nullptr) return failure("TOKEN-022", match.reason);
  if (match.key->client_id == client.id) return client.id;
  return failure("TOKEN-022", "The certificate belongs to another client than '" + client.id + "'.");
}

const StoredPassword* TokenService::Core::secretOf(const TenantIdentities& identities,
                                                   std::string_view client_id) const {
  if (identities.mode() == SecurityMode::Neo) {
    const auto client = identities.oauthClients().find(client_id);
    return client == identities.oauthClients().end() ? nullptr : &client->second.secret;
  }
  const ServiceKey* key = identities.keys().findClient(client_id);
  return key == nullptr || key->type != KeyType::ClientSecret ? nullptr : &key->secret;
}

TokenClient TokenService::Core::describe(const TenantIdentities& identities, const std::string& client_id) const {
  TokenClient client{.id = client_id};
  client.may_have_tokens = false;
  if (identities.mode() == SecurityMode::Neo) {
    const auto found = identities.oauthClients().find(client_id);
    if (found == identities.oauthClients().end()) return client;
    client.lifetime = found->second.token_lifetime;
    client.registration = found->second.registration;
    client.may_have_tokens = true;
    return client;
  }
  const ServiceKey* key = identities.keys().findClient(client_id);
  const ServiceInstance* instance = key == nullptr ? nullptr : identities.keys().findInstance(key->instance);
  if (instance == nullptr) return client;
  const auto& grants = instance->grant_types;
  client.may_have_tokens = std::find(grants.begin(), grants.end(), "client_credentials") != grants.end();
  client.lifetime = instance->token_lifetime;
  // Source: observed-samples 18.
  const std::string prefix =
      instance->plan == ServicePlan::Api ? std::string("it!b1.") : "it-rt-" + options_.subdomain + "!b1.";
  for (const std::string& role : instance->roles) client.scopes.push_back(prefix + role);
  return client;
}

TokenReply TokenService::Core::issue(const TokenClient& client) {
  const std::string jti = replaceAll(makeUuid(), "-", "");
  const auto issued = now().time_since_epoch().count();
  const auto key = signer();
  const ordered_json claims = {
      {"jti", jti},
      {"sub", client.id},
      {"azp", client.id},
      {"client_id", client.id},
      {"grant_type", "client_credentials"},
      {"iat", issued},
      {"exp", issued + client.lifetime.count()},
      {"iss", options_.issuer},
      {"aud", ordered_json::array({client.id})},
      {"scope", client.scopes},
      {"rev_sig", key ? (*key)->sealOf(client.registration) : std::string()},
  };
  const auto token = key ? (*key)->sign(claims.dump(-1, ' ', false, ordered_json::error_handler_t::replace))
                         : tl::unexpected<Error>(key.error());
  if (!token) return refused(500, "server_error", "The token could not be made", token.error().text);
  const std::string scope = join(client.scopes, " ");
  ordered_json answer = {{"access_token", *token},
                         {"token_type", "bearer"},
                         {"expires_in", client.lifetime.count()},
                         {"scope", scope},
                         {"jti", jti}};
  return {.status = 200, .json = answer.dump(), .client_id = client.id};
}

VerifiedUser TokenService::Core::remembered(std::string_view authorization) const {
  const std::string_view token = tokenOf(authorization);
  const auto dot = token.rfind('.');
  if (dot == std::string_view::npos) return nullptr;
  const Digest wanted = digest(token.substr(dot + 1));
  const Shard& shard = shards_[wanted[0] % shards_.size()];
  const std::shared_lock lock(shard.mutex);
  const auto found = shard.entries.find(wanted);
  if (found == shard.entries.end() || found->second.signed_part != token.substr(0, dot)) return nullptr;
  const Entry& entry = found->second;
  const Seconds time = now();
  if (entry.expires <= time || entry.issued > time) return nullptr;
  const auto identities = identities_.current();
  const std::string* registration = identities->registrationOf(entry.client_id);
  if (registration == nullptr || *registration != entry.registration) return nullptr;
  return identities->userOfClient(entry.client_id);
}

Result<VerifiedUser> TokenService::Core::verify(std::string_view authorization) {
  if (VerifiedUser user = remembered(authorization)) return user;
  const std::string_view token = tokenOf(authorization);
  const auto key = signer();
  const auto claims = key ? (*key)->verify(token) : tl::unexpected<Error>(key.error());
  if (!claims) return tl::unexpected<Error>(claims.error());
  auto entry = readClaims(*claims);
  if (!entry) return tl::unexpected<Error>(std::move(entry.error()));
  const Seconds time = now();
  if (entry->expires <= time) {
    return failure("TOKEN-012", "The bearer token of client '" + entry->client_id +
                                    "' has expired. Fetch a new one at the token endpoint.");
  }
  if (entry->issued > time) {
    return failure("TOKEN-013", "The bearer token of client '" + entry->client_id +
                                    "' was issued in the future of the tenant's clock. Fetch a new one.");
  }
  const auto identities = identities_.current();
  const std::string* registration = identities->registrationOf(entry->client_id);
  if (registration == nullptr) {
    return failure("TOKEN-014", "The client '" + entry->client_id +
                                    "' of the bearer token is unknown or was deleted. Create a key or client, and "
                                    "fetch a token with it.");
  }
  if ((*key)->sealOf(*registration) != entry->seal) {
    return failure("TOKEN-015", "The client '" + entry->client_id +
                                    "' of the bearer token was deleted and registered anew. Fetch a new token.");
  }
  VerifiedUser user = identities->userOfClient(entry->client_id);
  entry->registration = *registration;
  remember(token, std::move(*entry));
  return user;
}

Result<TokenService::Core::Entry> TokenService::Core::readClaims(const std::string& json) const {
  try {
    const auto claims = nlohmann::json::parse(json);
    Entry entry{.client_id = claims.at("client_id").get<std::string>(),
                .seal = claims.at("rev_sig").get<std::string>()};
    for (const auto& [name, time] : {std::pair("iat", &entry.issued), std::pair("exp", &entry.expires)}) {
      const auto& value = claims.at(name);
      if (!value.is_number_integer()) break;
      *time = Seconds(std::chrono::seconds(value.get<std::int64_t>()));
    }
    if (claims.at("iat").is_number_integer() && claims.at("exp").is_number_integer()) return entry;
  } catch (const nlohmann::json::exception&) {
    // The text below says all that helps.
  }
  return failure("TOKEN-010",
                 "The bearer token lacks a claim that every token of this tenant has. Fetch a token at the token "
                 "endpoint.");
}

TokenService::Core::Digest TokenService::Core::digest(std::string_view signature) const {
  Digest result;
  crypto_shorthash_siphashx24(result.data(), reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
                              key_.data());
  return result;
}

void TokenService::Core::remember(std::string_view token, Entry entry) {
  const auto dot = token.rfind('.');
  entry.signed_part = token.substr(0, dot);
  const Digest key = digest(token.substr(dot + 1));
  Shard& shard = shards_[key[0] % shards_.size()];
  const std::size_t room = std::max<std::size_t>(options_.capacity / shards_.size(), 1);
  const Seconds time = now();
  const std::unique_lock lock(shard.mutex);
  if (shard.entries.size() >= room) {
    std::erase_if(shard.entries, [time](const auto& item) { return item.second.expires <= time; });
  }
  while (shard.entries.size() >= room) shard.entries.erase(shard.entries.begin());
  shard.entries.insert_or_assign(key, std::move(entry));
}

TokenService::TokenService(std::unique_ptr<Core> core) : core_(std::move(core)) {}

TokenService::~TokenService() = default;

Result<std::unique_ptr<TokenService>> TokenService::open(const IdentityStore& identities, const Clock& clock,
                                                         Options options) {
  std::error_code ignored;
  const bool has_key = std::filesystem::exists(options.key_file, ignored);
  auto core = std::make_unique<Core>(identities, clock, std::move(options));
  if (has_key) {
    if (const auto key = core->signer(); !key) return tl::unexpected<Error>(key.error());
  }
  return std::unique_ptr<TokenService>(new TokenService(std::move(core)));
}

TokenReply TokenService::answer(const TokenRequest& request) {
  return core_->answer(request);
}

VerifiedUser TokenService::remembered(std::string_view authorization) const {
  return core_->remembered(authorization);
}

Result<VerifiedUser> TokenService::verify(std::string_view authorization) {
  return core_->verify(authorization);
}

}  // namespace iflowsim
