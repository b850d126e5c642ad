#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "runtime/spi/processing_log.h"
#include "runtime/spi/registry.h"
#include "tests/support/fake_services.h"
#include "tests/support/temporary_folder.h"
#include "web/management/router.h"

namespace iflowsim {

/// A log of a few messages that are set, not written; remembers what it was asked.
class FakeLog final : public LogReader, public LogCleaner, public ProcessingLog {
 public:
  std::vector<LogEntry> query(const LogFilter& asked, const LogPage& asked_page) override {
    filter = asked;
    page = asked_page;
    after_ = asked_page.after_change.value_or(-1);
    std::vector<LogEntry> entries;
    for (const LogDetails& message : messages) {
      if (message.entry.change > after_) entries.push_back(message.entry);
    }
    return entries;
  }
  std::size_t count(const LogFilter& /*filter*/) override { return messages.size(); }
  std::optional<LogDetails> find(const std::string& message_id) override {
    for (const LogDetails& message : messages) {
      if (message.entry.message_id == message_id) return message;
    }
    return std::nullopt;
  }
  std::optional<TraceSnapshot> trace(const std::string& /*message*/, std::size_t step, TraceSide side) override {
    if (step != 7) return std::nullopt;
    return TraceSnapshot{.headers = {{"h", "1"}}, .body = side == TraceSide::Before ? "before" : "after \xFF"};
  }
  std::optional<LogAttachment> attachment(const std::string& /*message*/, std::size_t position) override {
    if (position != 0) return std::nullopt;
    return LogAttachment{.name = "a", .media_type = "text/plain", .content = "content"};
  }
  std::size_t remove(const LogFilter& asked) override {
    filter = asked;
    return asked.message_id.empty() || find(asked.message_id) ? 1 : 0;
  }
  void begin(std::shared_ptr<const Run> /*run*/) override {}
  void finish(std::shared_ptr<const Run> /*run*/, RunSummary /*summary*/, TimePoint /*end*/) override {}
  void abandon(std::shared_ptr<const Run> /*run*/, TimePoint /*end*/) override {}

  /// The change number asked for last, from any thread; -1 for none.
  std::int64_t askedAfter() const { return after_; }

  std::vector<LogDetails> messages;
  LogFilter filter;
  LogPage page;

 private:
  std::atomic<std::int64_t> after_ = -1;
};

/// Tenant files that only exist in words.
class FakeFacade final : public TenantFacade {
 public:
  Result<std::vector<DeploymentInfo>> deploy(const std::filesystem::path& bundle) override;
  Result<void> undeploy(const std::string& flow_id) override;
  std::vector<RecordedCall> recordedCalls() const override { return calls; }
  void forgetRecordedCalls() override { calls.clear(); }

  std::filesystem::path deployed;
  std::string deployed_bytes;
  std::string undeployed;
  std::vector<RecordedCall> calls;
};

/// People who are known by their Authorization headers.
class FakeGate final : public OperatorGate {
 public:
  Result<Operator> identify(const OperatorClaim& claim) override {
    const auto found = people.find(std::string(claim.authorization));
    if (found == people.end()) return failure("API-401", "Nobody.");
    return found->second;
  }
  HttpReply giveToken(const HttpRequest& request) override {
    asked = request.method + ' ' + request.query + '|' + request.body.text() + '|' +
            std::string(request.headers.get("Authorization")) + '|' + request.peer;
    return answer;
  }

  std::map<std::string, Operator> people;
  std::string asked;
  HttpReply answer;
};

/// Decisions that are set, not made; remembers what it was asked.
class FakeDecisions final : public DecisionReader {
 public:
  std::vector<DecisionReport> latest(std::size_t count, bool refused_only) const override {
    asked = std::to_string(count) + (refused_only ? " refused" : "");
    return decisions;
  }
  std::optional<DecisionReport> find(const std::string& id) const override {
    for (const DecisionReport& decision : decisions) {
      if (decision.id == id) return decision;
    }
    return std::nullopt;
  }

  std::vector<DecisionReport> decisions;
  mutable std::string asked;
};

/// The management side of a tenant with one flow, `Orders`, without sockets.
struct ManagedFixture {
  explicit ManagedFixture(SecurityMode mode = SecurityMode::Neo);

  /// Calls with the secret.
  ApiReply call(const std::string& method, const std::string& target, const std::string& body = {},
                const std::string& content_type = "application/json");
  /// Gets with that Authorization header, under that name.
  ApiReply callAs(const std::string& authorization, const std::string& host, const std::string& target);
  /// Calls as somebody with these roles and nothing else.
  ApiReply callWith(std::vector<std::string> roles, const std::string& method, const std::string& target,
                    const std::string& body = "{}", const std::string& content_type = "application/json");
  ManagedTenant tenant() {
    return {deployments, facade, log, log, identities, decisions, gate, "https://localhost:8443"};
  }

  static constexpr const char* kSecret = "0123456789abcdef0123456789abcdef0123456789a";

  FakeServices services;
  Registries registries;
  FakeLog log;
  FakeFacade facade;
  FakeGate gate;
  FakeDecisions decisions;
  testing::TemporaryFolder state;
  IdentityStore identities;
  Deployments deployments{registries, services.services, log};
  Router router{tenant(), {.secret = kSecret, .host = "tenant.test"}};
};

}  // namespace iflowsim
