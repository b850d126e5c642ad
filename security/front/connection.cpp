#include "security/front/connection.h"

#include <algorithm>
#include <exception>

#include <sys/epoll.h>

#include "runtime/base/log.h"
#include "runtime/base/text.h"
#include "security/front/reply_writer.h"

namespace iflowsim {

namespace {

constexpr std::size_t kKeptCapacity = 4U << 10U;
HttpReply textReply(int status, const std::string& text) {
  return {status, {{"Content-Type", "text/plain"}}, Body(text + "\n")};
}

BodyBuilder::Options spoolOptions(const FrontOptions& options) {
  return {options.spool_threshold, options.spool_directory};
}

}  // namespace

Connection::Connection(LoopContext& loop, Caller caller, std::shared_ptr<const TlsContext> tls)
    : loop_(loop),
      caller_(std::move(caller)),
      transport_(caller_.id.descriptor, tls),
      parser_(loop.options.limits.head_bytes, loop.options.limits.header_count),
      stamp_(caller_.peer, *loop.options.clock, loop.certificates),
      body_(spoolOptions(loop.options)),
      interest_(EPOLLIN) {
  parser_.believeForwarding(caller_.peer.is_proxy);
  if (tls == nullptr) {
    enter(Phase::Idle, loop_.options.limits.idle_time);
  } else {
    enter(Phase::Handshake, loop_.options.limits.handshake_time);
  }
}

void Connection::onEvents(std::uint32_t events) {
  if ((events & (EPOLLERR | EPOLLHUP)) != 0U) return close();
  if (phase_ == Phase::Handshake) return shakeHands();
  if (phase_ == Phase::Linger) return lingerOn();
  if (!output_.empty()) {
    flush();
    if (output_.empty() && !isOver()) resume();
  }
  if ((events & EPOLLIN) != 0U || read_waits_for_write_) takeInput();
}

void Connection::shakeHands() {
  switch (transport_.handshake().state) {
    case Transport::State::Done:
      stamp_.learn(transport_);
      enter(Phase::Idle, loop_.options.limits.idle_time);
      setInterest(EPOLLIN);
      return takeInput();
    case Transport::State::WantRead:
      return setInterest(EPOLLIN);
    case Transport::State::WantWrite:
      return setInterest(EPOLLOUT);
    default:
      if (!transport_.fallBackToPlain()) return onHandshakeFailed();
      answerAndClose(400, "This port speaks HTTPS. Call it with https:// instead of http://.");
      return flush();
  }
}

/// The alert is under way: a caller of TLS 1.3 sends its request before it hears of it, and a reset for unread input
/// would take the alert from it.
void Connection::onHandshakeFailed() {
  auto facts = std::make_shared<ConnectionFacts>();
  facts->peer = caller_.peer.address;
  if (transport_.describeRefusal(*facts)) {
    log::warn("Inbound front: a handshake failed", {{"caller", facts->peer}, {"reason", facts->reason}});
    loop_.handler.onHandshakeRefused(std::move(facts));
  }
  beginLinger();
}

bool Connection::wantsInput() const {
  const bool reads =
      phase_ == Phase::Idle || phase_ == Phase::Head || phase_ == Phase::Body || phase_ == Phase::Discard;
  return reads && !output_.isHigh();
}

void Connection::takeInput() {
  read_waits_for_write_ = false;
  // The interest in input is dropped only once unwanted input is there: a quick request never touches epoll.
  if (phase_ == Phase::Linger || isOver()) return;
  if (!wantsInput()) return setInterest(interest_ & ~static_cast<std::uint32_t>(EPOLLIN));
  do {
    const Transport::Outcome outcome = transport_.read(loop_.buffer);
    if (outcome.state == Transport::State::WantRead) return;
    if (outcome.state == Transport::State::WantWrite) {
      read_waits_for_write_ = true;
      return setInterest(interest_ | EPOLLOUT);
    }
    if (outcome.state != Transport::State::Done) return close();
    process({loop_.buffer.data(), outcome.bytes});
  } while (wantsInput() && transport_.hasPending());
}

void Connection::process(std::string_view fresh) {
  if (!pending_.empty()) {
    pending_.append(fresh);
    fresh = pending_;
  }
  std::string_view rest = fresh;
  std::size_t before = 0;
  do {
    before = rest.size();
    consume(rest);
    if (output_.isHigh()) flush();
  } while (wantsInput() && !rest.empty() && rest.size() < before);
  if (isOver()) return;
  keep(rest);
  if (write_deadline_ == Moment::max() && (!output_.empty() || phase_ == Phase::Closing)) {
    loop_.unsent.push_back(caller_.id);
  }
}

void Connection::keep(std::string_view rest) {
  if (rest.empty()) {
    pending_.clear();
    if (pending_.capacity() > kKeptCapacity) pending_ = std::string();
  } else if (pending_.empty()) {
    pending_.assign(rest);
  } else {
    pending_.erase(0, pending_.size() - rest.size());
  }
}

void Connection::consume(std::string_view& rest) {
  while (wantsInput()) {
    if (phase_ == Phase::Idle && !startRequest(rest)) return;
    switch (parser_.feed(rest)) {
      case RequestParser::Step::NeedMore:
        return;
      case RequestParser::Step::Head:
        onHead(!rest.empty());
        break;
      case RequestParser::Step::BodyPart:
        onBodyPart();
        break;
      case RequestParser::Step::Complete:
        onComplete();
        break;
      case RequestParser::Step::Malformed:
        onMalformed();
        break;
    }
  }
}

/// Empty lines before a request are passed over (RFC 9112 2.2).
bool Connection::startRequest(std::string_view& rest) {
  while (rest.starts_with("\r\n")) rest.remove_prefix(2);
  if (rest.empty() || rest == "\r") return false;
  parser_.begin();
  head_only_ = false;
  last_request_ = false;
  enter(Phase::Head, loop_.options.limits.head_time);
  return true;
}

void Connection::onHead(bool body_has_begun) {
  HttpRequest& request = parser_.request();
  stamp_.put(request);
  head_only_ = request.method == "HEAD";
  if (caller_.surplus) {
    return answerAndClose(503, "The server has too many connections. Try again later.", {{"Retry-After", "5"}});
  }
  if (auto expired = stamp_.expired()) return endUnanswered(std::move(expired));
  const std::string_view expectation = parser_.isHttp10() ? std::string_view{} : parser_.expectation();
  if (!expectation.empty() && !equalsIgnoreCase(expectation, "100-continue")) {
    return answerAndClose(417, "The expectation is not supported. Send 'Expect: 100-continue' or none.");
  }
  HeadVerdict verdict = askHandler();
  if (verdict.refusal) return refuse(*verdict.refusal);
  request.endpoint = std::move(verdict.endpoint);
  max_body_ = verdict.max_body;
  const std::uint64_t announced = parser_.contentLength().value_or(0);
  if (announced > max_body_) return giveUpAsTooLarge();
  enter(Phase::Body, loop_.options.limits.body_time);
  if (!expectation.empty() && parser_.announcesBody() && !body_has_begun) {
    output_.bytes().append("HTTP/1.1 100 Continue\r\n\r\n");
  }
}

HeadVerdict Connection::askHandler() {
  try {
    return loop_.handler.onHead(parser_.request());
  } catch (const std::exception& error) {
    log::error("Inbound front: the handler failed on a request head", {{"reason", error.what()}});
  } catch (...) {
    log::error("Inbound front: the handler failed on a request head");
  }
  return {.refusal = textReply(500, "The server failed on this request. Its log says why.")};
}

/// Answers at once. A short body is dropped so that the connection lives on; a caller who waits for 100 may send its
/// body or not, so nothing can follow on that connection.
void Connection::refuse(const HttpReply& reply) {
  const bool waits = parser_.announcesBody() && !parser_.expectation().empty();
  const bool too_long = parser_.contentLength().value_or(0) > loop_.options.limits.discarded_bytes;
  answer(reply, !waits && !too_long);
  if (phase_ != Phase::Idle) return;
  discarded_ = 0;
  enter(Phase::Discard, loop_.options.limits.body_time);
}

void Connection::onBodyPart() {
  const std::string_view part = parser_.bodyPart();
  extend(deadline_, part.size(), loop_.options.limits.body_time);
  if (phase_ == Phase::Discard) {
    discarded_ += part.size();
    if (discarded_ > loop_.options.limits.discarded_bytes) phase_ = Phase::Closing;
    return;
  }
  if (part.size() > max_body_ - body_.size()) return giveUpAsTooLarge();
  try {
    body_.append(part);
  } catch (const std::exception& error) {
    log::error("Inbound front: a request body cannot be kept", {{"reason", error.what()}});
    body_ = BodyBuilder(spoolOptions(loop_.options));
    answerAndClose(500, "The server cannot keep the request body. Its log says why.");
  }
}

void Connection::giveUpAsTooLarge() {
  body_ = BodyBuilder(spoolOptions(loop_.options));
  last_request_ = true;
  handOver([this](ReplySink sink) { loop_.handler.onTooLarge(parser_.request(), std::move(sink)); });
}

void Connection::onComplete() {
  if (phase_ == Phase::Discard) return enter(Phase::Idle, loop_.options.limits.idle_time);
  if (parser_.announcesBody()) parser_.request().body = body_.finish();
  handOver([this](ReplySink sink) { loop_.handler.onRequest(std::move(parser_.request()), std::move(sink)); });
}

void Connection::onMalformed() {
  // In Discard the request was answered already.
  if (phase_ == Phase::Discard) {
    phase_ = Phase::Closing;
    return;
  }
  body_ = BodyBuilder(spoolOptions(loop_.options));
  answerAndClose(parser_.rejection().status, parser_.rejection().text);
}

template <typename Call>
void Connection::handOver(Call call) {
  phase_ = Phase::Running;
  deadline_ = Moment::max();
  std::optional<HttpReply> reply;
  loop_.mailbox->enter(caller_.id, reply);
  try {
    call(loop_.mailbox->sinkFor(caller_.id));
  } catch (const std::exception& error) {
    log::error("Inbound front: the handler failed on a request", {{"reason", error.what()}});
  } catch (...) {
    log::error("Inbound front: the handler failed on a request");
  }
  loop_.mailbox->leave();
  if (reply) answer(*reply, !last_request_);
}

void Connection::onReply(const HttpReply& reply) {
  if (phase_ != Phase::Running) return;
  answer(reply, !last_request_);
  resume();
}

void Connection::answer(const HttpReply& reply, bool keep_alive) {
  keep_alive = keep_alive && parser_.keepAlive() && !loop_.draining &&
               !equalsIgnoreCase(reply.headers.get("Connection"), "close");
  if (keep_alive) {
    enter(Phase::Idle, loop_.options.limits.idle_time);
  } else {
    phase_ = Phase::Closing;
    deadline_ = Moment::max();
  }
  const ReplyFraming framing{head_only_, parser_.isHttp10(), keep_alive, loop_.date, loop_.options.server};
  if (!output_.append(reply, framing)) phase_ = Phase::Closing;
}

void Connection::answerAndClose(int status, const std::string& text, HttpHeaders headers) {
  if (!parser_.request().connection) stamp_.put(parser_.request());
  HttpReply reply = textReply(status, text);
  for (const auto& [name, value] : headers) reply.headers.add(name, value);
  for (const auto& [name, value] : loop_.handler.onRefused(parser_.request(), status, text))
    reply.headers.add(name, value);
  answer(reply, false);
}

void Connection::endUnanswered(std::shared_ptr<const ConnectionFacts> expired) {
  log::warn("Inbound front: a connection ends", {{"caller", expired->peer}, {"reason", expired->reason}});
  loop_.handler.onHandshakeRefused(std::move(expired));
  phase_ = Phase::Closing;
  deadline_ = Moment::max();
}

void Connection::resume() {
  process({});
  if (!wantsInput()) return;
  setInterest(interest_ | EPOLLIN);
  if (transport_.hasPending()) takeInput();
}

void Connection::flush() {
  if (isOver() || phase_ == Phase::Linger) return;
  const Transport::Outcome outcome = output_.sendTo(transport_);
  if (outcome.state == Transport::State::Ended || outcome.state == Transport::State::Failed) return close();
  if (outcome.state != Transport::State::Done) {
    const auto time = loop_.options.limits.write_time;
    if (write_deadline_ == Moment::max()) write_deadline_ = loop_.now + time;
    extend(write_deadline_, outcome.bytes, time);
    return setInterest(interest_ | (outcome.state == Transport::State::WantRead ? EPOLLIN : EPOLLOUT));
  }
  write_deadline_ = Moment::max();
  if (!read_waits_for_write_) setInterest(interest_ & ~static_cast<std::uint32_t>(EPOLLOUT));
  if (phase_ == Phase::Closing) beginLinger();
}

/// Closing with unread input would reset the connection and could take the reply from the caller.
void Connection::beginLinger() {
  transport_.finishWriting();
  if (loop_.draining && pending_.empty()) return close();
  enter(Phase::Linger, loop_.options.limits.linger_time);
  setInterest(EPOLLIN);
}

void Connection::lingerOn() {
  const Transport::State state = transport_.discard(loop_.buffer).state;
  if (state == Transport::State::Ended || state == Transport::State::Failed) close();
}

void Connection::onTick() {
  if (loop_.now >= write_deadline_) return close();
  if (loop_.now < deadline_) return;
  // The reply before is still being sent; its own deadline holds.
  if (phase_ == Phase::Idle && !output_.empty()) return;
  if (phase_ == Phase::Discard) {
    phase_ = Phase::Closing;
    return flush();
  }
  if (phase_ != Phase::Head && phase_ != Phase::Body) return close();
  answerAndClose(408, "The request did not arrive in time. Send it faster.");
  flush();
}

void Connection::drain() {
  const bool between_requests = phase_ == Phase::Idle && pending_.empty();
  if (phase_ == Phase::Handshake) return close();
  if (!between_requests) return;
  if (!output_.empty()) {
    phase_ = Phase::Closing;
    return;
  }
  transport_.finishWriting();
  close();
}

void Connection::enter(Phase phase, std::chrono::milliseconds time) {
  phase_ = phase;
  deadline_ = loop_.now + time;
}

void Connection::extend(Moment& deadline, std::size_t bytes, std::chrono::milliseconds time) const {
  const std::uint64_t rate = std::max<std::uint64_t>(loop_.options.limits.min_rate, 1);
  const auto credit = std::chrono::microseconds(bytes * 1'000'000 / rate);
  deadline = std::min<Moment>(deadline + credit, loop_.now + time);
}

void Connection::setInterest(std::uint32_t interest) {
  if (interest == interest_) return;
  interest_ = interest;
  epoll_event event{};
  event.events = interest;
  event.data.u64 = packed(caller_.id);
  ::epoll_ctl(loop_.epoll, EPOLL_CTL_MOD, caller_.id.descriptor, &event);
}

}  // namespace iflowsim
