#include "runtime/store/memory/memory_number_range_store.h"

#include "runtime/store/number_draw.h"

namespace iflowsim {

namespace {

Result<std::string> draw(const NumberRange& range, std::int64_t& next) {
  auto drawn = drawNumber(range, next);
  if (!drawn) return tl::unexpected(drawn.error());
  next = drawn->next;
  return std::move(drawn->text);
}

}  // namespace

void MemoryNumberRangeStore::define(const NumberRange& range) {
  const std::lock_guard lock(mutex_);
  auto [state, added] = ranges_.try_emplace(range.name);
  state->second.range = range;
  state->second.next = added ? range.minimum : keepNext(range, state->second.next);
}

Result<std::string> MemoryNumberRangeStore::next(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto found = ranges_.find(name);
  if (found == ranges_.end()) return tl::unexpected(noSuchNumberRange(name));
  return draw(found->second.range, found->second.next);
}

Result<std::string> MemoryNumberRangeStore::nextFor(const std::string& name, const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = ranges_.find(name);
  if (found == ranges_.end()) return tl::unexpected(noSuchNumberRange(name));
  State& state = found->second;
  if (const auto before = state.drawn.find(key); before != state.drawn.end()) return before->second;
  auto number = draw(state.range, state.next);
  if (number) state.drawn.emplace(key, *number);
  return number;
}

}  // namespace iflowsim
