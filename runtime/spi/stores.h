#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "runtime/base/clock.h"
#include "runtime/base/result.h"

namespace iflowsim {

/// Variables written by flows. The scope is a flow id for a local variable and empty for a global one. Thread-safe.
/// Source: runtime-behaviour 4.9.
class VariableStore {
 public:
  virtual ~VariableStore() = default;
  /// None when it was never written, was deleted, or expired at `now`.
  virtual std::optional<std::string> read(const std::string& scope, const std::string& name, TimePoint now) = 0;
  virtual void write(const std::string& scope, const std::string& name, const std::string& value, TimePoint now,
                     TimePoint expires) = 0;
  virtual void remove(const std::string& scope, const std::string& name) = 0;
};

/// The definition of a number range. Source: runtime-behaviour 6.6.
struct NumberRange {
  std::string name;
  std::int64_t minimum = 0;
  std::int64_t maximum = 999'999'999;
  /// Zero padding; 0 for none.
  int field_length = 0;
  bool rotate = true;
};

/// Number ranges. Thread-safe; a number drawn is never drawn again, also after a crash.
class NumberRangeStore {
 public:
  virtual ~NumberRangeStore() = default;
  /// Creates the range, or changes its bounds and keeps its next value.
  virtual void define(const NumberRange& range) = 0;
  /// Draws the next number, padded. `NUMBER-001` when the range does not exist, `NUMBER-002` when it is used up.
  virtual Result<std::string> next(const std::string& name) = 0;
  /// The number drawn for this key before, or a new one: `name:<key>` of a content modifier.
  virtual Result<std::string> nextFor(const std::string& name, const std::string& key) = 0;
};

class DataStore;

/// Everything durable that steps use; owned by the application.
struct Stores {
  VariableStore& variables;
  NumberRangeStore& number_ranges;
  DataStore& data_stores;
};

}  // namespace iflowsim
