#include "security/front/transport.h"

#include <cerrno>
#include <new>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace iflowsim {

namespace {

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

Transport::Outcome systemOutcome(ssize_t count, Transport::State blocked) {
  if (count > 0) return {Transport::State::Done, static_cast<std::size_t>(count)};
  if (count == 0) return {Transport::State::Ended};
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {blocked};
  return {Transport::State::Failed};
}

}  // namespace

Result<TlsContext> TlsContext::open(const TlsOptions& options) {
  ERR_clear_error();
  const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context) return unusable("no context can be made", "Check the OpenSSL installation.");
  const bool only_13 = options.min_version == TlsOptions::Version::Tls13;
  SSL_CTX_set_min_proto_version(context.get(), only_13 ? TLS1_3_VERSION : TLS1_2_VERSION);
  setModes(context.get());
  if (SSL_CTX_use_certificate_chain_file(context.get(), options.certificate_chain.c_str()) != 1) {
    return unusable("certificate chain '" + options.certificate_chain + "' cannot be used",
                    "Give a readable PEM file that starts with the server's certificate.");
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), options.private_key.c_str(), SSL_FILETYPE_PEM) != 1) {
    return unusable("private key '" + options.private_key + "' cannot be used",
                    "Give a readable PEM file with the key of the first certificate in the chain.");
  }
  return TlsContext(context);
}

void Transport::FreeSsl::operator()(SSL* ssl) const {
  SSL_free(ssl);
}

Transport::Transport(int descriptor, SSL_CTX* context) : descriptor_(descriptor) {
  if (context == nullptr) return;
  ssl_.reset(SSL_new(context));
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
  ERR_clear_error();
  const Outcome outcome = outcomeOf(SSL_do_handshake(ssl_.get()), 0);
  spoke_plain_ = outcome.state == State::Failed && ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST;
  return outcome;
}

bool Transport::fallBackToPlain() {
  if (!spoke_plain_) return false;
  ssl_.reset();
  return true;
}

Transport::Outcome Transport::read(std::span<char> buffer) {
  if (!ssl_) return systemOutcome(::recv(descriptor_, buffer.data(), buffer.size(), 0), State::WantRead);
  ERR_clear_error();
  std::size_t bytes = 0;
  const int result = SSL_read_ex(ssl_.get(), buffer.data(), buffer.size(), &bytes);
  return outcomeOf(result, bytes);
}

Transport::Outcome Transport::write(std::string_view bytes) {
  if (!ssl_) return systemOutcome(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL), State::WantWrite);
  ERR_clear_error();
  std::size_t written = 0;
  const int result = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &written);
  return outcomeOf(result, written);
}

bool Transport::hasPending() const {
  return ssl_ && SSL_has_pending(ssl_.get()) == 1;
}

void Transport::finishWriting() {
  if (ssl_ && !broken_ && SSL_is_init_finished(ssl_.get()) == 1) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
  }
  ::shutdown(descriptor_, SHUT_WR);
}

Transport::Outcome Transport::discard(std::span<char> buffer) {
  return systemOutcome(::recv(descriptor_, buffer.data(), buffer.size(), 0), State::WantRead);
}

}  // namespace iflowsim
