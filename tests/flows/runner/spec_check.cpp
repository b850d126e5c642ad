#include "tests/flows/runner/spec_check.h"

#include <set>
#include <stdexcept>
#include <thread>

#include "runtime/base/text.h"
#include "tests/flows/runner/spec_tenant.h"

namespace iflowsim {

namespace {

std::string textOf(const YAML::Node& node) {
  return node && node.IsScalar() ? node.as<std::string>() : "";
}

/// A misspelt expectation would never fail, so only known keys are accepted.
void refuseUnknownKeys(const YAML::Node& node, const std::set<std::string>& known, const std::string& where) {
  for (const auto& entry : node) {
    const auto key = entry.first.as<std::string>();
    if (!known.contains(key)) throw std::runtime_error("'" + key + "' is not known under " + where + ".");
  }
}

class Checker {
 public:
  explicit Checker(SpecTenant& tenant) : tenant_(tenant) {}

  std::vector<std::string> check(const YAML::Node& spec) {
    refuseUnknownKeys(
        spec, {"spec", "parity", "flow", "flows", "bundle", "parameters", "given", "deployment", "when", "then"},
        "the spec");
    if (spec["deployment"]) checkDeployment(spec["deployment"]);
    for (const auto& event : spec["when"]) perform(event);
    if (spec["then"]) checkEnd(spec["then"]);
    if (!spec["deployment"] && !spec["when"]) problems_.emplace_back("the spec expects nothing.");
    return std::move(problems_);
  }

 private:
  void checkDeployment(const YAML::Node& expected) {
    refuseUnknownKeys(expected, {"state", "findings", "no_findings", "flow"}, "deployment");
    const auto flows = tenant_.deployments().list();
    for (const DeploymentInfo& flow : flows) {
      if (expected["flow"] && flow.id != textOf(expected["flow"])) continue;
      if (expected["state"]) equal("state of " + flow.id, textOf(expected["state"]), std::string(toText(flow.state)));
    }
    if (flows.empty() && expected["state"]) problems_.push_back("no flow is deployed:\n" + tenant_.findings());
    for (const auto& finding : expected["findings"]) contain("findings", textOf(finding), tenant_.findings());
    for (const auto& finding : expected["no_findings"]) lack("findings", textOf(finding), tenant_.findings());
  }

  void perform(const YAML::Node& event) {
    refuseUnknownKeys(
        event, {"call", "fire", "restart", "undeploy", "time_passes", "reply", "error", "log", "stub_calls"}, "when");
    if (event["time_passes"]) tenant_.clock().advance(std::chrono::seconds{event["time_passes"].as<std::int64_t>()});
    refuseUnknownKeys(event["call"], {"method", "path", "headers", "body", "body_size", "user"}, "call");
    if (event["call"]) checkReply(event["reply"], tenant_.call(event["call"]));
    if (event["fire"]) checkControl(event["error"], tenant_.deployments().fire(textOf(event["fire"])));
    if (event["restart"]) {
      const auto outcome = tenant_.deployments().restart(textOf(event["restart"]));
      checkControl(event["error"], outcome ? Result<void>() : tl::unexpected(outcome.error()));
    }
    if (event["undeploy"]) checkControl(event["error"], tenant_.deployments().undeploy(textOf(event["undeploy"])));
    if (event["log"]) checkLog(event["log"]);
    if (event["stub_calls"]) checkStubCalls(event["stub_calls"]);
  }

  void checkControl(const YAML::Node& expected, const Result<void>& outcome) {
    const std::string said = outcome ? "" : outcome.error().code + ' ' + outcome.error().text;
    if (expected) contain("error", textOf(expected), said);
    if (!expected && !outcome) problems_.push_back("the command failed: " + said);
  }

  void checkReply(const YAML::Node& expected, const std::optional<HttpReply>& reply) {
    if (!expected) return;
    refuseUnknownKeys(expected, {"status", "body", "body_contains", "body_lacks", "headers", "no_headers"}, "reply");
    if (!reply) {
      equal("status", textOf(expected["status"]), "404");
      return;
    }
    const std::string body = reply->body.text();
    if (expected["status"])
      equal("status", textOf(expected["status"]), std::to_string(reply->status), "with body: " + body);
    if (expected["body"]) equal("body", textOf(expected["body"]), body);
    for (const auto& part : expected["body_contains"]) contain("body", textOf(part), body);
    for (const auto& part : expected["body_lacks"]) lack("body", textOf(part), body);
    for (const auto& header : expected["headers"]) {
      const auto name = header.first.as<std::string>();
      equal("reply header " + name, textOf(header.second), std::string(reply->headers.get(name)));
    }
    for (const auto& name : expected["no_headers"]) {
      if (reply->headers.find(textOf(name)) != nullptr)
        problems_.push_back("reply header " + textOf(name) + " is there.");
    }
  }

