#include "runtime/base/time_zone.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <optional>

#include <cctz/time_zone.h>

namespace iflowsim {

namespace {

struct NamePair {
  std::string_view key;
  std::string_view value;
};

/// What Java still accepts from its first versions. Source: java.time.ZoneId.SHORT_IDS, and TimeZone for BST's kin.
constexpr std::array kOldIds{
    NamePair{"ACT", "Australia/Darwin"},
    NamePair{"AET", "Australia/Sydney"},
    NamePair{"AGT", "America/Argentina/Buenos_Aires"},
    NamePair{"ART", "Africa/Cairo"},
    NamePair{"AST", "America/Anchorage"},
    NamePair{"BET", "America/Sao_Paulo"},
    NamePair{"BST", "Asia/Dhaka"},
    NamePair{"CAT", "Africa/Harare"},
    NamePair{"CNT", "America/St_Johns"},
    NamePair{"CST", "America/Chicago"},
    NamePair{"CTT", "Asia/Shanghai"},
    NamePair{"EAT", "Africa/Addis_Ababa"},
    NamePair{"ECT", "Europe/Paris"},
    NamePair{"IET", "America/Indiana/Indianapolis"},
    NamePair{"IST", "Asia/Kolkata"},
    NamePair{"JST", "Asia/Tokyo"},
    NamePair{"MIT", "Pacific/Apia"},
    NamePair{"NET", "Asia/Yerevan"},
    NamePair{"NST", "Pacific/Auckland"},
    NamePair{"PLT", "Asia/Karachi"},
    NamePair{"PNT", "America/Phoenix"},
    NamePair{"PRT", "America/Puerto_Rico"},
    NamePair{"PST", "America/Los_Angeles"},
    NamePair{"SST", "Pacific/Guadalcanal"},
    NamePair{"VST", "Asia/Ho_Chi_Minh"},
    NamePair{"Z", "UTC"},
};

constexpr std::array kLongNames{
    NamePair{"UTC", "Coordinated Universal Time"},
    NamePair{"GMT", "Greenwich Mean Time"},
    NamePair{"CET", "Central European Time"},
    NamePair{"CEST", "Central European Summer Time"},
    NamePair{"EET", "Eastern European Time"},
    NamePair{"EEST", "Eastern European Summer Time"},
    NamePair{"WET", "Western European Time"},
    NamePair{"WEST", "Western European Summer Time"},
    NamePair{"MSK", "Moscow Standard Time"},
    NamePair{"IST", "India Standard Time"},
    NamePair{"JST", "Japan Standard Time"},
    NamePair{"EST", "Eastern Standard Time"},
    NamePair{"EDT", "Eastern Daylight Time"},
    NamePair{"CST", "Central Standard Time"},
    NamePair{"CDT", "Central Daylight Time"},
    NamePair{"MST", "Mountain Standard Time"},
    NamePair{"MDT", "Mountain Daylight Time"},
    NamePair{"PST", "Pacific Standard Time"},
    NamePair{"PDT", "Pacific Daylight Time"},
    NamePair{"BST", "British Summer Time"},
    NamePair{"AEST", "Australian Eastern Standard Time"},
    NamePair{"AEDT", "Australian Eastern Daylight Time"},
    NamePair{"SGT", "Singapore Time"},
    NamePair{"HKT", "Hong Kong Time"},
};

template <typename Table>
std::string_view lookUp(const Table& table, std::string_view key, std::string_view otherwise) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const NamePair& each) { return each.key == key; });
  return found == table.end() ? otherwise : found->value;
}

/// Seconds of `GMT+5`, `GMT-0330` or `GMT+05:30`.
std::optional<int> fixedOffset(std::string_view id) {
  if (id.size() < 5 || !id.starts_with("GMT") || (id[3] != '+' && id[3] != '-')) return std::nullopt;
  std::string digits(id.substr(4));
  digits.erase(std::remove(digits.begin(), digits.end(), ':'), digits.end());
  const bool numeric = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits.empty() || digits.size() > 4 || !numeric) return std::nullopt;
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool minutes = digits.size() > 2;
  const int hour = minutes ? number / 100 : number;
  const int minute = minutes ? number % 100 : 0;
  if (hour > 23 || minute > 59) return std::nullopt;
  const int seconds = hour * 3600 + minute * 60;
  return id[3] == '-' ? -seconds : seconds;
}

std::string twoDigits(int number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

std::string offsetName(int offset) {
  const int minutes = std::abs(offset) / 60;
  return std::string(offset < 0 ? "GMT-" : "GMT+") + twoDigits(minutes / 60) + ':' + twoDigits(minutes % 60);
}

/// None when there is no such zone.
std::optional<cctz::time_zone> zoneOf(std::string_view id) {
  if (const auto offset = fixedOffset(id)) return cctz::fixed_time_zone(cctz::seconds(*offset));
  cctz::time_zone zone;
  const std::string name(lookUp(kOldIds, id, id));
  // A name is looked up as a file, so it must not lead out of the zone directory.
  const bool safe = !name.empty() && name.front() != '/' && name.find("..") == std::string::npos;
  if (!safe || !cctz::load_time_zone(name, &zone)) return std::nullopt;
  return zone;
}

}  // namespace

struct TimeZone::Rules {
  cctz::time_zone zone;
  /// What an unknown id is called: Java falls back to GMT, not to UTC.
  bool greenwich = false;
  bool known = false;
};

TimeZone::TimeZone(std::string_view id) {
  auto rules = std::make_shared<Rules>();
  const auto zone = zoneOf(id);
  rules->known = zone.has_value();
  rules->zone = zone.value_or(cctz::utc_time_zone());
  rules->greenwich = rules->zone == cctz::utc_time_zone() && id != "UTC" && id != "Etc/UTC" && id != "Z";
  rules_ = std::move(rules);
}

bool TimeZone::known() const {
  return rules_->known;
}

TimeZone::Local TimeZone::at(TimePoint time) const {
  const auto looked_up = rules_->zone.lookup(time);
  Local local;
  local.offset = looked_up.offset;
  local.time = std::chrono::local_time<std::chrono::milliseconds>(time.time_since_epoch() +
                                                                  std::chrono::seconds(looked_up.offset));
  local.abbreviation = rules_->greenwich ? "GMT" : looked_up.abbr;
  const bool letters =
      !local.abbreviation.empty() && std::isalpha(static_cast<unsigned char>(local.abbreviation[0])) != 0;
  if (!letters || local.abbreviation.starts_with("UTC+") || local.abbreviation.starts_with("UTC-")) {
    local.abbreviation = offsetName(local.offset);
  }
  local.name = lookUp(kLongNames, local.abbreviation, local.abbreviation);
  return local;
}

}  // namespace iflowsim
