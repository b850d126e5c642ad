#include "security/front/output_queue.h"

#include <exception>

#include "runtime/base/log.h"

namespace iflowsim {

namespace {

/// Smaller bodies are copied behind the head, so that both leave in one call.
constexpr std::size_t kCopiedBody = 64U << 10U;
constexpr std::size_t kHighWater = 256U << 10U;
/// Other connections get their turn after so much.
constexpr std::size_t kTurn = 1U << 20U;
constexpr std::size_t kKeptCapacity = 4U << 10U;

}  // namespace

bool OutputQueue::append(const HttpReply& reply, const ReplyFraming& framing) {
  const std::size_t start = bytes_.size();
  try {
    // Makes the bytes of a parsed document, which may fail: before anything is sent.
    const bool with_body = !framing.head_only && mayHaveBody(reply.status) && reply.body.size() > 0;
    appendReplyHead(bytes_, reply, framing);
    if (with_body) append(reply.body);
    return true;
  } catch (const std::exception& error) {
    log::error("Inbound front: a reply cannot be written", {{"reason", error.what()}});
    bytes_.resize(start);
    bytes_.append("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    return false;
  }
}

void OutputQueue::append(const Body& body) {
  const std::string_view view = body.view();
  if (view.size() <= kCopiedBody) {
    bytes_.append(view);
    return;
  }
  tail_ = body;
  tail_sent_ = 0;
}

bool OutputQueue::isHigh() const {
  return !tail_.isNull() || bytes_.size() - sent_ > kHighWater;
}

std::string_view OutputQueue::next() const {
  if (sent_ < bytes_.size()) return std::string_view(bytes_).substr(sent_);
  return tail_.view().substr(tail_sent_);
}

void OutputQueue::advance(std::size_t count) {
  if (sent_ == bytes_.size()) {
    tail_sent_ += count;
    if (tail_sent_ == tail_.size()) tail_ = Body();
    return;
  }
  sent_ += count;
  if (sent_ < bytes_.size()) return;
  sent_ = 0;
  bytes_.clear();
  if (bytes_.capacity() > kKeptCapacity) bytes_ = std::string();
}

Transport::Outcome OutputQueue::sendTo(Transport& transport) {
  std::size_t total = 0;
  while (!empty()) {
    if (total >= kTurn) return {Transport::State::WantWrite, total};
    const Transport::Outcome outcome = transport.write(next());
    if (outcome.state != Transport::State::Done) return {outcome.state, total};
    advance(outcome.bytes);
    total += outcome.bytes;
  }
  return {Transport::State::Done, total};
}

}  // namespace iflowsim
