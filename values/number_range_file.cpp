#include "values/number_range_file.h"

#include <set>
#include <string>
#include <vector>

#include "runtime/base/quote.h"
#include "runtime/yaml/yaml_reader.h"

namespace iflowsim {

namespace {

constexpr std::int64_t kLargestNumber = 99'999'999'999'999;
constexpr int kLongestField = 14;

void checkNumbers(YamlReader& file, const YAML::Node& entry, const NumberRange& range) {
  const std::string what = "the number range " + inQuotes(range.name);
  if (range.minimum < 0 || range.minimum > range.maximum || range.maximum > kLargestNumber) {
    file.error("005", entry, what + " has no numbers within its bounds.",
               "Let 0 <= minimum <= maximum <= 99999999999999.");
  }
}

int readFieldLength(YamlReader& file, const YAML::Node& entry, const std::string& what) {
  const std::int64_t length = file.number(entry, "field_length", what).value_or(NumberRange().field_length);
  if (length >= 0 && length <= kLongestField) return static_cast<int>(length);
  file.error("005", entry["field_length"], "the field length of " + what + " is not possible.", "Give one of 0 to 14.");
  return 0;
}

std::optional<NumberRange> readRange(YamlReader& file, const YAML::Node& entry) {
  const auto name = file.requiredText(entry, "name", "a number range");
  if (!name) return std::nullopt;
  const std::string what = "the number range " + inQuotes(*name);
  file.checkKeys(entry, what, {"name", "minimum", "maximum", "field_length", "rotate"});
  const NumberRange defaults;
  NumberRange range{.name = *name,
                    .minimum = file.number(entry, "minimum", what).value_or(defaults.minimum),
                    .maximum = file.number(entry, "maximum", what).value_or(defaults.maximum),
                    .field_length = readFieldLength(file, entry, what),
                    .rotate = file.flag(entry, "rotate", what).value_or(defaults.rotate)};
  checkNumbers(file, entry, range);
  return range;
}

}  // namespace

Diagnostics loadNumberRanges(const std::filesystem::path& file, NumberRangeStore& store) {
  YamlReader source(file, "VALUES");
  std::vector<NumberRange> ranges;
  std::set<std::string> names;
  for (const YAML::Node& entry : source.entries("number_ranges", "a number range")) {
    auto range = readRange(source, entry);
    if (!range) continue;
    if (!names.insert(range->name).second) {
      source.error("004", entry, "the number range " + inQuotes(range->name) + " stands twice.",
                   "Remove one of the entries.");
    }
    ranges.push_back(*std::move(range));
  }
  if (source.findings().hasErrors()) return source.findings();
  for (const NumberRange& range : ranges) store.define(range);
  return source.findings();
}

}  // namespace iflowsim
