#pragma once

#include <memory>
#include <string>

#include "iflows/model/flow_model.h"
#include "runtime/spi/build_context.h"

namespace iflowsim {

/// Where a value of a content modifier or of a variable comes from. Immutable, used by many threads.
class ValueSource {
 public:
  virtual ~ValueSource() = default;
  /// Throws FlowError when the value cannot be had.
  virtual Value get(const Exchange& exchange) const = 0;
  /// Whether getting it waits for a store.
  virtual bool mayBlock() const { return false; }
};

/// A source as a row of a table declares it.
struct ValueSourceSpec {
  /// `constant`, `expression`, `xpath`, `header`, `property`, `persisted variables`, `global persisted variables`,
  /// `numberRange`, `external parameter`.
  std::string type;
  std::string value;
  /// Java type the value is converted to; empty: as it is (XPath: text).
  std::string data_type;
  /// Used when a variable does not exist.
  std::string default_value;
};

/// Null and a diagnostic (`VALUE-001` for an unknown type, the code of the expression otherwise) when the row is wrong.
/// Source: iflow-format 6.1, runtime-behaviour 4.1.
std::shared_ptr<const ValueSource> makeValueSource(BuildContext& context, const Node& node,
                                                   const ValueSourceSpec& spec);

/// The value as that Java type; unknown types give text. Throws FlowError when it has no such form.
Value convertTo(const Value& value, const std::string& data_type);

}  // namespace iflowsim