  /// Timers run on their own thread: the log is awaited, up to a limit no passing spec reaches.
  std::vector<LoggedRun> takeRuns(std::size_t count) {
    std::vector<LoggedRun> runs = tenant_.log().take();
    for (int tries = 0; runs.size() < count && tries < 500; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
      for (LoggedRun& run : tenant_.log().take()) runs.push_back(std::move(run));
    }
    return runs;
  }

  void checkLog(const YAML::Node& expected) {
    const auto runs = takeRuns(expected.size());
    if (runs.size() != expected.size()) {
      std::string got;
      for (const LoggedRun& run : runs)
        got +=
            ' ' + run.run->identity().flow_id + '=' + std::string(toText(run.summary.status)) + ' ' + run.summary.error;
      problems_.push_back("the log has " + std::to_string(runs.size()) + " messages instead of " +
                          std::to_string(expected.size()) + ':' + got);
      return;
    }
    for (std::size_t i = 0; i < runs.size(); ++i) checkRun(expected[i], runs[i]);
  }

  void checkRun(const YAML::Node& expected, const LoggedRun& logged) {
    refuseUnknownKeys(expected,
                      {"flow", "status", "error", "sender", "receiver", "application_id", "custom_status",
                       "message_type", "same_correlation", "steps", "error_step", "level", "step_properties", "trace",
                       "attachments", "custom_headers"},
                      "log");
    const RunSummary& summary = logged.summary;
    const std::pair<const char*, std::string> exact[] = {{"flow", logged.run->identity().flow_id},
                                                         {"status", std::string(toText(summary.status))},
                                                         {"sender", summary.sender},
                                                         {"receiver", summary.receiver},
                                                         {"application_id", summary.application_id},
                                                         {"custom_status", summary.custom_status},
                                                         {"message_type", summary.message_type},
                                                         {"error_step", std::string(logged.run->lastErrorStep())},
                                                         {"level", std::string(toText(logged.run->level()))}};
    for (const auto& [name, value] : exact) {
      if (expected[name]) equal(std::string("log ") + name, textOf(expected[name]), value, summary.error);
    }
    if (expected["error"]) contain("log error", textOf(expected["error"]), summary.error);
    if (expected["same_correlation"]) checkCorrelation(logged);
    if (expected["steps"]) checkSteps(expected["steps"], *logged.run);
    for (const auto& property : expected["step_properties"]) checkStepProperty(property, *logged.run);
    for (const auto& trace : expected["trace"]) checkTrace(trace, *logged.run);
    if (expected["attachments"]) checkAttachments(expected["attachments"], *logged.run);
    if (expected["custom_headers"]) checkCustomHeaders(expected["custom_headers"], *logged.run);
  }

  void checkCorrelation(const LoggedRun& logged) {
    const std::string& id = logged.run->identity().correlation_id;
    if (correlation_.empty()) correlation_ = id;
    equal("correlation id", correlation_, id);
  }

  void checkSteps(const YAML::Node& expected, const Run& run) {
    std::vector<std::string> names;
    for (const StepRun& step : run.steps()) names.emplace_back(step.step_name);
    std::vector<std::string> wanted;
    for (const auto& name : expected) wanted.push_back(textOf(name));
    equal("steps", join(wanted, ", "), join(names, ", "));
  }

  void checkStepProperty(const YAML::detail::iterator_value& expected, const Run& run) {
    const auto name = expected.first.as<std::string>();
    std::string values;
    for (const StepRun& step : run.steps()) {
      for (const auto& [key, value] : step.properties) {
        if (key == name) values += value + '\n';
      }
    }
    contain("step property " + name, textOf(expected.second), values);
  }

  /// All of them, in their order, as `name (type): text`.
  void checkAttachments(const YAML::Node& expected, const Run& run) {
    std::vector<std::string> got;
    for (const LogAttachment& file : run.attachments()) {
      got.push_back(file.name + " (" + file.media_type + "): " + file.content);
    }
    equalLists("attachments", expected, got);
  }

