#include "web/management/json_forms.h"

#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

#include "runtime/base/base64.h"
#include "runtime/spi/decisions.h"
#include "security/material/ber_text.h"

namespace iflowsim {

namespace {

using Json = nlohmann::json;
using Pairs = std::vector<std::pair<std::string, std::string>>;

Json pairs(const Pairs& entries) {
  Json list = Json::array();
  for (const auto& [name, value] : entries) list.push_back({{"name", name}, {"value", value}});
  return list;
}

Json toJson(const LoggedStep& step) {
  return {{"number", step.number},
          {"id", step.id},
          {"name", step.name},
          {"kind", step.kind},
          {"start", toIsoTime(step.start)},
          {"durationMicroseconds", step.duration},
          {"error", step.error},
          {"properties", pairs(step.properties)},
          {"traced", step.has_before || step.has_after}};
}

}  // namespace

std::string toIsoTime(TimePoint time) {
  const Poco::Timestamp stamp(time.time_since_epoch().count() * 1000);
  return Poco::DateTimeFormatter::format(stamp, "%Y-%m-%dT%H:%M:%S.%iZ");
}

Json toJson(const Diagnostic& finding) {
  return {{"severity", finding.severity == Severity::Error ? "error" : "warning"},
          {"code", finding.code},
          {"text", finding.toText()}};
}

Json toJson(const DeploymentInfo& flow) {
  Json findings = Json::array();
  for (const Diagnostic& finding : flow.diagnostics.items()) findings.push_back(toJson(finding));
  return {{"id", flow.id},
          {"name", flow.name},
          {"version", flow.version},
          {"state", toText(flow.state)},
          {"endpoints", flow.endpoints},
          {"error", flow.error},
          {"findings", std::move(findings)},
          {"deployedAt", toIsoTime(flow.deployed_at)},
          {"logLevel", toText(flow.log_level)}};
}

Json toJson(const LogEntry& entry) {
  return {{"change", entry.change},
          {"messageId", entry.message_id},
          {"correlationId", entry.correlation_id},
          {"predecessorId", entry.predecessor_id},
          {"flow", entry.flow_id},
          {"flowName", entry.flow_name},
          {"status", toText(entry.status)},
          {"customStatus", entry.custom_status},
          {"start", toIsoTime(entry.start)},
          {"decision", entry.decision == 0 ? std::string() : decisionId(entry.decision)},
          {"end", entry.end ? Json(toIsoTime(*entry.end)) : Json()},
          {"durationMilliseconds", entry.end ? Json((*entry.end - entry.start).count()) : Json()},
          {"logLevel", toText(entry.level)},
          {"sender", entry.sender},
          {"receiver", entry.receiver},
          {"applicationId", entry.application_id},
          {"messageType", entry.message_type},
          {"error", entry.error},
          {"errorStep", entry.error_step},
          {"intermediateError", entry.intermediate_error}};
}

Json toJson(const LogDetails& details) {
  Json json = toJson(details.entry);
  json["customHeaders"] = pairs(details.custom_headers);
  json["attachments"] = Json::array();
  for (const LoggedAttachment& attachment : details.attachments) {
    json["attachments"].push_back(
        {{"name", attachment.name}, {"mediaType", attachment.media_type}, {"size", attachment.size}});
  }
  json["steps"] = Json::array();
  for (const LoggedStep& step : details.steps) json["steps"].push_back(toJson(step));
  return json;
}

Json toJson(const TraceSnapshot& snapshot) {
  Json json = {
      {"headers", pairs(snapshot.headers)}, {"properties", pairs(snapshot.properties)}, {"body", snapshot.body}};
  // JSON is text: what is none comes a second time, whole.
  if (!isUtf8(snapshot.body)) json["bodyBase64"] = base64Encode(snapshot.body);
  return json;
}

Json toJson(const RecordedCall& call) {
  return {{"flow", call.flow}, {"channel", call.channel},        {"receiver", call.receiver}, {"method", call.method},
          {"url", call.url},   {"headers", pairs(call.headers)}, {"body", call.body},         {"stub", call.stub},
          {"real", call.real}, {"status", call.status},          {"error", call.error}};
}

Json toJson(const DecisionReport& decision) {
  Json steps = Json::array();
  for (const DecisionStep& step : decision.steps) {
    steps.push_back({{"name", step.name}, {"outcome", toText(step.outcome)}, {"evidence", step.evidence}});
  }
  return {{"id", decision.id},         {"time", toIsoTime(decision.time)},
          {"peer", decision.peer},     {"method", decision.method},
          {"path", decision.path},     {"flow", decision.flow},
          {"user", decision.user},     {"passed", decision.passed},
          {"status", decision.status}, {"reason", decision.reason},
          {"remedy", decision.remedy}, {"steps", std::move(steps)}};
}

}  // namespace iflowsim
