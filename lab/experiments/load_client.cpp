#include "lab/experiments/load_client.h"

#include <algorithm>
#include <condition_variable>
#include <istream>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/NullStream.h>
#include <Poco/StreamCopier.h>

namespace iflowsim {

namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int kTimeoutSeconds = 10;
constexpr int kKeepAliveSeconds = 60;

Result<Poco::Net::Context::Ptr> contextFor(const LoadTarget& target, const ClientIdentity& identity) {
  try {
    Poco::Net::Context::Params params;
    params.privateKeyFile = identity.key.string();
    params.certificateFile = identity.chain.string();
    params.caLocation = target.ca.string();
    params.verificationMode = Poco::Net::Context::VERIFY_RELAXED;
    Poco::Net::Context::Ptr context = new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, params);
    context->enableExtendedCertificateVerification(false);
    return context;
  } catch (const Poco::Exception& error) {
    return failure("LOAD-001", "The load client cannot use the certificate '" + identity.chain.string() +
                                   "' with the key '" + identity.key.string() + "' and the authority '" +
                                   target.ca.string() + "': " + error.displayText() +
                                   ". Make them with 'iflowsim certs', and start the tenant once.");
  }
}

}  // namespace

CallOutcome outcomeOfStatus(int status) {
  if (status >= 200 && status < 300) return CallOutcome::Served;
  if (status == 401 || status == 403) return CallOutcome::Refused;
  if (status == 404 || status == 503) return CallOutcome::Unavailable;
  return CallOutcome::Failed;
}

class LoadClient::Inside {
 public:
  Inside(LoadOptions options, Poco::Net::Context::Ptr context)
      : options_(std::move(options)), context_(std::move(context)), calls_(options_.connections) {}
  ~Inside() { stop(); }

  void start() {
    begin_ = SteadyClock::now();
    for (unsigned i = 0; i < options_.connections; ++i) {
      threads_.emplace_back([this, i] { callOverAndOver(i); });
    }
  }

  Result<void> use(const ClientIdentity& identity) {
    auto context = contextFor(options_.target, identity);
    if (!context) return tl::unexpected(context.error());
    const std::lock_guard lock(mutex_);
    context_ = std::move(*context);
    ++generation_;
    return {};
  }

  bool waitForCalls(std::uint64_t calls, milliseconds longest) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, longest, [&] {
      return std::accumulate(calls_.begin(), calls_.end(), std::uint64_t{0},
                             [](std::uint64_t sum, const Calls& one) { return sum + one.ended; }) >= calls;
    });
  }

  bool waitForCallsUnderWay(milliseconds longest) {
    std::unique_lock lock(mutex_);
    const std::vector<Calls> now = calls_;
    return changed_.wait_for(lock, longest, [&] {
      return std::equal(now.begin(), now.end(), calls_.begin(),
                        [](const Calls& then, const Calls& since) { return since.ended >= then.begun; });
    });
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  milliseconds elapsed() const { return std::chrono::duration_cast<milliseconds>(SteadyClock::now() - begin_); }
  const OutcomeTimeline& timeline() const { return timeline_; }

 private:
  using Session = std::unique_ptr<Poco::Net::HTTPSClientSession>;
  /// Of one connection.
  struct Calls {
    std::uint64_t begun = 0;
    std::uint64_t ended = 0;
  };

  void callOverAndOver(unsigned connection) {
    const std::chrono::nanoseconds pause = std::chrono::seconds(1) * options_.connections;
    const auto between = pause / options_.calls_per_second;
    auto due = begin_ + between * connection / options_.connections;
    Session session;
    std::uint64_t generation = 0;
    while (waitUntil(due)) {
      begin(session, generation, calls_[connection]);
      const CallOutcome outcome = call(session);
      timeline_.add(elapsed(), outcome);
      end(calls_[connection]);
      due += between;
    }
  }

  /// False when the load is to stop.
  bool waitUntil(SteadyClock::time_point due) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_until(lock, due, [this] { return stopping_; });
  }

  /// Makes a new session where there is none, or one with another certificate.
  void begin(Session& session, std::uint64_t& generation, Calls& calls) {
    Poco::Net::Context::Ptr context;
    {
      const std::lock_guard lock(mutex_);
      ++calls.begun;
      if (session != nullptr && generation == generation_) return;
      generation = generation_;
      context = context_;
    }
    session = std::make_unique<Poco::Net::HTTPSClientSession>(options_.target.host, options_.target.port, context);
    session->setKeepAlive(true);
    session->setKeepAliveTimeout(Poco::Timespan(kKeepAliveSeconds, 0));
    session->setTimeout(Poco::Timespan(kTimeoutSeconds, 0));
  }

  CallOutcome call(Session& session) const {
    try {
      Poco::Net::HTTPRequest request(Poco::Net::HTTPRequest::HTTP_GET, options_.target.path,
                                     Poco::Net::HTTPMessage::HTTP_1_1);
      session->sendRequest(request);
      Poco::Net::HTTPResponse response;
      std::istream& body = session->receiveResponse(response);
      Poco::NullOutputStream nowhere;
      Poco::StreamCopier::copyStream(body, nowhere);
      return outcomeOfStatus(response.getStatus());
    } catch (const Poco::Exception&) {
      // That there is no answer is the outcome; the next call connects anew.
      session.reset();
      return CallOutcome::Lost;
    }
  }

  void end(Calls& calls) {
    {
      const std::lock_guard lock(mutex_);
      ++calls.ended;
    }
    changed_.notify_all();
  }

  const LoadOptions options_;
  SteadyClock::time_point begin_ = SteadyClock::now();
  OutcomeTimeline timeline_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Poco::Net::Context::Ptr context_;
  std::uint64_t generation_ = 1;
  std::vector<Calls> calls_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

Result<std::unique_ptr<LoadClient>> LoadClient::make(const LoadOptions& options) {
  auto context = contextFor(options.target, options.identity);
  if (!context) return tl::unexpected(context.error());
  return std::unique_ptr<LoadClient>(new LoadClient(std::make_unique<Inside>(options, std::move(*context))));
}

LoadClient::LoadClient(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

LoadClient::~LoadClient() = default;

void LoadClient::start() {
  inside_->start();
}

Result<void> LoadClient::use(const ClientIdentity& identity) {
  return inside_->use(identity);
}

bool LoadClient::waitForCalls(std::uint64_t calls, std::chrono::milliseconds longest) const {
  return inside_->waitForCalls(calls, longest);
}

bool LoadClient::waitForCallsUnderWay(std::chrono::milliseconds longest) const {
  return inside_->waitForCallsUnderWay(longest);
}

void LoadClient::stop() {
  inside_->stop();
}

std::chrono::milliseconds LoadClient::elapsed() const {
  return inside_->elapsed();
}

const OutcomeTimeline& LoadClient::timeline() const {
  return inside_->timeline();
}

}  // namespace iflowsim
