#include "runtime/script/host_pool.h"

#include <algorithm>
#include <exception>

#include "runtime/base/log.h"

namespace iflowsim::script {

namespace {

using How = HostGone::How;

constexpr int kTries = 3;
constexpr const char* kStartsAgain = "; it is started again for the next message";

Result<std::unique_ptr<HostProcess>> startWith(const HostLauncher& launch) {
  try {
    return launch();
  } catch (const std::exception& error) {
    return failure("SCRIPT-005", "Scripts cannot run: " + std::string(error.what()) + '.');
  }
}

/// The last sentence has no full stop: texts go on after it.
std::string pauseText(const RestartRule& rule, std::chrono::seconds pause) {
  std::string why = rule.why();
  if (!why.ends_with('.')) why += '.';
  return why + " That was " + std::to_string(rule.timesInARow()) +
         " times in a row, so the next start waits for a script in " + std::to_string(pause.count()) + " s or later";
}

}  // namespace

std::unique_ptr<HostConnection> HostPool::take() {
  for (int tries_left = kTries - 1;; --tries_left) {
    Found found;
    {
      std::unique_lock lock(mutex_);
      provideProcess(lock);
      found = pick();
    }
    try {
      return connect(found);
    } catch (const HostGone& gone) {
      if (gone.how() != How::NotReached && gone.how() != How::Lost) throw;
      // Its end is seen a little later than its connections break.
      if (tries_left > 0 && found.process->endsWithin(options_.end_time)) continue;
      throw HostGone(How::Unavailable, std::string("it cannot be reached: ") + gone.what());
    }
  }
}

std::unique_ptr<HostConnection> HostPool::takeFrom(std::uint64_t generation) {
  Found found;
  {
    const std::lock_guard lock(mutex_);
    if (generation != generation_ || !process_ || !process_->isAlive()) {
      throw HostGone(How::Unavailable, "the process of the script host that had it has ended");
    }
    found = pick();
  }
  return connect(found);
}

HostPool::Found HostPool::pick() {
  Found found{process_, generation_, nullptr, std::exchange(words_, {})};
  if (!idle_.empty()) {
    found.idle = std::move(idle_.back());
    idle_.pop_back();
  }
  least_idle_ = std::min(least_idle_, idle_.size());
  ++taken_;
  return found;
}

std::unique_ptr<HostConnection> HostPool::connect(Found& found) {
  try {
    auto connection = std::move(found.idle);
    if (!connection) {
      connection = std::make_unique<HostConnection>(found.process, found.generation, options_.patience);
    }
    for (const Word& word : found.words) connection->postpone(word.kind, word.payload);
    return connection;
  } catch (const HostGone& gone) {
    lost();
    if (gone.how() == How::Silent) kill(found.process, found.generation, gone.what());
    throw;
  } catch (...) {
    lost();
    throw;
  }
}

bool HostPool::isToBeReplaced() const {
  if (!process_->isAlive()) return true;
  if (!retired_at_) return false;
  return (taken_ == 0 && scopes_ == 0) || options_.now() - *retired_at_ >= options_.farewell;
}

void HostPool::provideProcess(std::unique_lock<std::mutex>& lock) {
  launched_.wait(lock, [this] { return !launching_; });
  if (stopped_) throw HostGone(How::Unavailable, "the tenant is being stopped");
  if (!process_ || isToBeReplaced()) launch(lock);
}

void HostPool::launch(std::unique_lock<std::mutex>& lock) {
  Removed old = remove();
  if (const auto pause = restarts_.pause(options_.now())) {
    const std::string text = pauseText(restarts_, *pause);
    lock.unlock();
    throw HostGone(How::Unavailable, text);
  }
  launching_ = true;
  lock.unlock();
  if (old.process) log::warn("The script host is started again", {{"ended", old.process->endedHow()}});
  old = {};
  auto started = startWith(options_.launch);
  lock.lock();
  launching_ = false;
  launched_.notify_all();
  if (!started) {
    restarts_.failed(options_.now(), started.error().text);
    throw HostGone(How::Unavailable, started.error().text);
  }
  process_ = *std::move(started);
  ++generation_;
  restarts_.started(options_.now());
  if (stopped_) throw HostGone(How::Unavailable, "the tenant is being stopped");
}

HostPool::Removed HostPool::remove() {
  Removed removed{std::move(process_), std::exchange(idle_, {})};
  process_ = nullptr;
  if (removed.process && !removed.process->isAlive()) {
    restarts_.ended(options_.now(), "The script host ended " + removed.process->endedHow());
  }
  words_.clear();
  scopes_ = 0;
  least_idle_ = 0;
  times_full_ = 0;
  retired_at_.reset();
  return removed;
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

void HostPool::suspect(std::uint64_t generation) {
  Connections closed;
  const std::lock_guard lock(mutex_);
  if (generation == generation_) closed.swap(idle_);
  least_idle_ = 0;
}

void HostPool::kill(const HostConnection& connection, const std::string& why) {
  kill(connection.process(), connection.generation(), why);
}

void HostPool::kill(const ProcessPtr& process, std::uint64_t generation, const std::string& why) {
  Removed removed;
  {
    const std::lock_guard lock(mutex_);
    if (killed_generation_ == generation) return;
    killed_generation_ = generation;
    why_killed_ = why;
    if (generation == generation_ && process_) {
      removed = remove();
      restarts_.ended(options_.now(), "The script host was killed, because " + why);
    }
  }
  log::error("The script host is killed, and with it the messages in it", {{"reason", why}});
  process->kill();
}

void HostPool::retire(std::uint64_t generation) {
  {
    const std::lock_guard lock(mutex_);
    if (generation != generation_ || !process_ || retired_at_) return;
    retired_at_ = options_.now();
  }
  log::warn("The script host will be replaced, because scripts in it cannot be ended and keep it busy");
}

void HostPool::stop() {
  Removed removed;
  bool is_in_use = false;
  {
    std::unique_lock lock(mutex_);
    stopped_ = true;
    launched_.wait(lock, [this] { return !launching_; });
    is_in_use = taken_ > 0;
    removed = remove();
  }
  if (removed.process && is_in_use) removed.process->kill();
}

std::optional<std::uint64_t> HostPool::generationToTend() {
  Removed removed;
  std::string how;
  {
    const std::lock_guard lock(mutex_);
    if (launching_ || !process_) return std::nullopt;
    if (!isToBeReplaced()) return generation_;
    how = process_->endedHow();
    removed = remove();
  }
  log::info("The script host is started again by the next script", {{"ended", how}});
  return std::nullopt;
}

void HostPool::tend() {
  const auto generation = generationToTend();
  if (!generation) return;
  try {
    Lease lease(*this, *generation);
    judge(*lease);
    lease.giveBack();
  } catch (const std::runtime_error& error) {
    log::warn("The script host could not be asked how it is", {{"reason", error.what()}});
  }
  closeUnused();
}

void HostPool::judge(HostConnection& connection) {
  constexpr std::uint64_t kToken = 1;
  Frame pong;
  try {
    pong = connection.ask(Kind::Ping, WireOut().u64(kToken), options_.patience);
  } catch (const HostGone& gone) {
    if (gone.how() == How::Silent) kill(connection, gone.what());
    throw;
  }
  WireIn in(pong.payload);
  if (pong.kind != Kind::Pong || in.u64() != kToken) throw WireError("it answered PING with something else");
  const std::uint64_t used = in.u64();
  const std::uint64_t limit = in.u64();
  const std::uint64_t handles = in.u64();
  if (in.u32() > 0) retire(connection.generation());
  // What may be collected counts as used, so that one look says little.
  constexpr int kTimesToWarn = 3;
  const bool is_full = limit > 0 && used >= limit / 10 * 9;
  bool warns = false;
  {
    const std::lock_guard lock(mutex_);
    times_full_ = is_full ? times_full_ + 1 : 0;
    warns = times_full_ == kTimesToWarn;
  }
  if (!warns) return;
  log::warn("The memory of the script host is nearly full. Give it more, or find the scripts that keep so much",
            {{"used", std::to_string(used >> 20U) + " MiB"},
             {"limit", std::to_string(limit >> 20U) + " MiB"},
             {"objects", std::to_string(handles)}});
}

void HostPool::closeUnused() {
  Connections closed;
  const std::lock_guard lock(mutex_);
  // The ones in front are used last.
  const auto unused = static_cast<std::ptrdiff_t>(std::min(least_idle_, idle_.size()));
  closed.assign(std::move_iterator(idle_.begin()), std::move_iterator(idle_.begin() + unused));
  idle_.erase(idle_.begin(), idle_.begin() + unused);
  least_idle_ = idle_.size();
}

void HostPool::tell(std::uint64_t generation, Kind kind, const WireOut& payload) {
  const std::lock_guard lock(mutex_);
  if (process_ && generation == generation_) words_.push_back({kind, payload});
}

void HostPool::scopeBegins(std::uint64_t generation) {
  const std::lock_guard lock(mutex_);
  if (process_ && generation == generation_) ++scopes_;
}

void HostPool::scopeEnds(std::uint64_t generation) {
  const std::lock_guard lock(mutex_);
  if (process_ && generation == generation_ && scopes_ > 0) --scopes_;
}

std::string HostPool::fateOf(const HostConnection& connection) const {
  const bool has_ended = connection.process()->endsWithin(options_.end_time);
  {
    const std::lock_guard lock(mutex_);
    if (killed_generation_ == connection.generation()) return "it was killed, because " + why_killed_ + kStartsAgain;
  }
  if (!has_ended) return "it closed the connection of this message, and goes on";
  return "it ended " + connection.process()->endedHow() + kStartsAgain;
}

}  // namespace iflowsim::script
