#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/message/body.h"
#include "security/front/front.h"
#include "security/front/mailbox.h"
#include "security/front/output_queue.h"
#include "security/front/request_parser.h"
#include "security/front/request_stamp.h"
#include "security/front/transport.h"

namespace iflowsim {

using Moment = std::chrono::steady_clock::time_point;

/// What the connections of one reactor thread share.
struct LoopContext {
  const FrontOptions& options;
  InboundHandler& handler;
  std::shared_ptr<Mailbox> mailbox;
  int epoll = -1;
  /// Every read goes here first; only what cannot be used at once is copied.
  std::vector<char> buffer;
  Moment now;
  /// Value of the Date header, made once a second.
  std::string date;
  HeaderCertificates certificates;
  /// Whose output waits for the end of the turn: a write may hand the processor to the caller it wakes, and that costs
  /// most when it happens after every reply (bench/README.md).
  std::vector<ConnectionId> unsent;
  bool draining = false;
};

/// Who is connected.
struct Caller {
  ConnectionId id;
  RequestStamp::Peer peer;
  /// Accepted only to be told that there are too many connections.
  bool surplus = false;
};

/// One inbound connection: reads requests, hands them over one at a time and writes the replies. Lives on the loop
/// thread.
class Connection {
 public:
  /// Owns the caller's descriptor, which the loop has under epoll for reading; `tls` null: plain.
  Connection(LoopContext& loop, Caller caller, std::shared_ptr<const TlsContext> tls);

  ConnectionId id() const { return caller_.id; }
  bool isOver() const { return phase_ == Phase::Over; }
  void onEvents(std::uint32_t events);
  void onReply(const HttpReply& reply);
  /// Sends what waits, which `LoopContext::unsent` puts off until the end of the turn.
  void flush();
  /// Ends the phase when its time is up.
  void onTick();
  /// The front stops: a connection without a request under way closes now, the others after their reply.
  void drain();
  void close() { phase_ = Phase::Over; }

 private:
  enum class Phase { Handshake, Idle, Head, Body, Discard, Running, Closing, Linger, Over };

  void shakeHands();
  void onHandshakeFailed();
  void takeInput();
  void process(std::string_view fresh);
  void consume(std::string_view& rest);
  void keep(std::string_view rest);
  bool startRequest(std::string_view& rest);
  void resume();
  void beginLinger();
  void lingerOn();

  void onHead(bool body_has_begun);
  HeadVerdict askHandler();
  void onBodyPart();
  void onComplete();
  void onMalformed();
  void refuse(const HttpReply& reply);
  void giveUpAsTooLarge();
  template <typename Call>
  void handOver(Call call);
  void answer(const HttpReply& reply, bool keep_alive);
  void answerAndClose(int status, const std::string& text, HttpHeaders headers = {});
  /// As a handshake would end; the caller's next one gets the alert. Source: runtime-behaviour 1.2.
  void endUnanswered(std::shared_ptr<const ConnectionFacts> expired);

  bool wantsInput() const;
  void enter(Phase phase, std::chrono::milliseconds time);
  void extend(Moment& deadline, std::size_t bytes, std::chrono::milliseconds time) const;
  void setInterest(std::uint32_t interest);

  LoopContext& loop_;
  const Caller caller_;
  Transport transport_;
  RequestParser parser_;
  RequestStamp stamp_;
  BodyBuilder body_;
  OutputQueue output_;
  /// Input that is read but not used yet.
  std::string pending_;
  std::uint64_t max_body_ = 0;
  std::uint64_t discarded_ = 0;
  Moment deadline_;
  Moment write_deadline_ = Moment::max();
  std::uint32_t interest_;
  Phase phase_ = Phase::Handshake;
  bool head_only_ = false;
  bool last_request_ = false;
  bool read_waits_for_write_ = false;
};

}  // namespace iflowsim
