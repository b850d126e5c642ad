#include "runtime/expression/date_function.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <optional>

#include "runtime/base/text.h"
#include "runtime/expression/compile_error.h"
#include "runtime/expression/date_format.h"
#include "runtime/expression/java_text.h"
#include "runtime/message/run.h"

namespace iflowsim {

namespace {

using std::chrono::milliseconds;
using Moment = std::function<Value(const Exchange&)>;

milliseconds unitOf(std::string_view unit, std::string_view offset) {
  if (unit == "d") return std::chrono::days{1};
  if (unit == "h") return std::chrono::hours{1};
  if (unit == "m") return std::chrono::minutes{1};
  if (unit == "s") return std::chrono::seconds{1};
  if (unit == "ms" || unit.empty()) return milliseconds{1};
  throw CompileError("SIMPLE-005", "The offset '" + std::string(offset) + "' has no unit '" + std::string(unit) +
                                       "'. Use d, h, m, s or ms, as in +2h30m.");
}

/// `2h30m` of `+2h30m-5s`.
milliseconds durationOf(std::string_view text, std::string_view offset) {
  milliseconds sum{0};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t unit = std::min(text.find_first_not_of("0123456789", at), text.size());
    const std::size_t next = std::min(text.find_first_of("0123456789", unit), text.size());
    const auto number = textInteger(text.substr(at, unit - at));
    if (!number || *number > 1'000'000'000) {
      throw CompileError("SIMPLE-005", "The offset '" + std::string(offset) + "' is no duration. Write it as +2h30m.");
    }
    sum += *number * unitOf(text.substr(unit, next - unit), offset);
    at = next;
  }
  return sum;
}

milliseconds offsetOf(std::string_view text) {
  milliseconds sum{0};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("+-", at + 1), text.size());
    const milliseconds duration = durationOf(trim(text.substr(at + 1, end - at - 1)), text);
    sum += text[at] == '-' ? -duration : duration;
    at = end;
  }
  return sum;
}

Value dateOf(const Value& value, const std::string& command) {
  if (value.isNull() || value.as<TimePoint>() != nullptr) return value;
  const auto number = textInteger(value.toText());
  if (number) return TimePoint(milliseconds(*number));
  throw FlowError("java.lang.IllegalArgumentException", "Cannot find Date/long object at command: " + command);
}

/// The header or property a command names.
std::optional<Moment> keyedMoment(std::string_view command) {
  struct Source {
    std::string_view prefix;
    bool header;
  };
  constexpr std::array kSources{Source{"header.", true}, Source{"in.header.", true}, Source{"property.", false},
                                Source{"exchangeProperty.", false}};
  for (const auto& [prefix, header] : kSources) {
    if (!command.starts_with(prefix)) continue;
    return [name = std::string(command.substr(prefix.size())), text = std::string(command),
            header = header](const Exchange& exchange) {
      return dateOf(header ? exchange.headers().get(name) : exchange.properties().get(name), text);
    };
  }
  return std::nullopt;
}

/// Where the offset begins: at the first sign behind which only numbers and units stand, as names hold signs too.
std::size_t offsetStart(std::string_view text) {
  if (text.starts_with("now")) return text.find_first_of("+-");
  const std::size_t before = text.find_last_not_of("+-0123456789dhms");
  const std::size_t sign = text.find_first_of("+-", before == std::string_view::npos ? 0 : before);
  return sign == 0 ? std::string_view::npos : sign;
}

/// The moment a command names, offset included.
Moment momentOf(std::string_view text) {
  const auto sign = offsetStart(text);
  const std::string_view command = trim(text.substr(0, sign));
  const milliseconds offset = sign == std::string_view::npos ? milliseconds{0} : offsetOf(text.substr(sign));
  if (command == "now") {
    return [offset](const Exchange& exchange) { return Value(TimePoint(exchange.run().clock().now() + offset)); };
  }
  if (command == "exchangeCreated") {
    return [offset](const Exchange& exchange) { return Value(TimePoint(exchange.run().start() + offset)); };
  }
  auto base = keyedMoment(command);
  if (!base) {
    throw CompileError("SIMPLE-005", "A date cannot be taken from '" + std::string(text) +
                                         "'. Use now, header.x or property.x, as in ${date:now:yyyy-MM-dd}.");
  }
  return [base = *std::move(base), offset](const Exchange& exchange) {
    const Value value = base(exchange);
    return value.isNull() ? value : Value(TimePoint(*value.as<TimePoint>() + offset));
  };
}

OperandPtr formatted(Moment moment, std::string_view pattern, std::string_view zone) {
  auto format = DateFormat::compile(pattern, zone);
  if (!format) throw CompileError("SIMPLE-005", format.error().text);
  return makeOperand([moment = std::move(moment), format = *std::move(format)](const Exchange& exchange) {
    const Value value = moment(exchange);
    const auto* time = value.as<TimePoint>();
    return time == nullptr ? Value() : Value(format.format(*time));
  });
}

}  // namespace

OperandPtr buildDate(std::string_view rest, const ScopePtr&) {
  const auto colon = rest.find(':');
  Moment moment = momentOf(rest.substr(0, colon));
  if (colon == std::string_view::npos) return makeOperand(std::move(moment));
  return formatted(std::move(moment), rest.substr(colon + 1), "UTC");
}

OperandPtr buildDateWithZone(std::string_view rest, const ScopePtr&) {
  const auto first = rest.find(':');
  const auto second = first == std::string_view::npos ? first : rest.find(':', first + 1);
  // An offset zone such as GMT+05:30 holds a colon itself.
  const auto third = second == std::string_view::npos ? second : rest.find(':', second + 1);
  if (second == std::string_view::npos) {
    throw CompileError("SIMPLE-005",
                       "date-with-timezone needs a date, a zone and a pattern. Write "
                       "${date-with-timezone:now:Europe/Berlin:yyyy-MM-dd}.");
  }
  const std::string_view zone = rest.substr(first + 1, second - first - 1);
  const bool offset_zone = zone.size() > 3 && zone.starts_with("GMT") && third != std::string_view::npos &&
                           textInteger(rest.substr(second + 1, third - second - 1)).has_value();
  const std::size_t zone_end = offset_zone ? third : second;
  return formatted(momentOf(rest.substr(0, first)), rest.substr(zone_end + 1),
                   rest.substr(first + 1, zone_end - first - 1));
}

}  // namespace iflowsim
