#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/client/running_tenant.h"
#include "app/verbs/verbs_testkit.h"

namespace iflowsim {

/// Runs a verb against a tenant with the flow `Orders` and the message `M1`.
struct VerbTenant : RunningTenant {
  VerbTenant() {
    LogDetails message;
    message.entry = {.change = 3,
                     .message_id = "M1",
                     .flow_id = "Orders",
                     .status = RunStatus::Failed,
                     .start = TimePoint(std::chrono::milliseconds(1'767'225'600'123)),
                     .end = TimePoint(std::chrono::milliseconds(1'767'225'600'173)),
                     .error = "java.lang.RuntimeException: broken\nsecond line"};
    message.steps.push_back({.number = 7, .id = "S1", .name = "Map it", .kind = "Enricher", .duration = 250});
    message.custom_headers.emplace_back("order", "4711");
    managed.log.messages.push_back(std::move(message));
  }

  Ran run(std::vector<std::string> arguments, const std::string& input = {}) const {
    arguments.insert(arguments.end(), {"--tenant", folder.path().string()});
    return runVerb(std::move(arguments), input);
  }
};

}  // namespace iflowsim
