#include "app/verbs/local_time.h"

#include <array>
#include <ctime>

namespace iflowsim {

std::string toLocalTime(const std::string& utc) {
  std::tm parsed{};
  const char* rest = ::strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%S", &parsed);
  if (rest == nullptr || !utc.ends_with('Z')) return utc;
  const std::time_t moment = ::timegm(&parsed);
  std::tm local{};
  if (::localtime_r(&moment, &local) == nullptr) return utc;
  std::array<char, 64> text{};
  std::array<char, 16> zone{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &local);
  std::strftime(zone.data(), zone.size(), "%z", &local);
  std::string offset = zone.data();
  if (offset.size() == 5) offset.insert(3, ":");
  const std::string fraction(rest, utc.size() - 1 - static_cast<std::size_t>(rest - utc.c_str()));
  return text.data() + fraction + offset;
}

}  // namespace iflowsim
