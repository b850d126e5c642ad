#include "runtime/message/properties.h"

#include <algorithm>

namespace iflowsim {

namespace {

const Value kNull;

auto named(std::string_view name) {
  return [name](const Properties::Entry& entry) { return entry.first == name; };
}

}  // namespace

const Value& Properties::get(std::string_view name) const {
  const auto found = std::find_if(begin(), end(), named(name));
  return found == end() ? kNull : found->second;
}

bool Properties::contains(std::string_view name) const {
  return std::any_of(begin(), end(), named(name));
}

void Properties::set(std::string_view name, Value value) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), named(name));
  if (found == entries_.end()) {
    entries_.emplace_back(name, std::move(value));
  } else {
    found->second = std::move(value);
  }
}

void Properties::remove(std::string_view name) {
  std::erase_if(entries_, named(name));
}

void Properties::removeIf(const std::function<bool(const std::string&)>& condition) {
  std::erase_if(entries_, [&](const Entry& entry) { return condition(entry.first); });
}

}  // namespace iflowsim
