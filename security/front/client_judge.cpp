#include "security/front/client_judge.h"

#include <algorithm>
#include <new>

#include <openssl/err.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "runtime/base/quote.h"
#include "runtime/base/text.h"
#include "security/front/reply_writer.h"

namespace iflowsim {

namespace {

/// Authorities between a caller and its root; nobody has as many.
constexpr int kDepth = 8;
constexpr std::size_t kKnownCertificates = 4'096;

std::time_t seconds(TimePoint time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

bool isUntrusted(CertificateVerdict verdict) {
  return verdict == CertificateVerdict::Incomplete || verdict == CertificateVerdict::UntrustedRoot ||
         verdict == CertificateVerdict::SelfSigned;
}

/// The error that makes OpenSSL send the alert of this verdict: certificate_expired, unsupported_certificate,
/// unknown_ca, bad_certificate.
int opensslError(CertificateVerdict verdict) {
  switch (verdict) {
    case CertificateVerdict::None:
    case CertificateVerdict::Accepted:
      return X509_V_OK;
    case CertificateVerdict::Expired:
    case CertificateVerdict::NotYetValid:
      return X509_V_ERR_CERT_HAS_EXPIRED;
    case CertificateVerdict::WrongUsage:
      return X509_V_ERR_INVALID_PURPOSE;
    case CertificateVerdict::Incomplete:
    case CertificateVerdict::UntrustedRoot:
    case CertificateVerdict::SelfSigned:
      return X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
    case CertificateVerdict::Unacceptable:
      break;
  }
  return X509_V_ERR_CERT_REJECTED;
}

CertificateVerdict verdictOf(int error, bool sent_authorities) {
  switch (error) {
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return CertificateVerdict::SelfSigned;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return CertificateVerdict::UntrustedRoot;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      // Whose chain goes on above its authorities usually lacks the root; whose has none, an intermediate.
      return sent_authorities ? CertificateVerdict::UntrustedRoot : CertificateVerdict::Incomplete;
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return CertificateVerdict::Expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return CertificateVerdict::NotYetValid;
    case X509_V_ERR_INVALID_PURPOSE:
      return CertificateVerdict::WrongUsage;
    default:
      return CertificateVerdict::Unacceptable;
  }
}

std::string usageReason(const Certificate& certificate) {
  const std::vector<std::string>& usages = certificate.extendedKeyUsages();
  return "The certificate " + inQuotes(certificate.subject()) +
         " is not for client authentication (extended key usage: " + (usages.empty() ? "none" : join(usages, ", ")) +
         "). Have its authority issue one with clientAuth (1.3.6.1.5.5.7.3.2).";
}

/// Why OpenSSL refused the chain; `at` is the certificate it was at, `last` the topmost it has.
std::string chainReason(CertificateVerdict verdict, const Certificate& at, const Certificate& last, int error) {
  switch (verdict) {
    case CertificateVerdict::Expired:
      return "The certificate " + inQuotes(at.subject()) + " expired on " + httpDate(seconds(at.notAfter())) +
             ". Renew it.";
    case CertificateVerdict::NotYetValid:
      return "The certificate " + inQuotes(at.subject()) + " is valid from " + httpDate(seconds(at.notBefore())) +
             " on. Wait until then, or set the clocks right.";
    case CertificateVerdict::WrongUsage:
      return usageReason(at);
    case CertificateVerdict::SelfSigned:
      return "The certificate " + inQuotes(at.subject()) +
             " is self-signed. Have an authority of the trusted list issue one.";
    case CertificateVerdict::Incomplete:
    case CertificateVerdict::UntrustedRoot:
      if (last.isSelfIssued()) {
        return "The root " + inQuotes(last.subject()) +
               " is not in the trusted list. Import it there, or use a certificate of an authority that is.";
      }
      return "The issuer " + inQuotes(last.issuer()) + " of " + inQuotes(last.subject()) +
             " was not sent and is no root of the trusted list. Send the intermediate certificates along, or import "
             "the "
             "root.";
    default:
      return "The certificate " + inQuotes(at.subject()) + " is not acceptable (" +
             X509_verify_cert_error_string(error) + "). Have its authority issue a correct one.";
  }
}

}  // namespace

void ClientJudge::FreeStore::operator()(X509_STORE* store) const {
  X509_STORE_free(store);
}

ClientJudge::ClientJudge(const TrustedRoots& trusted, bool reject_untrusted, const Clock& clock)
    : reject_untrusted_(reject_untrusted), clock_(clock), store_(X509_STORE_new()) {
  if (!store_) throw std::bad_alloc();
  for (const CertificatePtr& root : trusted.roots) {
    const auto* at = reinterpret_cast<const unsigned char*>(root->der().data());
    X509* read = d2i_X509(nullptr, &at, static_cast<long>(root->der().size()));
    X509_STORE_add_cert(store_.get(), read);
    X509_free(read);
  }
}

ClientJudge::~ClientJudge() = default;

CertificatePtr ClientJudge::read(const X509* certificate) const {
  unsigned char* data = nullptr;
  const int size = i2d_X509(certificate, &data);
  if (size < 0) return nullptr;
  const std::string der(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
  OPENSSL_free(data);
  Fingerprint fingerprint{};
  SHA256(reinterpret_cast<const unsigned char*>(der.data()), der.size(), fingerprint.data());
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = known_.find(fingerprint); found != known_.end()) return found->second;
  }
  auto made = Certificate::fromDer(der);
  if (!made) return nullptr;
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kKnownCertificates) known_.clear();
  return known_.emplace(fingerprint, std::move(*made)).first->second;
}

