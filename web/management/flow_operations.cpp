#include "web/management/json_forms.h"
#include "web/management/log_query.h"
#include "web/management/operations.h"

namespace iflowsim {

ApiReply health(const ApiCall& /*call*/) {
  return {200, {{"status", "UP"}}};
}

ApiReply listFlows(const ApiCall& call) {
  nlohmann::json flows = nlohmann::json::array();
  for (const DeploymentInfo& flow : call.tenant.deployments.list()) flows.push_back(toJson(flow));
  return {200, {{"flows", std::move(flows)}}};
}

ApiReply showFlow(const ApiCall& call) {
  const auto flow = call.tenant.deployments.find(call.path_values.at(0));
  if (!flow) return failed(flow.error());
  return {200, toJson(*flow)};
}

ApiReply restartFlow(const ApiCall& call) {
  const auto flow = call.tenant.deployments.restart(call.path_values.at(0));
  if (!flow) return failed(flow.error());
  return {200, toJson(*flow)};
}

ApiReply fireFlow(const ApiCall& call) {
  const auto fired = call.tenant.deployments.fire(call.path_values.at(0));
  if (!fired) return failed(fired.error());
  return {202};
}

ApiReply undeployFlow(const ApiCall& call) {
  const auto undeployed = call.tenant.facade.undeploy(call.path_values.at(0));
  if (!undeployed) return failed(undeployed.error());
  return {200};
}

ApiReply setFlowLogLevel(const ApiCall& call) {
  const auto body = call.object();
  if (!body) return failed(body.error());
  const auto level = readLogLevel(
      body->value("level", nlohmann::json()).is_string() ? (*body)["level"].get<std::string>() : std::string());
  if (!level) return failed({"API-400", "'level' takes one of NONE, ERROR, INFO, DEBUG, TRACE."});
  const auto set = call.tenant.deployments.setLogLevel(call.path_values.at(0), *level);
  if (!set) return failed(set.error());
  return {200, {{"level", toText(*level)}}};
}

}  // namespace iflowsim
