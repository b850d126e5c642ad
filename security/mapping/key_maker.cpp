#include "security/mapping/key_maker.h"

#include <utility>

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "runtime/base/base64.h"
#include "runtime/base/file.h"
#include "runtime/base/ids.h"
#include "runtime/base/utc_time.h"
#include "security/material/certificate_maker.h"
#include "security/material/whole_file.h"

namespace iflowsim {

namespace {

using nlohmann::ordered_json;
using std::chrono::days;

constexpr std::size_t kPemLimit = std::size_t{1} << 20U;
constexpr days kAuthorityLife{3'652};
constexpr days kLongestKey{365};
/// A caller's clock may lag behind.
constexpr std::chrono::hours kHeadStart{1};

/// As a service key shows it. Source: management-api 1.2, runtime-behaviour 1.5, observed-samples 19.
std::string documentOf(const KeyOrder& order, const CreatedKey& created, const std::string& secret,
                       const CertifiedKey& certified) {
  const ServiceKey& key = created.key;
  ordered_json content = {{"clientid", key.client_id}};
  if (key.type == KeyType::ClientSecret) content["clientsecret"] = secret;
  if (key.type == KeyType::Certificate) {
    content["certificate"] = certified.certificate;
    content["key"] = certified.key;
  }
  if (key.type == KeyType::ExternalCertificate) content["certificate"] = key.certificate->pem();
  content["url"] = order.url;
  content["tokenurl"] = order.token_url;
  content["createdate"] = formatUtc(key.created_at);
  if (key.type == KeyType::Certificate) {
    content["certificatedetails"] = {{"issuerdn", key.certificate->issuer()},
                                     {"serialnumber", key.certificate->serial()},
                                     {"subjectdn", key.certificate->subject()},
                                     {"validuntil", formatUtc(key.certificate->notAfter())}};
  }
  return ordered_json{{"oauth", content}}.dump(2);
}

}  // namespace

std::string KeyMaker::makeSecret() {
  std::string bytes(32, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return makeUuid() + '$' + base64UrlEncode(bytes) + '=';
}

std::string KeyMaker::clientId(const std::string& guid, ServicePlan plan) const {
  return "sb-" + guid + (plan == ServicePlan::Api ? "!b1|it!b1" : "!b1|it-rt-" + subdomain_ + "!b1");
}

Result<KeyMaker::MadeKey> KeyMaker::make(const KeyOrder& order, ServicePlan plan) const {
  const std::string guid = makeUuid();
  MadeKey made;
  ServiceKey& key = made.created.key;
  key = {.name = order.name, .instance = order.instance, .type = order.type, .client_id = clientId(guid, plan)};
  key.created_at = clock_.now();
  if (order.type == KeyType::Certificate) {
    auto certified = makeCertificateKey(order, guid, made.created);
    if (!certified) return tl::unexpected<Error>(std::move(certified.error()));
    return made;
  }
  std::string secret;
  if (order.type == KeyType::ClientSecret) {
    secret = makeSecret();
    made.secret_hash = hashPassword(secret);
  } else {
    key.certificate = order.certificate;
    key.pinned = order.pinned;
  }
  made.created.document = documentOf(order, made.created, secret, {});
  return made;
}

Result<void> KeyMaker::makeCertificateKey(const KeyOrder& order, const std::string& guid, CreatedKey& created) const {
  auto path = authority();
  if (!path) return tl::unexpected<Error>(std::move(path.error()));
  const auto certificate = readFile(*path, kPemLimit);
  const auto key = readFile(state_ / "key-authority.key", kPemLimit);
  if (!certificate || !key) {
    return failure("MATERIAL-001", "The authority of service keys in '" + state_.string() +
                                       "' cannot be read. Make its files readable for this user.");
  }
  const CertifiedKey issuer{*certificate, *key};
  const TimePoint now = clock_.now();
  auto made = makeCertificate({.subject = {{"O", "iflowsim"}, {"OU", "Service keys"}, {"L", subdomain_}, {"CN", guid}},
                               .key = KeyKind::Rsa2048,
                               .not_before = now - kHeadStart,
                               .not_after = now + days(order.validity_days),
                               .extended_key_usages = {"clientAuth"}},
                              &issuer);
  if (!made) return tl::unexpected<Error>(std::move(made.error()));
  auto read = Certificate::fromPem(made->certificate);
  if (!read) return tl::unexpected<Error>(std::move(read.error()));
  created.key.certificate = std::move(*read);
  created.document = documentOf(order, created, {}, {made->certificate + *certificate, made->key});
  return {};
}

Result<std::filesystem::path> KeyMaker::authority() const {
  const auto certificate = state_ / "key-authority.pem";
  const auto key = state_ / "key-authority.key";
  const TimePoint now = clock_.now();
  std::error_code ignored;
  if (std::filesystem::exists(certificate, ignored) && std::filesystem::exists(key, ignored)) {
    const auto pem = readFile(certificate, kPemLimit);
    const auto read = pem ? Certificate::fromPem(*pem) : failure("CERT-001", "The file cannot be read.");
    // A new one would make every key of the old one useless, so a damaged file is not replaced.
    if (!read) {
      return failure("MATERIAL-001", "The authority of service keys '" + certificate.string() + "' is damaged: " +
                                         read.error().text + " Restore it, or remove it and create the keys anew.");
    }
    if ((*read)->isValidAt(now) && (*read)->isValidAt(now + kLongestKey)) return certificate;
  }
  auto made = makeAuthority(certificate, key);
  if (!made) return tl::unexpected<Error>(std::move(made.error()));
  return certificate;
}

Result<void> KeyMaker::makeAuthority(const std::filesystem::path& certificate, const std::filesystem::path& key) const {
  const TimePoint now = clock_.now();
  auto made = makeCertificate({.subject = {{"O", "iflowsim"}, {"CN", "iflowsim service keys"}},
                               .key = KeyKind::EcP256,
                               .not_before = now - kHeadStart,
                               .not_after = now + kAuthorityLife,
                               .authority = true,
                               .path_length = 0});
  if (!made) return tl::unexpected<Error>(std::move(made.error()));
  if (auto folder = makePrivateFolder(state_); !folder) return folder;
  if (auto written = writeWholeFile(key, made->key, FileReader::OwnerOnly); !written) return written;
  return writeWholeFile(certificate, made->certificate, FileReader::Everyone);
}

}  // namespace iflowsim
