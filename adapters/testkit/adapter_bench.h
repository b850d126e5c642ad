#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "runtime/spi/adapter.h"
#include "runtime/spi/build_context.h"
#include "runtime/spi/credentials.h"
#include "runtime/spi/http_client.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/services.h"
#include "runtime/spi/stores.h"
#include "tests/support/fake_tables.h"
#include "tests/support/manual_clock.h"

namespace iflowsim {

/// A deployment for one adapter: builds channels against fakes and collects what they report. Expressions it compiles
/// know `${header.x}` and `${property.x}` only. For one thread.
class AdapterBench final : public BuildContext {
 public:
  using PropertyList = std::initializer_list<std::pair<const char*, std::string>>;

  /// Registers with one adapter's function.
  explicit AdapterBench(void (*register_function)(AdapterRegistry&));
  ~AdapterBench() override;

  /// A channel of the flow `orders`, named `Shop`, from participant `Webshop`.
  Channel channel(const std::string& type, Direction direction, PropertyList properties) const;
  /// Null when it could not be built; see `findings`. Throws std::logic_error when there is no such adapter.
  std::unique_ptr<Sender> sender(const std::string& type, PropertyList properties);
  std::unique_ptr<Receiver> receiver(const std::string& type, PropertyList properties);

  FlowModel& model() { return flow_; }
  RuntimeOptions& options() { return options_; }
  const AdapterRegistry& registry() const { return registry_; }
  const Diagnostics& findings() const { return findings_; }
  void forgetFindings() { findings_ = {}; }
  FakeEndpointTable& endpoints() { return endpoints_; }
  FakeDirectTable& direct() { return direct_; }
  FakeScheduler& scheduler() { return scheduler_; }
  ManualClock& clock() { return clock_; }
  /// Moves the clock and runs what the scheduler has due until then.
  void passTo(TimePoint now);

  const FlowModel& flow() const override { return flow_; }
  const Services& services() const override { return *services_; }
  Surroundings surroundings() const override { return {}; }
  StepPtr compilePath(const Edge&) override { return nullptr; }
  const Step* localProcess(const Node&, const std::string&) override { return nullptr; }
  std::shared_ptr<const Receiver> receiverOf(const Node&) override { return nullptr; }
  const Edge* edge(std::string_view) const override { return nullptr; }
  ExpressionPtr expression(std::string_view language, std::string_view text, const Node& where) override;
  PredicatePtr condition(std::string_view, std::string_view, const Node&) override { return nullptr; }
  ExpressionPtr expression(std::string_view language, std::string_view text, const Channel& where) override;
  void report(Severity severity, const std::string& code, const Node& where, const std::string& message,
              const std::string& remedy) override;
  void report(Severity severity, const std::string& code, const Channel& where, const std::string& message,
              const std::string& remedy) override;

 private:
  class Outside;

  AdapterRegistry registry_;
  FlowModel flow_;
  RuntimeOptions options_;
  Diagnostics findings_;
  ManualClock clock_;
  FakeEndpointTable endpoints_;
  FakeDirectTable direct_;
  FakeScheduler scheduler_;
  std::unique_ptr<Outside> outside_;
  std::unique_ptr<Services> services_;
};

}  // namespace iflowsim
