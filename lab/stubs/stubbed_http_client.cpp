#include "lab/stubs/stubbed_http_client.h"

#include <thread>

#include "lab/stubs/missing_stub.h"
#include "lab/stubs/stub_cookies.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// The state every scenario begins in, as WireMock names it.
constexpr const char* kStarted = "Started";

FlowError timeoutError(const StubRequest& request) {
  const std::string peer = request.host() + ':' + std::to_string(request.port());
  return FlowError("java.util.concurrent.TimeoutException",
                   "Request timed out to " + peer + " of " + std::to_string(request.request().timeout.count()) + " ms");
}

[[noreturn]] void breakConnection(StubFault fault) {
  switch (fault) {
    case StubFault::ConnectionResetByPeer:
      throw FlowError("java.io.IOException", "Connection reset by peer");
    case StubFault::MalformedResponseChunk:
      throw FlowError("java.io.IOException", "Malformed chunk in the response");
    case StubFault::RandomDataThenClose:
      throw FlowError("java.io.IOException", "The response is no HTTP");
    case StubFault::None:
    case StubFault::EmptyResponse:
      break;
  }
  throw FlowError("java.io.IOException", "Remotely closed");
}

}  // namespace

StubbedHttpClient::StubbedHttpClient(Options options, HttpClient& real) : options_(std::move(options)), real_(real) {
  if (!options_.sleep) options_.sleep = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); };
}

Diagnostics StubbedHttpClient::reload() {
  StubReading reading = StubSet::load(options_.folder);
  if (reading.set) replace(std::move(reading.set));
  return std::move(reading.diagnostics);
}

void StubbedHttpClient::replace(std::shared_ptr<const StubSet> stubs) {
  if (!stubs) stubs = std::make_shared<const StubSet>();
  const std::scoped_lock lock(mutex_);
  stubs_ = std::move(stubs);
  scenario_states_.clear();
}

HttpReply StubbedHttpClient::call(const OutboundRequest& request) {
  StubCall entry{.site = request.site,
                 .method = request.method,
                 .url = request.url,
                 .headers = request.headers,
                 // Bytes of its own: a parsed body belongs to the thread of its message.
                 .body = Body(request.body.text())};
  try {
    HttpReply reply = answer(request, entry);
    entry.status = reply.status;
    record(std::move(entry));
    return reply;
  } catch (const FlowError& error) {
    entry.error = error.describe();
    record(std::move(entry));
    throw;
  }
}

HttpReply StubbedHttpClient::answer(const OutboundRequest& request, StubCall& entry) {
  OutboundRequest complete = request;
  StubRequest taken(complete);
  if (request.cookies != nullptr) {
    const std::string cookies = cookieHeader(*request.cookies, taken.host(), taken.path());
    if (!cookies.empty()) complete.headers.add("Cookie", cookies);
    entry.headers = complete.headers;
  }
  if (const std::shared_ptr<const StubMapping> stub = choose(taken)) {
    entry.stub = stub->name;
    HttpReply reply = play(*stub, complete);
    if (request.cookies != nullptr) keepCookies(*request.cookies, reply.headers, taken.host());
    return reply;
  }
  if (!taken.isHttp()) throw missingStub(taken);
  if (request.on_premise) return callOnPremise(request);
  if (!options_.allow_real || !options_.allow_real(request)) throw missingStub(taken);
  entry.real = true;
  // The real client adds the cookies itself.
  return real_.call(request);
}

std::shared_ptr<const StubMapping> StubbedHttpClient::choose(const StubRequest& request) {
  std::unique_lock lock(mutex_);
  const std::shared_ptr<const StubSet> stubs = stubs_;
  // Without scenarios nothing is changed: others need not wait.
  if (!stubs->hasScenarios()) lock.unlock();
  const auto state = [this](const std::string& scenario) {
    const auto found = scenario_states_.find(scenario);
    return found == scenario_states_.end() ? kStarted : found->second;
  };
  const StubMapping* stub = stubs->find(request, [&](const StubMapping& mapping) {
    return mapping.required_state.empty() || state(mapping.scenario) == mapping.required_state;
  });
  if (stub == nullptr) return nullptr;
  if (!stub->new_state.empty()) scenario_states_[stub->scenario] = stub->new_state;
  return {stubs, stub};
}

HttpReply StubbedHttpClient::play(const StubMapping& stub, const OutboundRequest& request) {
  const bool too_late = request.timeout.count() > 0 && stub.delay > request.timeout;
  if (stub.delay.count() > 0) options_.sleep(too_late ? request.timeout : stub.delay);
  if (too_late) throw timeoutError(StubRequest(request));
  if (stub.fault != StubFault::None) breakConnection(stub.fault);
  HttpReply reply = stub.reply;
  if (request.method == "HEAD") reply.body = Body(std::string());
  return reply;
}

HttpReply StubbedHttpClient::callOnPremise(const OutboundRequest& request) {
  const StubRequest taken(request);
  for (const auto& [virtual_host, base] : options_.on_premise) {
    const bool with_port = equalsIgnoreCase(virtual_host, taken.host() + ':' + std::to_string(taken.port()));
    if (!with_port && !equalsIgnoreCase(virtual_host, taken.host())) continue;
    OutboundRequest mapped = request;
    mapped.url = std::string(std::string_view(base).substr(0, base.ends_with('/') ? base.size() - 1 : base.size())) +
                 taken.url();
    return real_.call(mapped);
  }
  throw missingStub(taken);
}

std::vector<StubCall> StubbedHttpClient::journal() const {
  const std::scoped_lock lock(mutex_);
  return {journal_.begin(), journal_.end()};
}

void StubbedHttpClient::clearJournal() {
  const std::scoped_lock lock(mutex_);
  journal_.clear();
}

void StubbedHttpClient::record(StubCall entry) {
  const std::scoped_lock lock(mutex_);
  journal_.push_back(std::move(entry));
  if (journal_.size() > options_.journal_limit) journal_.pop_front();
}

}  // namespace iflowsim
