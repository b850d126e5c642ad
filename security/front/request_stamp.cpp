#include "security/front/request_stamp.h"

#include <optional>

#include <arpa/inet.h>

#include "runtime/base/ids.h"
#include "runtime/base/text.h"
#include "runtime/base/utc_time.h"
#include "security/front/forwarding_headers.h"

namespace iflowsim {

namespace {

constexpr std::size_t kKnownBytes = 16U << 20U;

/// The value of the header; nothing when it is there twice, for then nobody knows which one is the proxy's.
std::optional<std::string> onlyValue(const HttpHeaders& headers, std::string_view name) {
  const std::string* found = nullptr;
  for (const auto& [key, value] : headers) {
    if (!equalsIgnoreCase(key, name)) continue;
    if (found != nullptr) return std::nullopt;
    found = &value;
  }
  return std::string(found == nullptr ? std::string_view{} : trim(*found));
}

void addUnlessThere(HttpHeaders& headers, std::string_view name, std::string value) {
  if (headers.find(name) == nullptr) headers.add(std::string(name), std::move(value));
}

bool isAddress(const std::string& text) {
  in6_addr bytes{};
  return ::inet_pton(AF_INET, text.c_str(), &bytes) == 1 || ::inet_pton(AF_INET6, text.c_str(), &bytes) == 1;
}

void putClient(HttpHeaders& headers, const ConnectionFacts& facts) {
  const CertificatePtr client = facts.client();
  if (!client) return;
  headers.add(std::string(kClientCertificate), client->base64());
  headers.add(std::string(kClientUser), client->subject());
}

/// The verdict on a certificate whose chain is the proxy's matter.
void judgeAlone(const Certificate& certificate, TimePoint now, ConnectionFacts& facts) {
  const std::string name = "The certificate '" + certificate.subject() + "' from the proxy ";
  if (certificate.subject().empty() || certificate.issuer().empty()) {
    facts.verdict = CertificateVerdict::Unacceptable;
    facts.reason = name + "has an empty subject or issuer. Have its authority issue one with names.";
  } else if (!certificate.allowsClientAuthentication()) {
    facts.verdict = CertificateVerdict::WrongUsage;
    facts.reason = name + "is not for client authentication. Have its authority issue one with clientAuth.";
  } else if (now < certificate.notBefore()) {
    facts.verdict = CertificateVerdict::NotYetValid;
    facts.reason = name + "is not valid yet. Wait, or set the clocks right.";
  } else if (now > certificate.notAfter()) {
    facts.verdict = CertificateVerdict::Expired;
    facts.reason = name + "has expired. Renew it.";
  } else {
    facts.verdict = CertificateVerdict::Accepted;
  }
}

}  // namespace

const Result<CertificatePtr>& HeaderCertificates::read(const std::string& text) {
  if (const auto found = known_.find(text); found != known_.end()) return found->second;
  if (bytes_ > kKnownBytes) {
    known_.clear();
    bytes_ = 0;
  }
  // The text, and about as much again for the certificate.
  bytes_ += 4 * text.size();
  return known_.emplace(text, Certificate::fromAnyForm(text)).first->second;
}

RequestStamp::RequestStamp(const Peer& peer, const Clock& clock, HeaderCertificates& certificates)
    : peer_(peer), clock_(clock), certificates_(certificates) {}

std::shared_ptr<ConnectionFacts> RequestStamp::makeFacts() const {
  auto facts = std::make_shared<ConnectionFacts>();
  facts->peer = peer_.address;
  return facts;
}

void RequestStamp::learn(const Transport& transport) {
  auto facts = makeFacts();
  transport.describe(*facts);
  secure_ = transport.isSecure();
  // A proxy's own certificate says nothing of its callers.
  if (peer_.is_proxy) {
    facts->verdict = CertificateVerdict::None;
    facts->presented.clear();
  }
  facts_ = std::move(facts);
}

void RequestStamp::put(HttpRequest& request) {
  if (!facts_) facts_ = makeFacts();
  request.peer = peer_.address;
  request.secure = secure_;
  if (peer_.is_proxy) return putProxied(request);
  putOwn(request);
}

std::shared_ptr<const ConnectionFacts> RequestStamp::expired() const {
  if (!facts_ || facts_->verdict != CertificateVerdict::Accepted || clock_.now() <= facts_->valid_until) return nullptr;
  auto facts = std::make_shared<ConnectionFacts>(*facts_);
  facts->verdict = CertificateVerdict::Expired;
  facts->reason = "The certificate '" + facts->presented.front()->subject() + "', or one of its chain, expired on " +
                  formatUtc(facts->valid_until) + ", while the connection was open. Renew it.";
  return facts;
}

void RequestStamp::putOwn(HttpRequest& request) const {
  request.connection = facts_;
  HttpHeaders& headers = request.headers;
  headers.add(std::string(kForwardedFor), peer_.address);
  headers.add(std::string(kForwardedProto), secure_ ? "https" : "http");
  headers.add(std::string(kForwardedHost), request.host);
  headers.add(std::string(kRequestId), makeUuid());
  if (facts_->verdict == CertificateVerdict::Accepted) putClient(headers, *facts_);
}

void RequestStamp::putProxied(HttpRequest& request) {
  HttpHeaders& headers = request.headers;
  request.connection = factsFromProxy(headers);
  headers.remove(kClientCertificate);
  headers.remove(kClientVerify);
  if (const std::string* proto = headers.find(kForwardedProto)) request.secure = equalsIgnoreCase(*proto, "https");
  if (const std::string* callers = headers.find(kForwardedFor)) {
    // The last is whom the proxy itself saw; the others are hearsay.
    std::string caller(trim(split(*callers, ',').back()));
    if (isAddress(caller)) request.peer = std::move(caller);
  }
  addUnlessThere(headers, kForwardedFor, peer_.address);
  addUnlessThere(headers, kForwardedProto, secure_ ? "https" : "http");
  addUnlessThere(headers, kForwardedHost, request.host);
  addUnlessThere(headers, kRequestId, makeUuid());
  putClient(headers, *request.connection);
}

std::shared_ptr<const ConnectionFacts> RequestStamp::factsFromProxy(const HttpHeaders& headers) {
  const auto certificate = onlyValue(headers, kClientCertificate);
  const auto verification = onlyValue(headers, kClientVerify);
  if (certificate && certificate->empty()) return facts_;
  auto facts = makeFacts();
  facts->from_proxy = true;
  if (certificate && verification) {
    judgeProxied(*certificate, *verification, *facts);
  } else {
    facts->verdict = CertificateVerdict::Unacceptable;
    facts->reason =
        "The proxy sent SSL_CLIENT_CERT or SSL_CLIENT_VERIFY twice, so it lets a caller's through. Have it remove "
        "these "
        "headers of callers.";
  }
  return facts;
}

void RequestStamp::judgeProxied(const std::string& certificate, const std::string& verification,
                                ConnectionFacts& facts) {
  const Result<CertificatePtr>& read = certificates_.read(certificate);
  if (!read) {
    facts.verdict = CertificateVerdict::Unacceptable;
    facts.reason = "The certificate in SSL_CLIENT_CERT of the proxy is not usable. " + read.error().text;
    return;
  }
  facts.presented = {*read};
  if (!verification.empty() && verification != "SUCCESS") {
    facts.verdict = CertificateVerdict::UntrustedRoot;
    facts.reason = "The proxy could not verify the certificate '" + (*read)->subject() +
                   "' (SSL_CLIENT_VERIFY: " + verification +
                   "). Let the proxy trust its root, or use a certificate it trusts.";
    return;
  }
  judgeAlone(**read, clock_.now(), facts);
}

}  // namespace iflowsim
