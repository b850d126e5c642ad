#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "runtime/message/body.h"
#include "runtime/script/host_pool.h"
#include "runtime/script/message_codec.h"
#include "runtime/script/script_scope.h"

namespace iflowsim::script {

/// The objects that scripts leave in the host. Each question takes a connection of its own, so that a service of the
/// tenant may ask in the middle of a call. Thread-safe.
class HostObjects final : public HostLink, public std::enable_shared_from_this<HostObjects> {
 public:
  struct Options {
    /// What the host may take to render an object, which runs code of scripts; then it is killed.
    std::chrono::milliseconds time{70'000};
    BodyBuilder::Options body = {};
  };

  HostObjects(std::shared_ptr<HostPool> pool, Options options) : pool_(std::move(pool)), options_(std::move(options)) {}

  /// The scope of a message in that process: the one it has, or a new one that is tied to its run.
  ScopePtr scopeFor(Exchange& exchange, std::uint64_t generation);

  std::string textOf(const ObjectId& object) override;
  std::string bytesOf(const ObjectId& object) override;
  void release(std::uint64_t generation, std::uint64_t scope) noexcept override;

 private:
  template <typename Read>
  std::string render(const ObjectId& object, std::uint8_t form, const Read& read);
  Frame ask(HostConnection& connection, const WireOut& question, Pieces& pieces);

  std::shared_ptr<HostPool> pool_;
  Options options_;
  std::atomic<std::uint64_t> last_scope_ = 0;
};

}  // namespace iflowsim::script
