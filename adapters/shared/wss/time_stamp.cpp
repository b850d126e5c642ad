#include "adapters/shared/wss/time_stamp.h"

#include <chrono>
#include <string>

#include "adapters/shared/wss/refusal.h"
#include "adapters/shared/wss/wss_names.h"
#include "adapters/shared/wss/wss_tree.h"
#include "runtime/base/text.h"
#include "runtime/base/utc_time.h"

namespace iflowsim::wss {

namespace {

constexpr std::chrono::minutes kLifetime{5};
constexpr std::chrono::minutes kAhead{1};

TimePoint readTime(xmlNodePtr element) {
  const std::string text(trim(textOf(element)));
  const auto time = parseUtc(text);
  if (time) return *time;
  throw Refusal("the time '" + text + "' in the element '" + std::string(localName(element)) +
                "' cannot be read. Write it as '2026-11-28T08:00:00Z'.");
}

}  // namespace

void checkTimeStamp(xmlNodePtr time_stamp, TimePoint now) {
  const TimePoint created = readTime(requiredChild(time_stamp, kWsu, "Created"));
  const std::string of_tenant = " (the time of the tenant is " + formatUtc(now) + ").";
  if (created > now + kAhead) {
    throw Refusal("the time stamp is from the future, created " + formatUtc(created) + of_tenant +
                  " Set the clock of the sender.");
  }
  if (created < now - kLifetime) {
    throw Refusal("the time stamp is older than five minutes, created " + formatUtc(created) + of_tenant +
                  " Send the message anew.");
  }
  xmlNodePtr expires = onlyChild(time_stamp, kWsu, "Expires");
  if (expires != nullptr && readTime(expires) <= now) {
    throw Refusal("the message has expired, " + formatUtc(readTime(expires)) + of_tenant + " Send the message anew.");
  }
}

xmlNodePtr addTimeStamp(xmlNodePtr security, TimePoint now) {
  xmlNodePtr time_stamp = addElement(security, kWsu, "Timestamp");
  ensureId(time_stamp, "TS");
  addElement(time_stamp, kWsu, "Created", formatUtc(now));
  addElement(time_stamp, kWsu, "Expires", formatUtc(now + kLifetime));
  return time_stamp;
}

}  // namespace iflowsim::wss
