#include "adapters/timer/cron_field.h"

#include <optional>

#include "runtime/base/number_text.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

std::optional<int> readNumber(std::string_view text) {
  return text.starts_with('-') ? std::nullopt : numberIn<int>(text);
}

struct Range {
  int first;
  int last;
};

/// The values before the step; a lone value goes on to the end when a step follows it (`3/10`).
Result<Range> parseRange(std::string_view text, bool stepped, const CronFieldSpec& spec) {
  if (text == "*" || text == "?") return Range{spec.lowest, spec.highest};
  // Quartz takes a step without a start.
  if (text.empty() && stepped) return Range{spec.lowest, spec.highest};
  const std::size_t dash = text.find('-');
  const auto first = parseCronValue(text.substr(0, dash), spec);
  if (!first) return tl::unexpected(first.error());
  if (dash == std::string_view::npos) return Range{*first, stepped ? spec.highest : *first};
  const auto last = parseCronValue(text.substr(dash + 1), spec);
  if (!last) return tl::unexpected(last.error());
  const int size = spec.highest - spec.lowest + 1;
  return Range{*first, *last < *first ? *last + size : *last};
}

Result<void> addPart(std::string_view part, const CronFieldSpec& spec, CronValues& values) {
  const std::size_t slash = part.find('/');
  const bool stepped = slash != std::string_view::npos;
  const int size = spec.highest - spec.lowest + 1;
  int step = 1;
  if (stepped) {
    step = readNumber(part.substr(slash + 1)).value_or(0);
    if (step < 1 || step > size) {
      return cronError(spec, part, "needs a step between 1 and " + std::to_string(size) + " behind '/'");
    }
  }
  const auto range = parseRange(part.substr(0, slash), stepped, spec);
  if (!range) return tl::unexpected(range.error());
  for (int value = range->first; value <= range->last; value += step) {
    values.set(static_cast<std::size_t>(spec.lowest + (value - spec.lowest) % size));
  }
  return {};
}

}  // namespace

tl::unexpected<Error> cronError(const CronFieldSpec& spec, std::string_view part, const std::string& why) {
  return failure("CRON-001", "in the field " + std::string(spec.name) + ", '" + std::string(part) + "' " + why);
}

Result<int> parseCronValue(std::string_view text, const CronFieldSpec& spec) {
  for (std::size_t i = 0; i < spec.names.size(); ++i) {
    if (equalsIgnoreCase(text, spec.names[i])) return spec.lowest + static_cast<int>(i);
  }
  const auto number = readNumber(text);
  if (!number || *number < spec.lowest || *number > spec.highest) {
    return cronError(spec, text,
                     "is no value between " + std::to_string(spec.lowest) + " and " + std::to_string(spec.highest));
  }
  return *number;
}

Result<CronValues> parseCronField(std::string_view text, const CronFieldSpec& spec) {
  CronValues values;
  for (const std::string_view part : split(text, ',')) {
    const auto added = addPart(part, spec, values);
    if (!added) return tl::unexpected(added.error());
  }
  return values;
}

}  // namespace iflowsim
