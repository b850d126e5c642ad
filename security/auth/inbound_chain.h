#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>

#include "runtime/spi/http.h"
#include "security/auth/access_log.h"
#include "security/auth/inbound_judge.h"
#include "security/auth/worker_pool.h"

namespace iflowsim {

/// The way of a request from the front to the endpoint of a flow: it is judged,
/// and then the endpoint answers or the refusal does. Every reply names its
/// decision record in the header `X-Iflowsim-Decision`. Thread-safe; none of
/// the calls waits.
///
/// An endpoint that cannot block answers on the calling thread when the
/// caller's credential was checked before; passwords and tokens are checked on
/// a few threads of their own, so that guesses cannot starve flows, and
/// endpoints that may block run on a pool of workers. When either has no room
/// the request is answered 503.
class InboundChain {
 public:
  struct Options {
    WorkerPool::Options workers{.threads = 64, .queue = 2048};
    WorkerPool::Options logins{.threads = 2, .queue = 2048};
    /// Null: none. Outlives the chain.
    AccessLog* access = nullptr;
  };

  /// What is known once the head of a request has arrived.
  struct Admission {
    std::uint64_t max_body = std::numeric_limits<std::uint64_t>::max();
    /// For the request, which is not looked at for its address and method again.
    std::shared_ptr<HttpEndpoint> endpoint = {};
    /// Set: the request is answered with it, and its body is not wanted.
    std::optional<HttpReply> refusal;
  };

  /// The judge must outlive it.
  InboundChain(const InboundJudge& judge, const Options& options);
  /// Answers what is queued, then ends its threads.
  ~InboundChain();

  /// Judges a head as far as is worth while: all of it when a large body would
  /// follow, less when it is short.
  Admission admit(const HttpRequest& head) const;
  /// Answers the request through the sink, at once or later from another
  /// thread. The request is moved from.
  void serve(HttpRequest&& request, ReplySink sink);
  /// The same for a request whose body is larger than its endpoint takes.
  void serveTooLarge(const HttpRequest& head, ReplySink sink);
  /// Records a request that the front refuses for its form; see InboundJudge::refuseRequest.
  HttpHeaders noteRefusal(const HttpRequest& head, int status, const std::string& reason) const;
  /// Records a call that ended in its handshake.
  void noteHandshake(std::shared_ptr<const ConnectionFacts> facts) const { judge_.noteHandshake(std::move(facts)); }

 private:
  struct Call;

  void serveToken(HttpRequest request, ReplySink sink);
  void start(Call call);
  void login(Call& call);
  void answer(Call& call) const;
  void turnAway(const HttpRequest& head, Judgement& judgement, const ReplySink& sink) const;
  void note(const HttpRequest& head, const Judgement& judgement, int status) const;

  const InboundJudge& judge_;
  AccessLog* const access_;
  // Last, so that their threads end before anything they use.
  WorkerPool workers_;
  WorkerPool logins_;
};

}  // namespace iflowsim
