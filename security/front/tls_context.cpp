#include "security/front/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "security/front/session_memory.h"

namespace iflowsim {

namespace {

/// More names make the request for a certificate larger than what it spares the caller.
constexpr std::size_t kAnnouncedRoots = 100;

std::string opensslReason() {
  const unsigned long code = ERR_peek_last_error();
  const char* text = code == 0 ? nullptr : ERR_reason_error_string(code);
  return text == nullptr ? "no reason given" : text;
}

tl::unexpected<Error> unusable(const std::string& what, const std::string& remedy) {
  return failure("FRONT-002", "TLS of the inbound front: " + what + " (" + opensslReason() + "). " + remedy);
}

void setModes(SSL_CTX* context) {
  // Buffers of idle connections are given back: 45 KiB a connection instead of 84.
  SSL_CTX_set_mode(context,
                   SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                   SSL_OP_IGNORE_UNEXPECTED_EOF);
  // One read call takes record header and record together.
  SSL_CTX_set_read_ahead(context, 1);
  // Sessions are resumed by tickets, so the server keeps no table of them.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 1);
  constexpr unsigned char kSessionContext[] = "iflowsim front";
  SSL_CTX_set_session_id_context(context, kSessionContext, sizeof(kSessionContext) - 1);
}

int judgementIndex() {
  static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

PeerJudgement* judgementOf(const SSL* session) {
  return static_cast<PeerJudgement*>(SSL_get_ex_data(session, judgementIndex()));
}

std::vector<std::string> dnsNamesOf(const X509* certificate) {
  std::vector<std::string> names;
  auto* all = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(all); ++i) {
    int kind = 0;
    const void* value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(all, i), &kind);
    if (kind != GEN_DNS) continue;
    const auto* text = static_cast<const ASN1_STRING*>(value);
    names.push_back(toLower({reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                             static_cast<std::size_t>(ASN1_STRING_length(text))}));
  }
  GENERAL_NAMES_free(all);
  return names;
}

}  // namespace

struct TlsContext::Callbacks {
  static int verify(X509_STORE_CTX* context, void* judge) {
    const auto* session =
        static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
    return static_cast<const ClientJudge*>(judge)->judge(context, *judgementOf(session)) ? 1 : 0;
  }

  static int selectServer(SSL* session, int*, void* self) {
    const char* name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name);
    SSL_CTX* chosen = name == nullptr ? nullptr : static_cast<const TlsContext*>(self)->forName(name);
    if (chosen != nullptr) SSL_set_SSL_CTX(session, chosen);
    return name == nullptr ? SSL_TLSEXT_ERR_NOACK : SSL_TLSEXT_ERR_OK;
  }

  static int writeTicket(SSL* session, void*) {
    const std::string memory = SSL_session_reused(session) == 1 ? std::string(rememberedIn(SSL_get0_session(session)))
                                                                : remember(*judgementOf(session));
    return SSL_SESSION_set1_ticket_appdata(SSL_get0_session(session), memory.data(), memory.size());
  }

  /// A certificate that was valid then may have expired since: its session is not resumed, so the caller shows it anew.
  static bool isUsable(SSL_SESSION* ticket, const ClientJudge* judge) {
    const auto judgement = recallFrom(rememberedIn(ticket));
    if (!judgement) return false;
    if (judge == nullptr || judgement->verdict != CertificateVerdict::Accepted) return true;
    const TimePoint now = judge->now();
    return now >= judgement->valid_from && now <= judgement->valid_until;
  }
};

void TlsContext::FreeContext::operator()(SSL_CTX* context) const {
  SSL_CTX_free(context);
}

TlsContext::~TlsContext() = default;

Result<std::shared_ptr<const TlsContext>> TlsContext::open(const TlsOptions& options, const Clock& clock) {
  ERR_clear_error();
  const std::shared_ptr<TlsContext> made(new TlsContext);
  if (!options.trusted_roots.empty()) {
    const TrustedRoots trusted = readTrustedRoots(options.trusted_roots);
    for (const std::string& text : trusted.ignored) log::warn(text);
    const bool rejects = options.untrusted == TlsOptions::Untrusted::RejectHandshake;
    made->judge_ = std::make_unique<ClientJudge>(trusted, rejects, clock);
  }
  auto context = made->makeContext(options, {options.certificate_chain, options.private_key});
  if (!context) return tl::unexpected(std::move(context.error()));
  made->default_ = std::move(*context);
  for (const ServerCertificate& certificate : options.named) {
    auto other = made->makeContext(options, certificate);
    if (!other) return tl::unexpected(std::move(other.error()));
    made->named_.push_back(std::move(*other));
    made->learnNames(made->named_.size() - 1);
  }
  SSL_CTX_callback_ctrl(made->default_.get(), SSL_CTRL_SET_TLSEXT_SERVERNAME_CB,
                        reinterpret_cast<void (*)()>(&Callbacks::selectServer));
  SSL_CTX_set_tlsext_servername_arg(made->default_.get(), made.get());
  return std::shared_ptr<const TlsContext>(made);
}

