#include "adapters/idoc/db_ids.h"

#include <algorithm>

namespace iflowsim {

namespace {

constexpr std::size_t kDigits = 16;
/// Numbers for each millisecond; when a tenant needs more, it runs ahead of its clock.
constexpr std::int64_t kPerMillisecond = 1000;

}  // namespace

std::vector<std::string> DbIds::draw(TimePoint now, std::size_t count) {
  const std::int64_t due = now.time_since_epoch().count() * kPerMillisecond;
  std::int64_t first = 0;
  std::int64_t seen = next_.load();
  do {
    first = std::max(seen, due);
  } while (!next_.compare_exchange_weak(seen, first + static_cast<std::int64_t>(count)));

  std::vector<std::string> drawn;
  drawn.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string digits = std::to_string(first + static_cast<std::int64_t>(i));
    drawn.push_back(std::string(kDigits - std::min(kDigits, digits.size()), '0') + digits);
  }
  return drawn;
}

}  // namespace iflowsim
