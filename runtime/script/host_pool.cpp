#include "runtime/script/host_pool.h"

#include "runtime/base/flow_error.h"
#include "runtime/base/log.h"
#include "runtime/script/value_codec.h"

namespace iflowsim::script {

namespace {

constexpr std::chrono::milliseconds kRenderTime{30'000};

}  // namespace

std::unique_ptr<HostConnection> HostPool::take() {
  std::string socket_path;
  std::uint64_t generation = 0;
  std::unique_ptr<HostConnection> connection;
  {
    const std::lock_guard lock(mutex_);
    renewProcess();
    socket_path = process_->socketPath();
    generation = generation_;
    if (!idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
    ++taken_;
  }
  try {
    if (!connection) connection = std::make_unique<HostConnection>(socket_path, generation);
    tellPending(*connection);
  } catch (...) {
    lost();
    throw;
  }
  return connection;
}

void HostPool::renewProcess() {
  if (stopped_) throw HostGone("the tenant is being stopped");
  const bool is_worn = worn_generation_ == generation_ && taken_ == 0;
  if (process_ && (is_worn || !process_->isAlive())) {
    log::warn(is_worn ? "The script host is started again, because scripts in it cannot be ended"
                      : "The script host ended and is started again");
    dropProcess();
  }
  if (process_) return;
  auto launched = launch_();
  if (!launched) throw HostGone(launched.error().text);
  process_ = *std::move(launched);
  ++generation_;
}

void HostPool::dropProcess() {
  idle_.clear();
  words_.clear();
  process_.reset();
}

void HostPool::giveBack(std::unique_ptr<HostConnection> connection) {
  const std::lock_guard lock(mutex_);
  --taken_;
  if (process_ && connection->generation() == generation_) idle_.push_back(std::move(connection));
}

void HostPool::lost() {
  const std::lock_guard lock(mutex_);
  --taken_;
}

void HostPool::kill(std::uint64_t generation) {
  const std::lock_guard lock(mutex_);
  if (!process_ || generation != generation_) return;
  log::error("The script host does not answer and is killed");
  process_->kill();
  dropProcess();
}

void HostPool::retire(std::uint64_t generation) {
  const std::lock_guard lock(mutex_);
  worn_generation_ = generation;
}

void HostPool::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  dropProcess();
}

void HostPool::tellPending(HostConnection& connection) {
  std::vector<Word> words;
  {
    const std::lock_guard lock(mutex_);
    words.swap(words_);
  }
  for (const Word& word : words) {
    if (word.generation == connection.generation()) connection.send(word.kind, word.payload);
  }
}

void HostPool::tell(std::uint64_t generation, Kind kind, WireOut payload) {
  const std::lock_guard lock(mutex_);
  if (!process_ || generation != generation_) return;
  if (idle_.empty()) {
    words_.push_back({generation, kind, std::move(payload)});
  } else {
    idle_.back()->send(kind, payload);
  }
}

void HostPool::release(std::uint64_t generation, std::uint64_t scope) noexcept {
  try {
    tell(generation, Kind::Release, std::move(WireOut().u64(scope).u32(0)));
  } catch (const std::exception& error) {
    log::warn("Objects of scripts could not be released", {{"reason", error.what()}});
  }
}

std::string HostPool::textOf(std::uint64_t generation, std::uint64_t scope, std::uint64_t handle) {
  try {
    Lease lease(*this);
    if (lease->generation() != generation) throw HostGone("it was started again since a script made the object");
    const Frame first = lease->ask(Kind::Render, std::move(WireOut().u64(scope).u64(handle).u8(0)), kRenderTime);
    WireIn in(first.payload);
    if (first.kind == Kind::Rendered) {
      std::string text = readValue(in, nullptr).toText();
      lease.giveBack();
      return text;
    }
    if (first.kind != Kind::Error) throw WireError("the script host gave another answer than was asked for");
    (void)in.u8();
    std::string why = in.string();
    lease.giveBack();
    throw FlowError(error_class::kRuntime, "The text of an object that a script made cannot be read: " + why);
  } catch (const std::runtime_error& gone) {
    throw FlowError(error_class::kRuntime,
                    "The text of an object that a script made cannot be read: " + std::string(gone.what()) + '.');
  }
}

}  // namespace iflowsim::script
