#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/spi/http.h"

namespace iflowsim {

/// Who calls, as far as it is known; empty name: nobody.
struct Principal {
  std::string name;
};

/// Whose certificate a channel accepts: names as they were typed or read from a file, in RFC 4514 text.
struct DnPair {
  std::string subject;
  std::string issuer;
};

/// What a caller must be to use an endpoint. Source: runtime-behaviour 1.3, 2.1.
struct AccessRule {
  enum class Kind { UserRole, ClientCertificate } kind = Kind::UserRole;
  /// For UserRole.
  std::string role = "ESBMessaging.send";
  /// For ClientCertificate: one of them must match; none lets nobody in.
  std::vector<DnPair> certificates = {};
  /// Modifying calls need a token fetched before.
  bool csrf_protected = false;
};

/// A sender channel's HTTP endpoint. Its data never changes; a redeploy replaces the whole object. `serve` is called
/// from many threads at once.
class HttpEndpoint {
 public:
  virtual ~HttpEndpoint() = default;
  virtual const AccessRule& access() const = 0;
  virtual const std::string& flowId() const = 0;
  /// Methods served; others are answered 405.
  virtual const std::vector<std::string>& methods() const = 0;
  /// Whether `serve` may wait; then it runs on a worker.
  virtual bool mayBlock() const = 0;
  /// Answers the request through the sink, once, before it returns; it may go on working after the answer, as one-way
  /// messages do. Throws FlowStopped, unanswered, when its flow was stopped since it was found.
  virtual void serve(HttpRequest request, const Principal& caller, const ReplySink& reply) = 0;
  /// The largest body served for a request with that head, in bytes; the front stops reading behind it and calls
  /// `tooLarge`.
  virtual std::uint64_t maxBody(const HttpRequest& /*head*/) const { return std::uint64_t{40} << 20U; }
  /// Answers a request whose body is larger than `maxBody`; `head` is the request without its body. Waits as `serve`
  /// does. Source: runtime-behaviour 2.0, 1.7 row 18.
  virtual HttpReply tooLarge(HttpRequest head, const Principal& caller);
};

/// How an address claims paths.
struct EndpointAddress {
  /// `/http/orders`, without a wildcard.
  std::string path;
  /// `path` and everything below it.
  bool prefix = false;
  /// A prefix that lets more specific addresses through (SOAP family); otherwise they are refused.
  bool shareable = false;
};

/// The table of addresses on the runtime node. Lookups are lock-free reads of a table that changes replace whole.
class EndpointTable {
 public:
  virtual ~EndpointTable() = default;
  /// `ENDPOINT-001` when the address is taken, `ENDPOINT-002` when it overlaps a wildcard; the text names the holder.
  /// Source: runtime-behaviour 2.0, 2.1.
  virtual Result<void> add(EndpointAddress address, std::shared_ptr<HttpEndpoint> endpoint) = 0;
  virtual void remove(const HttpEndpoint& endpoint) = 0;
  /// Null when no address serves the path. Addresses compare without regard to case unless configured otherwise.
  virtual std::shared_ptr<HttpEndpoint> find(std::string_view path) const = 0;
  /// The addresses that endpoints of that flow hold.
  virtual std::vector<EndpointAddress> addressesOf(const std::string& /*flow_id*/) const { return {}; }
};

/// What the consumer of a ProcessDirect address makes of a message. Thread-safe.
class DirectConsumer {
 public:
  virtual ~DirectConsumer() = default;
  /// Runs the consumer's flow on the headers, body and attachments of the caller and leaves the reply in it.
  /// Throws FlowError when the consumer's flow fails.
  virtual void call(class Exchange& caller) = 0;
  virtual bool mayBlock() const = 0;
};

/// ProcessDirect addresses: many producers, one consumer. Thread-safe.
class DirectTable {
 public:
  virtual ~DirectTable() = default;
  /// `ENDPOINT-003` when the address has a consumer already.
  virtual Result<void> add(const std::string& address, std::shared_ptr<DirectConsumer> consumer) = 0;
  virtual void remove(const DirectConsumer& consumer) = 0;
  virtual std::shared_ptr<DirectConsumer> find(const std::string& address) const = 0;
};

}  // namespace iflowsim
