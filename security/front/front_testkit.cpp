#include "security/front/front_testkit.h"

#include <array>
#include <csignal>
#include <cstdlib>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <sys/socket.h>
#include <unistd.h>

namespace iflowsim::testkit {

namespace {

constexpr timeval kPatience{.tv_sec = 5, .tv_usec = 0};

std::size_t lengthOf(const std::string& head) {
  const std::size_t at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 16, nullptr, 10);
}

std::string opensslReason() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  return reason == nullptr ? "closed" : reason;
}

}  // namespace

void useCertificate(SSL_CTX* context, const RawCaller::Tls& tls) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> chain(BIO_new_mem_buf(tls.certificate.c_str(), -1), BIO_free);
  const std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new_mem_buf(tls.key.c_str(), -1), BIO_free);
  X509* own = PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr);
  SSL_CTX_use_certificate(context, own);
  X509_free(own);
  while (X509* other = PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr)) {
    SSL_CTX_add0_chain_cert(context, other);
  }
  EVP_PKEY* key = PEM_read_bio_PrivateKey(text.get(), nullptr, nullptr, nullptr);
  EXPECT_EQ(SSL_CTX_use_PrivateKey(context, key), 1);
  EVP_PKEY_free(key);
  ERR_clear_error();
}

struct RawCaller::Session {
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{SSL_CTX_new(TLS_client_method()), SSL_CTX_free};
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl{nullptr, SSL_free};
};

RawCaller::RawCaller(std::uint16_t port, int receive_buffer) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  std::signal(SIGPIPE, SIG_IGN);
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof(kPatience));
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof(kPatience));
  if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(receive_buffer));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    ADD_FAILURE() << "no connection to port " << port;
  }
}

RawCaller::~RawCaller() {
  session_.reset();
  ::close(socket_);
}

SSL* RawCaller::ssl() const {
  return session_->ssl.get();
}

bool RawCaller::startTls(const Tls& tls) {
  session_ = std::make_unique<Session>();
  SSL_CTX* context = session_->context.get();
  SSL_CTX_set_verify(context, tls.trusts_anybody ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
  if (tls.trusted.empty()) {
    SSL_CTX_set_default_verify_paths(context);
  } else {
    SSL_CTX_load_verify_locations(context, tls.trusted.c_str(), nullptr);
  }
  if (tls.max_version != 0) SSL_CTX_set_max_proto_version(context, tls.max_version);
  // What a test shows may be beneath the security level of the machine; whether it passes is the server's decision.
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_mode(context, SSL_MODE_NO_AUTO_CHAIN);
  if (!tls.certificate.empty()) useCertificate(context, tls);
  session_->ssl.reset(SSL_new(context));
  SSL_set_fd(ssl(), socket_);
  SSL_set1_host(ssl(), "localhost");
  if (!tls.server_name.empty()) {
    std::string name = tls.server_name;
    SSL_ctrl(ssl(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
  }
  if (tls.resumed != nullptr) SSL_set_session(ssl(), tls.resumed);
  ERR_clear_error();
  if (SSL_connect(ssl()) == 1) return true;
  const long verdict = SSL_get_verify_result(ssl());
  tls_error_ = verdict != X509_V_OK ? X509_verify_cert_error_string(verdict) : opensslReason();
  return false;
}

RawCaller& RawCaller::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = session_ ? SSL_write(ssl(), bytes.data(), static_cast<int>(bytes.size()))
                               : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return *this;
}

std::size_t RawCaller::sendSome(std::string_view bytes) {
  const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent < 0 ? 0 : static_cast<std::size_t>(sent);
}

bool RawCaller::fill() {
  std::array<char, 16384> buffer{};
  ERR_clear_error();
  const auto got = session_ ? SSL_read(ssl(), buffer.data(), static_cast<int>(buffer.size()))
                            : ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (got < 0 && !session_ && (errno == EAGAIN || errno == EWOULDBLOCK))
    ADD_FAILURE() << "nothing came in five seconds";
  if (got <= 0 && session_) tls_error_ = opensslReason();
  if (got <= 0) return false;
  received_.append(buffer.data(), static_cast<std::size_t>(got));
  return true;
}

std::string RawCaller::read(std::size_t count) {
  while (received_.size() < count && fill()) {
  }
  std::string taken = received_.substr(0, count);
  received_.erase(0, taken.size());
  return taken;
}

std::string RawCaller::reply(bool head_only) {
  std::size_t end = 0;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return std::exchange(received_, {});
  }
  const std::string head = received_.substr(0, end + 4);
  return read(head.size() + (head_only ? 0 : lengthOf(head)));
}

std::string RawCaller::rest() {
  while (fill()) {
  }
  return std::exchange(received_, {});
}

void RawCaller::finishWriting() {
  ::shutdown(socket_, SHUT_WR);
}

void ScriptedHandler::onRequest(HttpRequest&& it, ReplySink sink) {
  if (request) return request(std::move(it), std::move(sink));
  sink({200, {{"Content-Type", "text/plain"}}, Body(it.method + " " + it.path + " " + it.body.text())});
}

void ScriptedHandler::onTooLarge(const HttpRequest& it, ReplySink sink) {
  if (too_large) return too_large(it, std::move(sink));
  InboundHandler::onTooLarge(it, std::move(sink));
}

RunningFront::RunningFront(FrontOptions options) : front(std::move(options), handler) {
  const auto started = front.start();
  if (!started) ADD_FAILURE() << started.error().text;
}

std::string requestText(std::string_view method, std::string_view path, std::string_view body, std::string_view lines) {
  std::string text = std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n";
  text += lines;
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text + "\r\n" + std::string(body);
}

std::string bodyOf(const std::string& reply) {
  const std::size_t end = reply.find("\r\n\r\n");
  return end == std::string::npos ? "" : reply.substr(end + 4);
}

int statusOf(const std::string& reply) {
  constexpr std::size_t kStatusAt = 9;
  return reply.size() < kStatusAt + 3 ? 0 : std::atoi(reply.substr(kStatusAt, 3).c_str());
}

bool hasLine(const std::string& reply, std::string_view line) {
  return reply.find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
}

}  // namespace iflowsim::testkit
