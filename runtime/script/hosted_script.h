#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "runtime/script/message_codec.h"
#include "runtime/script/script_host.h"

namespace iflowsim::script {

/// The host refused to compile a script; caught where scripts are prepared and run.
struct CompileFailure {
  FlowError error;
  int line = 0;
};

/// A bundle in the host: sent to each process of the host once, forgotten with this. Thread-safe.
class HostedBundle {
 public:
  HostedBundle(std::shared_ptr<HostPool> pool, ScriptBundle bundle)
      : pool_(std::move(pool)), bundle_(std::move(bundle)) {}
  HostedBundle(const HostedBundle&) = delete;
  HostedBundle& operator=(const HostedBundle&) = delete;
  ~HostedBundle();

  bool is(const ScriptBundle& bundle) const { return bundle.id == bundle_.id && bundle.resources == bundle_.resources; }
  /// Its number in the process at the other end.
  std::uint64_t numberIn(HostConnection& connection);

 private:
  std::shared_ptr<HostPool> pool_;
  ScriptBundle bundle_;
  std::mutex mutex_;
  // Guarded by mutex_.
  std::uint64_t generation_ = 0;
  std::uint64_t number_ = 0;
};

/// A script in the host: compiled once in each process of the host.
class HostedScript final : public Script {
 public:
  HostedScript(ScriptHost& host, std::shared_ptr<HostedBundle> bundle, ScriptEntry entry, ScriptCaller caller);

  /// Compiles it for the first time, which finds its problems. Throws HostGone.
  void prepare();

  const std::optional<ScriptProblem>& problem() const override { return problem_; }
  void run(Exchange& exchange) const override;

 private:
  struct Compiled {
    std::uint64_t generation = 0;
    std::uint64_t number = 0;
  };

  std::uint64_t numberIn(HostConnection& connection) const;
  void call(Exchange& exchange, bool& was_sent) const;
  /// The frame that ends the call; answers what the host asks before.
  Frame converse(HostConnection& connection, const SentMessage& message, const AnswerContext& context) const;
  /// An object of the host as the bytes that other steps see. For a connection that is in turn.
  Body bytesOf(HostConnection& connection, const ScopePtr& scope, std::uint64_t handle) const;
  void answerCall(HostConnection& connection, const Frame& frame, const ScopePtr& scope) const;
  ScopePtr scopeFor(Exchange& exchange, std::uint64_t generation) const;
  std::string fileName() const;

  ScriptHost& host_;
  std::shared_ptr<HostedBundle> bundle_;
  ScriptEntry entry_;
  ScriptCaller caller_;
  std::optional<ScriptProblem> problem_;
  std::shared_ptr<const FlowError> compile_error_;
  mutable std::mutex mutex_;
  /// Guarded by mutex_.
  mutable Compiled compiled_;
};

}  // namespace iflowsim::script
