#include "adapters/timer/timer_plan.h"

#include <algorithm>
#include <optional>

#include "adapters/timer/zoned_cron.h"
#include "iflows/model/row_table.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr const char* kRemedy =
    "Open the timer and choose Run Once or a schedule. If it is an externalized parameter, configure its value.";

/// `schedule1` to `scheduleN`: the rows that decide, the others are the editor's.
bool isScheduleRow(std::string_view key) {
  constexpr std::string_view kPrefix = "schedule";
  return key.size() > kPrefix.size() && key.starts_with(kPrefix) &&
         key.find_first_not_of("0123456789", kPrefix.size()) == std::string_view::npos;
}

class PlanReader {
 public:
  PlanReader(BuildContext& build, const Channel& channel) : build_(build), channel_(channel) {}

  std::optional<TimerPlan> read() {
    const std::string& text = channel_.properties.get("scheduleKey");
    const auto rows = readRowTable(text);
    if (!rows) {
      error("TIMER-001", "The schedule is no table but '" + text + "'.", kRemedy);
      return std::nullopt;
    }
    for (const TableRow& row : *rows) readRow(row.cell(0U), trim(row.cell(1U)));
    if (!wrong_ && !plan_.on_deployment && plan_.schedules.empty()) {
      error("TIMER-001", "The timer has no schedule.", kRemedy);
    }
    if (wrong_) return std::nullopt;
    return std::move(plan_);
  }

 private:
  void readRow(std::string_view key, std::string_view value) {
    if (key == "throwExceptionOnExpiry") plan_.fails_when_expired = !equalsIgnoreCase(value, "false");
    // Externalized schedules are escaped once more than modelled ones.
    if (isScheduleRow(key) && !value.empty()) readSchedule(unescapeXml(value));
  }

  /// `0+0/5+*+?+*+*+*&trigger.timeZone=Etc/GMT`, `fireNow=true`, `simple.repeat=NONE&trigger.timeZone=Etc/GMT`.
  void readSchedule(const std::string& schedule) {
    const auto parts = split(schedule, '&');
    std::string_view zone = "Etc/GMT";
    for (std::size_t i = 1; i < parts.size(); ++i) {
      constexpr std::string_view kZone = "trigger.timeZone=";
      if (parts[i].starts_with(kZone)) {
        zone = trim(parts[i].substr(kZone.size()));
      } else {
        build_.report(Severity::Warning, "TIMER-005", channel_,
                      "The option '" + std::string(parts[i]) + "' of the schedule is not known and has no effect.",
                      "Nothing to do if the timer fires when it should; otherwise express it by the cron fields.");
      }
    }
    if (!plan_.text.empty()) plan_.text += "; ";
    plan_.text += replaceAll(std::string(parts[0]), "+", " ") + " (" + std::string(zone) + ')';
    if (parts[0] == "fireNow=true" || parts[0] == "simple.repeat=NONE") {
      plan_.on_deployment = true;
    } else if (parts[0].find('=') != std::string_view::npos) {
      error("TIMER-002", "The schedule '" + schedule + "' has a form that is not known.",
            "Use Run Once, Schedule to Recur or a cron expression.");
    } else {
      readCron(parts[0], zone);
    }
  }

  void readCron(std::string_view text, std::string_view zone_id) {
    auto cron = CronExpression::parse(text);
    if (!cron) {
      error(
          "TIMER-003",
          "The cron expression '" + replaceAll(std::string(text), "+", " ") + "' is wrong: " + cron.error().text + '.',
          "Correct it; an example: '0 0/5 * ? * * *' fires every five minutes.");
      return;
    }
    TimeZone zone(zone_id);
    if (!zone.known()) {
      build_.report(Severity::Warning, "TIMER-004", channel_,
                    "The time zone '" + std::string(zone_id) + "' is not known; GMT is used, as in the product.",
                    "Choose a zone such as Europe/Berlin.");
    }
    plan_.schedules.push_back(std::make_shared<const ZonedCron>(std::move(*cron), std::move(zone)));
  }

  void error(const char* code, const std::string& message, const char* remedy) {
    wrong_ = true;
    build_.report(Severity::Error, code, channel_, message, remedy);
  }

  BuildContext& build_;
  const Channel& channel_;
  TimerPlan plan_;
  bool wrong_ = false;
};

}  // namespace

bool TimerPlan::isExpired(TimePoint now) const {
  return !on_deployment && std::none_of(schedules.begin(), schedules.end(),
                                        [&](const auto& schedule) { return schedule->nextAfter(now).has_value(); });
}

Error TimerPlan::expiry() const {
  return {"TIMER-006", "The timer will never fire: no time is left in its schedule " + text + '.'};
}

std::optional<TimerPlan> readTimerPlan(BuildContext& build, const Channel& channel) {
  return PlanReader(build, channel).read();
}

}  // namespace iflowsim
