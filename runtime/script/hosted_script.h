#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/script/hosted_bundle.h"
#include "runtime/script/message_codec.h"
#include "runtime/script/script_host.h"

namespace iflowsim::script {

/// A script in the host: compiled once in each process of the host.
class HostedScript final : public Script {
 public:
  HostedScript(ScriptHost& host, std::shared_ptr<HostedBundle> bundle, ScriptEntry entry, ScriptCaller caller);

  /// Compiles it for the first time, which finds its problems. Throws HostGone, WireError.
  void prepare();

  const std::optional<ScriptProblem>& problem() const override { return problem_; }
  void run(Exchange& exchange) const override;

 private:
  /// How far a call has come.
  struct Progress {
    /// The host may have seen the message, which is not sent again then.
    bool was_sent = false;
    /// The host closes the connection after its answer.
    bool connection_ends = false;
  };
  /// What the script fails with, if it does.
  using Action = std::function<std::optional<FlowError>(HostConnection& connection, Progress& progress)>;

  /// Does it on a connection, and again on another when the host had not seen what was to be done. Throws HostGone
  /// whose text says what became of the host; WireError, CompileFailure, and the error that the action returns.
  void withHost(const Action& action) const;
  std::optional<FlowError> call(HostConnection& connection, Exchange& exchange, Progress& progress) const;
  std::uint64_t numberIn(HostConnection& connection) const;
  std::uint64_t compile(HostConnection& connection) const;
  /// The frame that ends the call; answers what the host asks before.
  Frame converse(HostConnection& connection, const SentMessage& message, Exchange& exchange,
                 const AnswerContext& context) const;
  /// What the service answers. Throws FlowError.
  Value answerTo(Exchange& exchange, std::string_view service, std::string_view method,
                 const ValueList& arguments) const;
  void answerCall(HostConnection& connection, const Frame& frame, Exchange& exchange, const ScopePtr& scope) const;
  FlowError lostMessage(const Exchange& exchange, const std::string& why) const;
  std::string fileName() const;

  ScriptHost& host_;
  std::shared_ptr<HostedBundle> bundle_;
  ScriptEntry entry_;
  ScriptCaller caller_;
  std::optional<ScriptProblem> problem_;
  std::shared_ptr<const FlowError> compile_error_;
  mutable HostNumber number_;
};

}  // namespace iflowsim::script
