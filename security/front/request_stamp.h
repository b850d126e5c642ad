#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "runtime/base/clock.h"
#include "runtime/spi/http.h"
#include "security/front/transport.h"
#include "security/material/connection_facts.h"

namespace iflowsim {

/// Reads the certificates that proxies send in headers; a proxy's connection carries those of many callers, again and
/// again. Bounded. Not thread-safe: one for each reactor thread.
class HeaderCertificates {
 public:
  const Result<CertificatePtr>& read(const std::string& text);

 private:
  std::unordered_map<std::string, Result<CertificatePtr>> known_;
  std::size_t bytes_ = 0;
};

/// Marks the requests of a connection with what the load balancer knows of the caller: the facts, and the headers that
/// no caller can set. What stays the same for the connection is made once. Lives on the loop thread.
class RequestStamp {
 public:
  struct Peer {
    std::string address;
    /// Ends TLS itself and is believed.
    bool is_proxy = false;
  };

  /// All three outlive the stamp.
  RequestStamp(const Peer& peer, const Clock& clock, HeaderCertificates& certificates);

  /// Learns what the handshake said; without it the connection is plain.
  void learn(const Transport& transport);
  /// The parser has left in the request only those forwarding headers that this peer may send.
  void put(HttpRequest& request);
  /// Null unless the certificate that came with the connection was valid then and is not any more: the facts as they
  /// are now.
  std::shared_ptr<const ConnectionFacts> expired() const;

 private:
  void putOwn(HttpRequest& request) const;
  void putProxied(HttpRequest& request);
  std::shared_ptr<const ConnectionFacts> factsFromProxy(const HttpHeaders& headers);
  void judgeProxied(const std::string& certificate, const std::string& verification, ConnectionFacts& facts);
  std::shared_ptr<ConnectionFacts> makeFacts() const;

  const Peer& peer_;
  const Clock& clock_;
  HeaderCertificates& certificates_;
  bool secure_ = false;
  /// Of the connection itself.
  std::shared_ptr<const ConnectionFacts> facts_;
};

}  // namespace iflowsim
