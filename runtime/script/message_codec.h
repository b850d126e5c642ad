#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/message/exchange.h"
#include "runtime/script/script_scope.h"
#include "runtime/script/wire.h"

namespace iflowsim::script {

/// What a call of a script says besides the message; its texts outlive it.
struct CallHead {
  std::uint64_t script = 0;
  std::string_view function;
  std::string_view flow_id;
  std::string_view step_id;
  /// Milliseconds.
  std::uint32_t time_limit = 0;
};

/// A message as RUN sends it. What is large stays here, for the host to fetch.
class SentMessage {
 public:
  /// Writes the payload of RUN to `out`, which is not needed any more once it is sent. Throws FlowError when the body
  /// is an object of another message that is gone.
  SentMessage(WireOut& out, const CallHead& head, const Exchange& exchange, const ScriptScope& scope);

  /// The answer to FETCH: empty when there is nothing.
  std::string_view chunk(std::uint32_t part, std::uint64_t offset, std::uint32_t most) const;

 private:
  void writeBody(WireOut& out, const Body& body, const ScriptScope& scope);
  void writeContent(WireOut& out, const Body& body, std::uint8_t form);

  std::vector<Body> parts_;
};

/// The bodies that came in pieces before an answer.
class Pieces {
 public:
  explicit Pieces(BodyBuilder::Options options) : options_(std::move(options)) {}

  void add(WireIn in);
  /// The body of that part. Throws WireError when it is not of that size.
  Body take(std::uint32_t part, std::uint64_t size);

 private:
  BodyBuilder::Options options_;
  std::map<std::uint32_t, BodyBuilder> parts_;
};

/// What the answer to RUN is read with.
struct AnswerContext {
  ScopePtr scope;
  Pieces& pieces;
};

/// Reads a body of the forms 0 to 5; throws WireError when it is none.
Body readBody(WireIn& in, const AnswerContext& context);
/// Does to the message what the script did to it, and to its log. Throws WireError when it cannot be read; what came
/// before is done then.
void applyChanges(WireIn& in, Exchange& exchange, const AnswerContext& context);

}  // namespace iflowsim::script
