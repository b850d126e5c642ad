#include "security/front/transport.h"

#include <algorithm>
#include <cerrno>
#include <new>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/sslerr.h>
#include <sys/socket.h>
#include <unistd.h>

namespace iflowsim {

namespace {

/// Alerts by which callers say that they refuse the server's certificate.
bool isAboutServerCertificate(int reason) {
  switch (reason) {
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
      return true;
    default:
      return false;
  }
}

std::string reasonText(int reason) {
  const char* text = ERR_reason_error_string(ERR_PACK(ERR_LIB_SSL, 0, reason));
  return text == nullptr ? "no reason given" : text;
}

/// An error that anything left in this thread's queue would be taken for that of the next call. There hardly ever is
/// one, and to look costs far less than to clear.
void forgetErrors() {
  if (ERR_peek_error() != 0) ERR_clear_error();
}

Transport::Outcome systemOutcome(ssize_t count, Transport::State blocked) {
  if (count > 0) return {Transport::State::Done, static_cast<std::size_t>(count)};
  if (count == 0) return {Transport::State::Ended};
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {blocked};
  return {Transport::State::Failed};
}

}  // namespace

void Transport::FreeSsl::operator()(SSL* ssl) const {
  SSL_free(ssl);
}

Transport::Transport(int descriptor, std::shared_ptr<const TlsContext> tls)
    : descriptor_(descriptor), tls_(std::move(tls)) {
  if (!tls_) return;
  judgement_ = std::make_unique<PeerJudgement>();
  ssl_.reset(tls_->makeSession(*judgement_));
  if (!ssl_ || SSL_set_fd(ssl_.get(), descriptor) != 1) {
    ::close(descriptor);
    throw std::bad_alloc();
  }
  SSL_set_accept_state(ssl_.get());
}

Transport::~Transport() {
  ::close(descriptor_);
}

Transport::Outcome Transport::outcomeOf(int result, std::size_t bytes) {
  if (result == 1) return {State::Done, bytes};
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return {State::WantRead};
    case SSL_ERROR_WANT_WRITE:
      return {State::WantWrite};
    case SSL_ERROR_ZERO_RETURN:
      return {State::Ended};
    default:
      // OpenSSL forbids a shutdown after such an error.
      broken_ = true;
      return {State::Failed};
  }
}

Transport::Outcome Transport::handshake() {
  if (!ssl_) return {State::Done};
  forgetErrors();
  const Outcome outcome = outcomeOf(SSL_do_handshake(ssl_.get()), 0);
  failure_ = outcome.state == State::Failed ? ERR_GET_REASON(ERR_peek_error()) : 0;
  return outcome;
}

bool Transport::fallBackToPlain() {
  if (failure_ != SSL_R_HTTP_REQUEST) return false;
  ssl_.reset();
  return true;
}

void Transport::describeSession(ConnectionFacts& facts) const {
  facts.tls_version = SSL_get_version(ssl_.get());
  const char* cipher = SSL_get_cipher_name(ssl_.get());
  facts.cipher = cipher == nullptr ? "" : cipher;
  const char* name = SSL_get_servername(ssl_.get(), TLSEXT_NAMETYPE_host_name);
  facts.server_name = name == nullptr ? "" : name;
  // It is shown to people, and the caller may send any bytes.
  std::replace_if(
      facts.server_name.begin(), facts.server_name.end(), [](char c) { return c <= ' ' || c > '~'; }, '?');
  facts.resumed = SSL_session_reused(ssl_.get()) == 1;
}

void Transport::describe(ConnectionFacts& facts) const {
  if (!ssl_) return;
  describeSession(facts);
  // The callback is not asked for a resumed session, and what it said in an attempt before would not count.
  PeerJudgement judgement = facts.resumed ? tls_->recall(ssl_.get()) : *judgement_;
  facts.verdict = judgement.verdict;
  facts.reason = std::move(judgement.reason);
  facts.presented = std::move(judgement.presented);
  facts.trusted_root = std::move(judgement.trusted_root);
  facts.valid_until = judgement.valid_until;
}

bool Transport::describeRefusal(ConnectionFacts& facts) const {
  if (!ssl_) return false;
  describeSession(facts);
  facts.handshake_refused = true;
  facts.presented = judgement_->presented;
  facts.verdict = CertificateVerdict::Unacceptable;
  if (judgement_->refused) {
    facts.verdict = judgement_->verdict;
    facts.reason = judgement_->reason;
    facts.trusted_root = judgement_->trusted_root;
    return true;
  }
  if (isAboutServerCertificate(failure_)) {
    facts.verdict = CertificateVerdict::None;
    facts.reason = "The caller refused the server's certificate (" + reasonText(failure_) +
                   "). Let it trust the root of that certificate, and call the server by a name it carries.";
    return true;
  }
  if (failure_ == 0) return false;
  if (!judgement_->presented.empty()) {
    facts.reason = "The caller did not prove that it has the key of its certificate (" + reasonText(failure_) +
                   "). Give it the certificate and key that belong together.";
    return true;
  }
  facts.reason =
      "The caller's certificate cannot be read (" + reasonText(failure_) + "). Have its authority issue a correct one.";
  return SSL_get_state(ssl_.get()) == TLS_ST_SR_CERT;
}

Transport::Outcome Transport::read(std::span<char> buffer) {
  if (!ssl_) return systemOutcome(::recv(descriptor_, buffer.data(), buffer.size(), 0), State::WantRead);
  forgetErrors();
  std::size_t bytes = 0;
  const int result = SSL_read_ex(ssl_.get(), buffer.data(), buffer.size(), &bytes);
  return outcomeOf(result, bytes);
}

Transport::Outcome Transport::write(std::string_view bytes) {
  if (!ssl_) return systemOutcome(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL), State::WantWrite);
  forgetErrors();
  std::size_t written = 0;
  const int result = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &written);
  return outcomeOf(result, written);
}

bool Transport::hasPending() const {
  return ssl_ && SSL_has_pending(ssl_.get()) == 1;
}

void Transport::finishWriting() {
  if (ssl_ && !broken_ && SSL_is_init_finished(ssl_.get()) == 1) {
    forgetErrors();
    SSL_shutdown(ssl_.get());
  }
  ::shutdown(descriptor_, SHUT_WR);
}

Transport::Outcome Transport::discard(std::span<char> buffer) {
  return systemOutcome(::recv(descriptor_, buffer.data(), buffer.size(), 0), State::WantRead);
}

}  // namespace iflowsim
