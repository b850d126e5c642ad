#include "web/management/log_query.h"

#include <array>
#include <charconv>
#include <functional>
#include <map>

#include <Poco/DateTime.h>
#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeParser.h>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::array kStatuses{RunStatus::Processing, RunStatus::Completed, RunStatus::Failed,    RunStatus::Retry,
                               RunStatus::Escalated,  RunStatus::Cancelled, RunStatus::Discarded, RunStatus::Abandoned};
constexpr std::array kLevels{LogLevel::None, LogLevel::Error, LogLevel::Info, LogLevel::Debug, LogLevel::Trace};

constexpr std::int64_t kLargestPage = 1000;

/// Poco's parser takes any text for a time, so the form of the date is checked first.
bool startsWithDate(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  if (text.size() < kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return false;
  }
  return true;
}

bool readTime(const std::string& text, std::optional<TimePoint>& time) {
  if (!startsWithDate(text)) return false;
  Poco::DateTime read;
  int zone = 0;
  if (!Poco::DateTimeParser::tryParse(Poco::DateTimeFormat::ISO8601_FRAC_FORMAT, text, read, zone)) return false;
  read.makeUTC(zone);
  time = TimePoint(std::chrono::milliseconds(read.timestamp().epochMicroseconds() / 1000));
  return true;
}

bool readStatuses(const std::string& text, std::vector<RunStatus>& statuses) {
  for (const std::string_view name : split(text, ',')) {
    bool known = false;
    for (const RunStatus status : kStatuses) {
      if (!equalsIgnoreCase(toText(status), trim(name))) continue;
      statuses.push_back(status);
      known = true;
    }
    if (!known) return false;
  }
  return true;
}

bool readNumber(const std::string& text, std::int64_t lowest, std::int64_t highest, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= lowest && number <= highest;
}

bool readHeader(const std::string& text, LogFilter& filter) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) return false;
  filter.custom_header = {text.substr(0, equals), text.substr(equals + 1)};
  return true;
}

/// One query parameter: the only place of its name and meaning.
struct Parameter {
  const char* takes;
  bool restricts;
  std::function<bool(LogQuery&, const std::string&)> read;
};

Parameter text(std::string LogFilter::*field) {
  return {"a text", true, [field](LogQuery& query, const std::string& value) {
            query.filter.*field = value;
            return true;
          }};
}

Parameter time(std::optional<TimePoint> LogFilter::*field) {
  return {"a time like 2026-01-31T08:00:00Z", true,
          [field](LogQuery& query, const std::string& value) { return readTime(value, query.filter.*field); }};
}

Parameter size(std::size_t LogPage::*field, std::int64_t lowest, std::int64_t highest, const char* takes) {
  return {takes, false, [=](LogQuery& query, const std::string& value) {
            std::int64_t number = 0;
            if (!readNumber(value, lowest, highest, number)) return false;
            query.page.*field = static_cast<std::size_t>(number);
            return true;
          }};
}

const std::map<std::string, Parameter>& parameters() {
  static const std::map<std::string, Parameter> table{
      {"from", time(&LogFilter::from)},
      {"until", time(&LogFilter::until)},
      {"status",
       {"one or more of PROCESSING, COMPLETED, FAILED, RETRY, ESCALATED, CANCELLED, DISCARDED, ABANDONED", true,
        [](LogQuery& query, const std::string& value) { return readStatuses(value, query.filter.statuses); }}},
      {"id", text(&LogFilter::message_id)},
      {"correlation", text(&LogFilter::correlation_id)},
      {"application", text(&LogFilter::application_id)},
      {"flow", text(&LogFilter::flow_id)},
      {"sender", text(&LogFilter::sender)},
      {"receiver", text(&LogFilter::receiver)},
      {"type", text(&LogFilter::message_type)},
      {"custom-status", text(&LogFilter::custom_status)},
      {"header",
       {"name=value", true, [](LogQuery& query, const std::string& value) { return readHeader(value, query.filter); }}},
      {"limit", size(&LogPage::limit, 1, kLargestPage, "a number from 1 to 1000")},
      {"offset", size(&LogPage::offset, 0, INT64_MAX, "a number from 0")},
      {"after", {"a change number", false, [](LogQuery& query, const std::string& value) {
                   std::int64_t number = 0;
                   if (!readNumber(value, 0, INT64_MAX, number)) return false;
                   query.page.after_change = number;
                   return true;
                 }}}};
  return table;
}

}  // namespace

Result<LogQuery> readLogQuery(const ApiCall& call) {
  LogQuery query;
  for (const auto& [name, value] : call.query) {
    const auto found = parameters().find(name);
    if (found == parameters().end()) {
      std::vector<std::string> names;
      for (const auto& [known, ignored] : parameters()) names.push_back(known);
      return failure("API-400", "There is no parameter '" + name + "'. Known are: " + join(names, ", ") + '.');
    }
    if (!found->second.read(query, value)) {
      return failure("API-400",
                     "Parameter '" + name + "' cannot be '" + value + "': it takes " + found->second.takes + '.');
    }
    query.restricted = query.restricted || found->second.restricts;
  }
  return query;
}

std::optional<LogLevel> readLogLevel(std::string_view text) {
  for (const LogLevel level : kLevels) {
    if (equalsIgnoreCase(toText(level), text)) return level;
  }
  return std::nullopt;
}

}  // namespace iflowsim
