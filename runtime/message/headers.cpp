#include "runtime/message/headers.h"

#include <algorithm>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

const Value kNull;
/// What a sender and the first steps usually set; less than a kilobyte, up to which the allocator is quick.
constexpr std::size_t kUsualHeaders = 14;

}  // namespace

const Value& Headers::get(std::string_view name) const {
  for (const Entry& entry : entries_) {
    if (equalsIgnoreCase(entry.first, name)) return entry.second;
  }
  return kNull;
}

bool Headers::contains(std::string_view name) const {
  return std::any_of(begin(), end(), [&](const Entry& entry) { return equalsIgnoreCase(entry.first, name); });
}

Value* Headers::find(std::string_view name) {
  for (Entry& entry : entries_) {
    if (equalsIgnoreCase(entry.first, name)) return &entry.second;
  }
  return nullptr;
}

void Headers::set(std::string_view name, Value value) {
  if (Value* existing = find(name)) {
    *existing = std::move(value);
  } else {
    // A message starts with a header, and others follow at once.
    if (entries_.capacity() == 0) entries_.reserve(kUsualHeaders);
    entries_.emplace_back(name, std::move(value));
  }
}

void Headers::append(std::string_view name, Value value) {
  Value* existing = find(name);
  if (existing == nullptr) {
    entries_.emplace_back(name, std::move(value));
    return;
  }
  ValueList items;
  if (const auto* list = existing->as<std::shared_ptr<const ValueList>>()) {
    items = **list;
  } else {
    items.push_back(*existing);
  }
  items.push_back(std::move(value));
  *existing = Value::list(std::move(items));
}

void Headers::remove(std::string_view name) {
  std::erase_if(entries_, [&](const Entry& entry) { return equalsIgnoreCase(entry.first, name); });
}

void Headers::removeIf(const std::function<bool(const std::string&)>& condition) {
  std::erase_if(entries_, [&](const Entry& entry) { return condition(entry.first); });
}

}  // namespace iflowsim
