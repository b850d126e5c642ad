#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/message/value.h"

namespace iflowsim {

/// The properties of an exchange: names are case-sensitive; order is that of creation.
class Properties {
 public:
  using Entry = std::pair<std::string, Value>;

  /// Null value when absent.
  const Value& get(std::string_view name) const;
  std::string text(std::string_view name) const { return get(name).toText(); }
  bool contains(std::string_view name) const;
  void set(std::string_view name, Value value);
  void remove(std::string_view name);
  void removeIf(const std::function<bool(const std::string& name)>& condition);

  std::size_t size() const { return entries_.size(); }
  std::vector<Entry>::const_iterator begin() const { return entries_.begin(); }
  std::vector<Entry>::const_iterator end() const { return entries_.end(); }

 private:
  std::vector<Entry> entries_;
};

}  // namespace iflowsim
