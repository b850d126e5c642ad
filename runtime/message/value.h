#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "runtime/base/clock.h"
#include "runtime/base/flow_error.h"

namespace iflowsim {

class Value;

/// A value that lives elsewhere: an object in the script host, an XML node. Immutable as seen from here.
class OpaqueValue {
 public:
  virtual ~OpaqueValue() = default;
  /// The Java class a script would see.
  virtual std::string className() const = 0;
  virtual std::string toText() const = 0;
};

using ValueList = std::vector<Value>;
using ValueMap = std::vector<std::pair<std::string, Value>>;

/// The value of a header or property. Copies are cheap: everything large is shared and immutable.
class Value {
 public:
  using Bytes = std::shared_ptr<const std::string>;
  using Storage = std::variant<std::monostate, std::string, bool, std::int64_t, double, Bytes,
                               std::shared_ptr<const ValueList>, std::shared_ptr<const ValueMap>, TimePoint,
                               std::shared_ptr<const FlowError>, std::shared_ptr<const OpaqueValue>>;

  Value() = default;
  Value(std::string text) : storage_(std::move(text)) {}
  Value(const char* text) : storage_(std::string(text)) {}
  Value(bool value) : storage_(value) {}
  Value(int value) : storage_(std::int64_t{value}) {}
  Value(std::int64_t value) : storage_(value) {}
  Value(double value) : storage_(value) {}
  Value(TimePoint value) : storage_(value) {}
  Value(Bytes bytes) : storage_(std::move(bytes)) {}
  Value(std::shared_ptr<const FlowError> error) : storage_(std::move(error)) {}
  Value(std::shared_ptr<const OpaqueValue> object) : storage_(std::move(object)) {}
  static Value list(ValueList items);
  static Value map(ValueMap entries);

  bool isNull() const { return std::holds_alternative<std::monostate>(storage_); }
  /// The alternative of that type, or null pointer.
  template <typename T>
  const T* as() const {
    return std::get_if<T>(&storage_);
  }
  const Storage& storage() const { return storage_; }

  /// As the product renders it into text: null is empty, lists are joined by comma, dates are
  /// `EEE MMM dd HH:mm:ss zzz yyyy` in UTC.
  std::string toText() const;
  /// The Java class of the value, `null` for none; what a trace shows.
  std::string className() const;

  /// Equal in type and content (shared objects: the same object).
  friend bool operator==(const Value& left, const Value& right);

 private:
  Storage storage_;
};

}  // namespace iflowsim
