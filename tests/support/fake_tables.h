#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/spi/endpoint.h"
#include "runtime/spi/scheduler.h"

namespace iflowsim {

/// Endpoints in a plain list; refuses only what has the same path. For one thread.
class FakeEndpointTable final : public EndpointTable {
 public:
  struct Entry {
    EndpointAddress address;
    std::shared_ptr<HttpEndpoint> endpoint;
  };

  Result<void> add(EndpointAddress address, std::shared_ptr<HttpEndpoint> endpoint) override;
  void remove(const HttpEndpoint& endpoint) override;
  std::shared_ptr<HttpEndpoint> find(std::string_view path) const override;
  std::vector<EndpointAddress> addressesOf(const std::string& flow_id) const override;
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
};

/// ProcessDirect consumers in a map. For one thread.
class FakeDirectTable final : public DirectTable {
 public:
  Result<void> add(const std::string& address, std::shared_ptr<DirectConsumer> consumer) override;
  void remove(const DirectConsumer& consumer) override;
  std::shared_ptr<DirectConsumer> find(const std::string& address) const override;
  const std::map<std::string, std::shared_ptr<DirectConsumer>>& entries() const { return entries_; }

 private:
  std::map<std::string, std::shared_ptr<DirectConsumer>> entries_;
};

/// A scheduler that runs jobs in the caller's thread when it is told the time. For one thread; outlives its jobs.
class FakeScheduler final : public Scheduler {
 public:
  std::unique_ptr<ScheduledJob> add(std::shared_ptr<const Schedule> schedule, std::function<void()> job) override;
  std::unique_ptr<ScheduledJob> once(std::function<void()> job) override;

  /// Runs what is due after the time told last, up to and including this one, in order.
  void runUntil(TimePoint now);
  /// Runs the jobs of `once`.
  void runPending();
  /// Jobs not destroyed, those of `once` included.
  std::size_t jobCount() const { return jobs_.size(); }
  void setNow(TimePoint now) { now_ = now; }

 private:
  class Ticket;
  struct Job {
    std::shared_ptr<const Schedule> schedule;
    std::function<void()> work;
    bool pending = false;
  };

  std::unique_ptr<ScheduledJob> keep(Job job);

  std::map<int, Job> jobs_;
  int next_ = 0;
  TimePoint now_{};
};

}  // namespace iflowsim
