#pragma once

#include <nlohmann/json.hpp>

#include "runtime/channel/deployments.h"
#include "runtime/monitor/log_reader.h"
#include "runtime/spi/decisions.h"
#include "web/management/tenant_facade.h"

/// How the management surface writes things as JSON. Times are ISO 8601 in UTC with milliseconds.
namespace iflowsim {

std::string toIsoTime(TimePoint time);

nlohmann::json toJson(const Diagnostic& finding);
nlohmann::json toJson(const DeploymentInfo& flow);
nlohmann::json toJson(const LogEntry& entry);
nlohmann::json toJson(const LogDetails& details);
nlohmann::json toJson(const TraceSnapshot& snapshot);
nlohmann::json toJson(const RecordedCall& call);
nlohmann::json toJson(const DecisionReport& decision);

}  // namespace iflowsim
