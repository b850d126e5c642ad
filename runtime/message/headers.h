#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/message/value.h"

namespace iflowsim {

/// The headers of a message: names compare without regard to case, the first spelling is kept, order is that of
/// arrival. Source: runtime-behaviour section 0, observed-samples 27.
class Headers {
 public:
  using Entry = std::pair<std::string, Value>;

  /// Null value when absent.
  const Value& get(std::string_view name) const;
  /// Text of the header, empty when absent.
  std::string text(std::string_view name) const { return get(name).toText(); }
  bool contains(std::string_view name) const;
  void set(std::string_view name, Value value);
  /// Joins to an existing value as a list, as repeated header lines do.
  void append(std::string_view name, Value value);
  void remove(std::string_view name);
  void removeIf(const std::function<bool(const std::string& name)>& condition);

  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }
  std::vector<Entry>::const_iterator begin() const { return entries_.begin(); }
  std::vector<Entry>::const_iterator end() const { return entries_.end(); }

 private:
  Value* find(std::string_view name);

  // A message has a few dozen headers at most: a scan beats a tree.
  std::vector<Entry> entries_;
};

}  // namespace iflowsim
