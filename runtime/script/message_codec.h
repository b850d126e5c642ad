#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/message/exchange.h"
#include "runtime/script/script_scope.h"
#include "runtime/script/wire.h"

namespace iflowsim::script {

/// What a call of a script says besides the message.
struct CallHead {
  std::uint64_t script = 0;
  std::string function;
  std::string flow_id;
  std::string step_id;
  /// Milliseconds.
  std::uint32_t time_limit = 0;
};

/// A message as RUN sends it. What is large stays here, for the host to fetch.
class SentMessage {
 public:
  SentMessage(const CallHead& head, const Exchange& exchange, const ScriptScope& scope);

  const WireOut& payload() const { return payload_; }
  /// The answer to FETCH.
  std::string_view chunk(std::uint32_t part, std::uint64_t offset, std::uint32_t most) const;

 private:
  void writeBody(const Body& body, const ScriptScope& scope);
  void writeContent(const Body& body, std::uint8_t form);

  WireOut payload_;
  std::vector<Body> parts_;
};

/// The bodies that came in pieces before an answer.
class Pieces {
 public:
  explicit Pieces(BodyBuilder::Options options) : options_(std::move(options)) {}

  void add(WireIn in);
  /// The body of that part; an empty one when none came.
  Body take(std::uint32_t part);

 private:
  BodyBuilder::Options options_;
  std::map<std::uint32_t, BodyBuilder> parts_;
};

/// What the answer to RUN is read with.
struct AnswerContext {
  ScopePtr scope;
  Pieces& pieces;
  /// The bytes of an object, as a step outside of the host sees them.
  std::function<Body(std::uint64_t handle)> bytes_of;
};

/// Reads a body of the forms 0 to 5.
Body readBody(WireIn& in, const AnswerContext& context);
/// Does to the message what the script did to it, and to its log.
void applyChanges(WireIn& in, Exchange& exchange, const AnswerContext& context);

}  // namespace iflowsim::script
