#include <map>
#include <mutex>
#include <thread>

#include "adapters/http/http_config.h"
#include "adapters/http/http_receiver.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

void register_http(AdapterRegistry& registry);

namespace {

/// Finds the one session of each deployed flow while its channels are built.
class FlowSessions {
 public:
  std::shared_ptr<const HttpSession> of(const FlowModel& flow) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(sessions_, [](const auto& entry) { return entry.second.expired(); });
    if (auto session = sessions_[&flow].lock()) return session;
    auto session = std::make_shared<const HttpSession>();
    sessions_[&flow] = session;
    return session;
  }

 private:
  std::mutex mutex_;
  std::map<const FlowModel*, std::weak_ptr<const HttpSession>> sessions_;
};

std::unique_ptr<Receiver> build(BuildContext& context, const Channel& channel, FlowSessions& sessions) {
  std::optional<HttpConfig> config = readHttpConfig(context, channel);
  if (!config) return nullptr;
  return std::make_unique<HttpReceiver>(
      *std::move(config),
      HttpReceiver::Environment{.services = context.services(),
                                .sleep = [](std::chrono::milliseconds wait) { std::this_thread::sleep_for(wait); },
                                .flow_session = sessions.of(context.flow())});
}

}  // namespace

void register_http(AdapterRegistry& registry) {
  AdapterSpec spec;
  spec.name = "HTTP receiver";
  spec.summary = "Calls an HTTP address and makes the reply the message.";
  spec.fidelity = Fidelity::Approximated;
  spec.difference =
      "Authentication other than None and Basic is not carried out: stubs answer without it, calls to real addresses "
      "fail. No Sap-Passport or traceparent header is sent, bodies are sent as they are whatever CamelCharsetName "
      "says, "
      "and a HEAD request to a real address carries no body.";
  spec.properties = httpReceiverProperties();
  spec.type = "HTTP";
  spec.direction = Direction::Receiver;
  spec.build_receiver = [sessions = std::make_shared<FlowSessions>()](BuildContext& context, const Channel& channel) {
    return build(context, channel, *sessions);
  };
  registry.add(std::move(spec));
}

}  // namespace iflowsim