bool ClientJudge::judge(X509_STORE_CTX* context, PeerJudgement& judgement) const {
  judgement = {};
  decide(context, judgement);
  judgement.refused =
      judgement.verdict != CertificateVerdict::Accepted && (reject_untrusted_ || !isUntrusted(judgement.verdict));
  X509_STORE_CTX_set_error(context, opensslError(judgement.verdict));
  ERR_clear_error();
  return !judgement.refused;
}

void ClientJudge::decide(X509_STORE_CTX* context, PeerJudgement& judgement) const {
  // OpenSSL gives the chain as sent, the caller's own first.
  const STACK_OF(X509)* sent = X509_STORE_CTX_get0_untrusted(context);
  for (int i = 0; i < sk_X509_num(sent); ++i) {
    CertificatePtr certificate = read(sk_X509_value(sent, i));
    if (!certificate) {
      judgement.verdict = CertificateVerdict::Unacceptable;
      judgement.reason =
          "Certificate " + std::to_string(i + 1) +
          " of the chain has a name with a NUL, or cannot be read. Have its authority issue a correct one.";
      return;
    }
    judgement.presented.push_back(std::move(certificate));
  }
  X509_VERIFY_PARAM* const rules = X509_STORE_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_time(rules, seconds(now()));
  X509_VERIFY_PARAM_set_depth(rules, kDepth);
  if (judgement.presented.empty() || X509_verify_cert(context) != 1) return refuseChain(context, judgement);
  acceptChain(context, judgement);
}

void ClientJudge::refuseChain(X509_STORE_CTX* context, PeerJudgement& judgement) const {
  const int error = X509_STORE_CTX_get_error(context);
  const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context);
  const int length = chain == nullptr ? 0 : sk_X509_num(chain);
  const X509* current = X509_STORE_CTX_get_current_cert(context);
  const CertificatePtr own = judgement.presented.empty() ? nullptr : judgement.presented.front();
  const CertificatePtr at = current == nullptr ? own : read(current);
  const CertificatePtr last = length == 0 ? own : read(sk_X509_value(chain, length - 1));
  judgement.verdict = verdictOf(error, length > 1);
  if (!at || !last) {
    judgement.verdict = CertificateVerdict::Unacceptable;
    judgement.reason = "The certificate cannot be read. Have its authority issue a correct one.";
    return;
  }
  judgement.reason = chainReason(judgement.verdict, *at, *last, error);
}

void ClientJudge::acceptChain(X509_STORE_CTX* context, PeerJudgement& judgement) const {
  const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context);
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    const CertificatePtr certificate = read(sk_X509_value(chain, i));
    if (!certificate) continue;
    judgement.valid_from = std::max(judgement.valid_from, certificate->notBefore());
    judgement.valid_until = std::min(judgement.valid_until, certificate->notAfter());
    judgement.trusted_root = certificate->subject();
  }
  const Certificate& own = *judgement.presented.front();
  if (!own.allowsClientAuthentication()) {
    judgement.verdict = CertificateVerdict::WrongUsage;
    judgement.reason = usageReason(own);
  } else if (own.subject().empty() || own.issuer().empty()) {
    judgement.verdict = CertificateVerdict::Unacceptable;
    judgement.reason = "The certificate has an empty subject or issuer. Have its authority issue one with names.";
  } else {
    judgement.verdict = CertificateVerdict::Accepted;
  }
}

}  // namespace iflowsim
