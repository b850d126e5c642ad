#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/spi/endpoint.h"
#include "security/auth/password_verifier.h"
#include "security/auth/refusals.h"
#include "security/auth/worker_pool.h"

namespace iflowsim {

/// Why a request did not reach a flow: for the operator, never for the caller.
struct Refusal {
  std::string peer;
  /// Empty when nobody was identified.
  std::string user;
  std::string method;
  std::string path;
  int status = 0;
  std::string reason;
};

/// The way of a request from the front to the endpoint of a flow: is there an endpoint (404), does it serve the method
/// (405), who calls (401), may he (403), and then the endpoint answers. Thread-safe; none of the calls waits.
///
/// An endpoint that cannot block answers on the calling thread when the caller's password was checked before; passwords
/// are checked on a few threads of their own, so that guesses cannot starve flows, and endpoints that may block run on
/// a pool of workers. When either has no room the request is answered 503. Source: runtime-behaviour 1.3, 1.7.
class InboundChain {
 public:
  struct Options {
    /// Neo answers 401 with a Basic challenge and a Tomcat page, Cloud Foundry with a Bearer challenge and JSON or XML.
    bool neo = true;
    std::string realm = "iflowsim";
    /// Whether a path without endpoint belongs to a flow that is being redeployed; it is then answered 503 instead of
    /// 404 (`redeploy_status = 503`). Null: always 404.
    std::function<bool(std::string_view path)> redeploying;
    /// Told of every refusal, on the thread that refuses. Null: a line in the log.
    std::function<void(const Refusal&)> on_refusal;
    std::chrono::seconds retry_after{1};
    WorkerPool::Options workers{.threads = 64, .queue = 2048};
    WorkerPool::Options logins{.threads = 2, .queue = 2048};
  };

  /// What is known once the head of a request has arrived.
  struct Admission {
    std::uint64_t max_body = std::numeric_limits<std::uint64_t>::max();
    /// Set: the request is answered with it, and its body is not wanted.
    std::optional<HttpReply> refusal;
  };

  /// Both references must outlive it.
  InboundChain(const EndpointTable& endpoints, PasswordVerifier& passwords, Options options);
  /// Answers what is queued, then ends its threads.
  ~InboundChain();

  /// Judges a head as far as is worth while: all of it when a large body would follow, less when it is short.
  Admission admit(const HttpRequest& head) const;
  /// Answers the request through the sink, at once or later from another thread.
  void serve(HttpRequest request, ReplySink sink);
  /// The same for a request whose body is larger than its endpoint takes.
  void serveTooLarge(const HttpRequest& head, ReplySink sink);

 private:
  struct Judgement;
  struct Call;

  Judgement judge(const HttpRequest& head) const;
  bool findEndpoint(const HttpRequest& head, Judgement& judgement) const;
  bool allowMethod(const HttpRequest& head, Judgement& judgement) const;
  bool identify(const HttpRequest& head, Judgement& judgement) const;
  bool authorize(const HttpRequest& head, Judgement& judgement) const;

  void start(Call call);
  void login(Call& call);
  bool refuse(const HttpRequest& head, Judgement& judgement, HttpReply reply, std::string reason) const;
  HttpReply unauthorized(Unauthorized reason, const HttpRequest& head) const;
  HttpReply refuseForLoad(const HttpRequest& head, Judgement& judgement, const char* reason) const;

  const EndpointTable& endpoints_;
  PasswordVerifier& passwords_;
  const Options options_;
  // Last, so that their threads end before anything they use.
  WorkerPool workers_;
  WorkerPool logins_;
};

}  // namespace iflowsim
