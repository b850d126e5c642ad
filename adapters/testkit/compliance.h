#pragma once

#include <string>

#include "adapters/testkit/adapter_bench.h"
#include "runtime/spi/adapter.h"

namespace iflowsim {

/// What the suite needs to know of an adapter in one direction.
struct AdapterExample {
  std::string type;
  Direction direction = Direction::Sender;
  /// A channel that can be built and started without anything outside.
  AdapterBench::PropertyList good;
  /// One that cannot be built.
  AdapterBench::PropertyList bad;

  std::string name() const { return type + std::string(toText(direction)); }
};

/// The checks every adapter passes; they fail the test they are called from. Each works on a bench of its own, with the
/// given registration.
class AdapterCompliance {
 public:
  explicit AdapterCompliance(void (*register_function)(AdapterRegistry&)) : register_(register_function) {}

  /// Name, summary, the builder of its direction, fidelity with its difference in words, and properties that are
  /// documented, named once and have an allowed default; the examples use no other properties.
  void describesItself(const AdapterExample& example) const;
  /// The good channel is built without errors and gives the same when built again.
  void buildsAGoodChannel(const AdapterExample& example) const;
  /// The bad channel gives no adapter but errors with code, place, channel, text and remedy.
  void reportsABadChannel(const AdapterExample& example) const;
  /// A sender starts, stops, leaves nothing behind, and can be started again on the same address; what did not start
  /// can be stopped too.
  void startsAndStops(const AdapterExample& example) const;

 private:
  void (*register_)(AdapterRegistry&);
};

}  // namespace iflowsim
