#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "lab/stubs/stub_set.h"
#include "runtime/spi/http_client.h"

namespace iflowsim {

/// One outbound call as it happened.
struct StubCall {
  CallSite site;
  std::string method;
  std::string url;
  HttpHeaders headers;
  Body body;
  /// Name of the stub that answered; empty when none did.
  std::string stub;
  /// Whether it went to the real address.
  bool real = false;
  /// Status of the reply; 0 when there was none.
  int status = 0;
  /// Why there was no reply.
  std::string error;
};

/// Answers outbound calls from stubs and keeps a journal of all calls. A call that no stub answers goes to the real
/// client when the tenant allows the address, and fails with java.net.UnknownHostException and the stub to add when it
/// does not or when the address is none of HTTP. Thread-safe; stubs are replaced whole. Only the simulator has this.
class StubbedHttpClient final : public HttpClient {
 public:
  struct Options {
    /// Holds `mappings` and `__files`; need not exist.
    std::filesystem::path folder;
    /// Whether a call without a stub may go out. Null: never.
    std::function<bool(const OutboundRequest&)> allow_real;
    /// Virtual host (`host` or `host:port`) of the cloud connector to the base address that stands for it.
    std::map<std::string, std::string> on_premise = {};
    /// Null: waits in real time.
    std::function<void(std::chrono::milliseconds)> sleep = {};
    /// Calls kept in the journal.
    std::size_t journal_limit = 500;
  };

  /// Has no stubs until `reload`. The real client must outlive it.
  StubbedHttpClient(Options options, HttpClient& real);

  /// Reads the folder again. With an error among the findings the stubs in use stay; otherwise the new ones take their
  /// place and all scenarios start over.
  Diagnostics reload();
  /// Uses these instead; scenarios start over. Null: none.
  void replace(std::shared_ptr<const StubSet> stubs);

  HttpReply call(const OutboundRequest& request) override;

  /// Oldest first.
  std::vector<StubCall> journal() const;
  void clearJournal();

 private:
  /// The stub that answers, its scenario moved on.
  std::shared_ptr<const StubMapping> choose(const StubRequest& request);
  HttpReply answer(const OutboundRequest& request, StubCall& entry);
  HttpReply play(const StubMapping& stub, const OutboundRequest& request);
  HttpReply callOnPremise(const OutboundRequest& request);
  void record(StubCall entry);

  Options options_;
  HttpClient& real_;
  mutable std::mutex mutex_;
  std::shared_ptr<const StubSet> stubs_ = std::make_shared<const StubSet>();
  std::map<std::string, std::string> scenario_states_;
  std::deque<StubCall> journal_;
};

}  // namespace iflowsim
