#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/spi/adapter.h"
#include "runtime/spi/registry.h"
#include "tests/support/fake_build_context.h"
#include "tests/support/fake_services.h"

namespace iflowsim {

/// Puts adapters into a registry: `register_<name>` of one, registerAdapters of all, or that of a plug-in.
using AdapterRegistration = std::function<void(AdapterRegistry&)>;

/// A tenant for one adapter: builds its channels against fakes. For one thread.
class AdapterBench {
 public:
  using PropertyList = std::vector<std::pair<std::string, std::string>>;

  explicit AdapterBench(const AdapterRegistration& registration);

  /// A channel named `Shop` of participant `Webshop`.
  static Channel channel(const std::string& type, Direction direction, const PropertyList& properties);
  /// Null when it could not be built; see `findings`. Throws std::logic_error when there is no such adapter.
  std::unique_ptr<Sender> sender(const std::string& type, const PropertyList& properties);
  std::unique_ptr<Sender> sender(const Channel& channel);
  std::unique_ptr<Receiver> receiver(const std::string& type, const PropertyList& properties);
  std::unique_ptr<Receiver> receiver(const Channel& channel);

  /// What was reported, one line each.
  std::string findings() const { return build.diagnostics.toText(); }
  /// The only finding; fails the test when there is not exactly one.
  const Diagnostic& finding() const;
  /// Moves the clock and runs what the scheduler has due until then.
  void passTo(TimePoint now);

  FakeServices services;
  FakeBuildContext build{services};
  AdapterRegistry registry;
};

}  // namespace iflowsim
