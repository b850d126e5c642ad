#include "runtime/script/hosted_bundle.h"

#include <chrono>

#include "runtime/base/log.h"
#include "runtime/script/value_codec.h"

namespace iflowsim::script {

namespace {

constexpr std::chrono::milliseconds kBundleTime{120'000};

}  // namespace

std::uint64_t HostNumber::in(std::uint64_t generation, const std::function<std::uint64_t()>& make) {
  {
    std::unique_lock lock(mutex_);
    made_.wait(lock, [this] { return !making_; });
    if (known_.generation == generation) return known_.number;
    making_ = true;
  }
  Known made{generation, 0};
  try {
    made.number = make();
  } catch (...) {
    const std::lock_guard lock(mutex_);
    making_ = false;
    made_.notify_all();
    throw;
  }
  const std::lock_guard lock(mutex_);
  known_ = made;
  making_ = false;
  made_.notify_all();
  return made.number;
}

HostNumber::Known HostNumber::known() const {
  const std::lock_guard lock(mutex_);
  return known_;
}

HostFailure readFailure(WireIn& in, const ScopePtr& scope) {
  const std::uint8_t reason = in.u8();
  (void)in.text();
  FlowError error = readError(in, scope);
  (void)in.text();
  const auto line = static_cast<int>(in.u32());
  (void)in.text();
  return {reason, std::move(error), line};
}

HostedBundle::~HostedBundle() {
  const HostNumber::Known known = number_.known();
  if (known.generation == 0) return;
  try {
    pool_->tell(known.generation, Kind::Forget, WireOut().u64(known.number));
  } catch (const std::exception& error) {
    log::warn("A bundle of scripts could not be forgotten", {{"reason", error.what()}});
  }
}

std::uint64_t HostedBundle::numberIn(HostConnection& connection) {
  return number_.in(connection.generation(), [&] { return send(connection); });
}

std::uint64_t HostedBundle::send(HostConnection& connection) const {
  WireOut out;
  out.text(bundle_.id).text(bundle_.id).text("").count(bundle_.resources.size());
  for (const auto& [path, content] : bundle_.resources) out.text(path).text(*content);
  const Frame frame = connection.ask(Kind::Bundle, out, kBundleTime);
  WireIn in(frame.payload);
  if (frame.kind == Kind::Error) throw WireError("it refused a bundle: " + readFailure(in, nullptr).error.message());
  if (frame.kind != Kind::BundleOk) throw WireError("it answered BUNDLE with something else");
  return in.u64();
}

}  // namespace iflowsim::script