Result<TlsContext::Context> TlsContext::makeContext(const TlsOptions& options,
                                                    const ServerCertificate& certificate) const {
  Context context(SSL_CTX_new(TLS_server_method()));
  if (!context) return unusable("no context can be made", "Check the OpenSSL installation.");
  const bool only_13 = options.min_version == TlsOptions::Version::Tls13;
  SSL_CTX_set_min_proto_version(context.get(), only_13 ? TLS1_3_VERSION : TLS1_2_VERSION);
  setModes(context.get());
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate.chain.c_str()) != 1) {
    return unusable("certificate chain '" + certificate.chain + "' cannot be used",
                    "Give a readable PEM file that starts with the server's certificate.");
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), certificate.key.c_str(), SSL_FILETYPE_PEM) != 1) {
    return unusable("private key '" + certificate.key + "' cannot be used",
                    "Give a readable PEM file with the key of the first certificate in the chain.");
  }
  askForCertificates(context.get());
  return context;
}

void TlsContext::askForCertificates(SSL_CTX* context) const {
  SSL_CTX_set_session_ticket_cb(
      context, &Callbacks::writeTicket,
      [](SSL*, SSL_SESSION* ticket, const unsigned char*, std::size_t, SSL_TICKET_STATUS status, void* judge) {
        const bool readable = status == SSL_TICKET_SUCCESS || status == SSL_TICKET_SUCCESS_RENEW;
        if (!readable || !Callbacks::isUsable(ticket, static_cast<const ClientJudge*>(judge))) {
          return SSL_TICKET_RETURN_IGNORE_RENEW;
        }
        return status == SSL_TICKET_SUCCESS ? SSL_TICKET_RETURN_USE : SSL_TICKET_RETURN_USE_RENEW;
      },
      judge_.get());
  if (!judge_) return;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set1_verify_cert_store(context, judge_->store());
  SSL_CTX_set_cert_verify_callback(context, &Callbacks::verify, judge_.get());
  const STACK_OF(X509_OBJECT)* roots = X509_STORE_get0_objects(judge_->store());
  if (static_cast<std::size_t>(sk_X509_OBJECT_num(roots)) > kAnnouncedRoots) return;
  // Callers with several certificates choose by these names.
  for (int i = 0; i < sk_X509_OBJECT_num(roots); ++i) {
    SSL_CTX_add_client_CA(context, X509_OBJECT_get0_X509(sk_X509_OBJECT_value(roots, i)));
  }
}

void TlsContext::learnNames(std::size_t index) {
  SSL_CTX* context = named_[index].get();
  for (std::string& name : dnsNamesOf(SSL_CTX_get0_certificate(context))) by_name_.emplace(std::move(name), context);
}

SSL_CTX* TlsContext::forName(std::string_view name) const {
  if (by_name_.empty()) return nullptr;
  std::string plain = toLower(name);
  if (plain.ends_with('.')) plain.pop_back();
  if (const auto found = by_name_.find(plain); found != by_name_.end()) return found->second;
  // A wildcard stands for the first label alone (RFC 6125 6.4.3).
  const std::size_t dot = plain.find('.');
  if (dot == std::string::npos) return nullptr;
  const auto found = by_name_.find("*" + plain.substr(dot));
  return found == by_name_.end() ? nullptr : found->second;
}

SSL* TlsContext::makeSession(PeerJudgement& judgement) const {
  SSL* session = SSL_new(default_.get());
  if (session == nullptr || SSL_set_ex_data(session, judgementIndex(), &judgement) == 1) return session;
  SSL_free(session);
  return nullptr;
}

PeerJudgement TlsContext::recall(const SSL* session) const {
  const auto fail = [] {
    PeerJudgement judgement;
    judgement.verdict = CertificateVerdict::Unacceptable;
    judgement.reason = "The certificate of the resumed session cannot be read. Connect anew.";
    return judgement;
  };
  auto judgement = recallFrom(rememberedIn(SSL_get0_session(session)));
  if (!judgement) return fail();
  const X509* certificate = SSL_get0_peer_certificate(session);
  if (certificate == nullptr || !judge_) return judgement->verdict == CertificateVerdict::None ? *judgement : fail();
  CertificatePtr read = judge_->read(certificate);
  if (!read) return fail();
  judgement->presented = {std::move(read)};
  return *judgement;
}

std::shared_ptr<const TlsContext> TlsSlot::current() const {
  const std::lock_guard lock(mutex_);
  return context_;
}

void TlsSlot::replace(std::shared_ptr<const TlsContext> context) {
  const std::lock_guard lock(mutex_);
  context_ = std::move(context);
}

}  // namespace iflowsim
