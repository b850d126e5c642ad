#include "tests/support/fake_tables.h"

#include <algorithm>
#include <optional>

namespace iflowsim {

Result<void> FakeEndpointTable::add(EndpointAddress address, std::shared_ptr<HttpEndpoint> endpoint) {
  for (const Entry& entry : entries_) {
    if (entry.address.path != address.path) continue;
    return failure("ENDPOINT-001",
                   "Address " + address.path + " is served by " + entry.endpoint->flowId() + " already.");
  }
  entries_.push_back({std::move(address), std::move(endpoint)});
  return {};
}

void FakeEndpointTable::remove(const HttpEndpoint& endpoint) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.endpoint.get() == &endpoint; });
}

std::shared_ptr<HttpEndpoint> FakeEndpointTable::find(std::string_view path) const {
  for (const Entry& entry : entries_) {
    const bool below = entry.address.prefix && path.starts_with(entry.address.path + '/');
    if (below || path == entry.address.path) return entry.endpoint;
  }
  return nullptr;
}

std::vector<EndpointAddress> FakeEndpointTable::addressesOf(const std::string& flow_id) const {
  std::vector<EndpointAddress> addresses;
  for (const Entry& entry : entries_) {
    if (entry.endpoint->flowId() == flow_id) addresses.push_back(entry.address);
  }
  return addresses;
}

Result<void> FakeDirectTable::add(const std::string& address, std::shared_ptr<DirectConsumer> consumer) {
  if (!entries_.emplace(address, std::move(consumer)).second) {
    return failure("ENDPOINT-003", "The ProcessDirect address " + address + " has a consumer already.");
  }
  return {};
}

void FakeDirectTable::remove(const DirectConsumer& consumer) {
  std::erase_if(entries_, [&](const auto& entry) { return entry.second.get() == &consumer; });
}

std::shared_ptr<DirectConsumer> FakeDirectTable::find(const std::string& address) const {
  const auto found = entries_.find(address);
  return found == entries_.end() ? nullptr : found->second;
}

class FakeScheduler::Ticket final : public ScheduledJob {
 public:
  Ticket(FakeScheduler& scheduler, int number) : scheduler_(scheduler), number_(number) {}
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;
  ~Ticket() override { scheduler_.jobs_.erase(number_); }

 private:
  FakeScheduler& scheduler_;
  int number_;
};

std::unique_ptr<ScheduledJob> FakeScheduler::keep(Job job) {
  const int number = next_++;
  jobs_.emplace(number, std::move(job));
  return std::make_unique<Ticket>(*this, number);
}

std::unique_ptr<ScheduledJob> FakeScheduler::add(std::shared_ptr<const Schedule> schedule, std::function<void()> job) {
  return keep({std::move(schedule), std::move(job), false});
}

std::unique_ptr<ScheduledJob> FakeScheduler::once(std::function<void()> job) {
  return keep({nullptr, std::move(job), true});
}

void FakeScheduler::runUntil(TimePoint now) {
  while (true) {
    const Job* due = nullptr;
    std::optional<TimePoint> first;
    for (const auto& [number, job] : jobs_) {
      const auto next = job.schedule ? job.schedule->nextAfter(now_) : std::nullopt;
      if (!next || *next > now || (first && *first <= *next)) continue;
      first = next;
      due = &job;
    }
    if (due == nullptr) break;
    now_ = *first;
    due->work();
  }
  now_ = std::max(now_, now);
}

void FakeScheduler::runPending() {
  std::vector<std::function<void()>> pending;
  for (auto& [number, job] : jobs_) {
    if (std::exchange(job.pending, false)) pending.push_back(job.work);
  }
  for (const auto& work : pending) work();
}

}  // namespace iflowsim