  /// All of them, in their order, as `name: value`.
  void checkCustomHeaders(const YAML::Node& expected, const Run& run) {
    std::vector<std::string> got;
    for (const auto& [name, value] : run.customHeaders()) got.push_back(name + ": " + value);
    equalLists("custom headers", expected, got);
  }

  void equalLists(const std::string& what, const YAML::Node& expected, const std::vector<std::string>& got) {
    std::vector<std::string> wanted;
    for (const auto& line : expected) wanted.push_back(textOf(line));
    equal(what, join(wanted, " | "), join(got, " | "));
  }

  void checkTrace(const YAML::Node& expected, const Run& run) {
    refuseUnknownKeys(expected, {"step", "before", "after"}, "trace");
    for (const StepRun& step : run.steps()) {
      if (step.step_name != textOf(expected["step"])) continue;
      if (expected["before"])
        equal("body before", textOf(expected["before"]), step.before ? step.before->body : "(none)");
      if (expected["after"]) equal("body after", textOf(expected["after"]), step.after ? step.after->body : "(none)");
      return;
    }
    problems_.push_back("the trace has no step '" + textOf(expected["step"]) + "'.");
  }

  void checkStubCalls(const YAML::Node& expected) {
    const auto calls = tenant_.stubs().journal();
    if (calls.size() != expected.size()) {
      problems_.push_back("there were " + std::to_string(calls.size()) + " calls out instead of " +
                          std::to_string(expected.size()) + '.');
      return;
    }
    for (std::size_t i = 0; i < calls.size(); ++i) {
      const StubCall& call = calls[i];
      refuseUnknownKeys(expected[i], {"method", "url", "body", "headers", "no_headers"}, "stub_calls");
      if (expected[i]["method"]) equal("method", textOf(expected[i]["method"]), call.method);
      if (expected[i]["url"]) equal("url", textOf(expected[i]["url"]), call.url);
      if (expected[i]["body"]) equal("body sent", textOf(expected[i]["body"]), call.body.text());
      for (const auto& header : expected[i]["headers"]) {
        const auto name = header.first.as<std::string>();
        equal("header sent " + name, textOf(header.second), std::string(call.headers.get(name)));
      }
      for (const auto& name : expected[i]["no_headers"]) {
        if (call.headers.find(textOf(name)) != nullptr) problems_.push_back("header " + textOf(name) + " was sent.");
      }
    }
  }

  void checkEnd(const YAML::Node& expected) {
    refuseUnknownKeys(expected, {"variables", "endpoints"}, "then");
    for (const auto& variable : expected["variables"]) {
      const auto value =
          tenant_.variables().read(textOf(variable["flow"]), textOf(variable["name"]), tenant_.clock().now());
      equal("variable " + textOf(variable["name"]), textOf(variable["value"]), value.value_or("(absent)"));
    }
    if (expected["endpoints"]) {
      std::vector<std::string> served;
      for (const DeploymentInfo& flow : tenant_.deployments().list()) {
        served.insert(served.end(), flow.endpoints.begin(), flow.endpoints.end());
      }
      std::vector<std::string> wanted;
      for (const auto& address : expected["endpoints"]) wanted.push_back(textOf(address));
      equal("endpoints", join(wanted, " "), join(served, " "));
    }
  }

  void equal(const std::string& what, const std::string& expected, const std::string& got,
             const std::string& more = "") {
    if (expected == got) return;
    problems_.push_back(what + " is '" + got + "' instead of '" + expected + "'" +
                        (more.empty() ? "." : " (" + more + ")."));
  }

  void contain(const std::string& what, const std::string& part, const std::string& whole) {
    if (whole.find(part) == std::string::npos) problems_.push_back(what + " lacks '" + part + "': " + whole);
  }

  void lack(const std::string& what, const std::string& part, const std::string& whole) {
    if (whole.find(part) != std::string::npos) problems_.push_back(what + " has '" + part + "': " + whole);
  }

  SpecTenant& tenant_;
  std::vector<std::string> problems_;
  std::string correlation_;
};

}  // namespace

std::vector<std::string> checkSpec(const YAML::Node& spec, SpecTenant& tenant) {
  return Checker(tenant).check(spec);
}

}  // namespace iflowsim
