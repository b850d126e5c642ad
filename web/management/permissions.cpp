#include "web/management/permissions.h"

#include <algorithm>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

using RoleSet = std::vector<std::string_view>;

std::vector<RoleSet> alternativesOf(const Permission& permission) {
  std::vector<RoleSet> alternatives;
  for (const std::string_view part : split(permission.roles, '|')) {
    RoleSet roles;
    for (const std::string_view role : split(part, '+')) roles.push_back(trim(role));
    alternatives.push_back(std::move(roles));
  }
  return alternatives;
}

bool holds(const Operator& caller, std::string_view role) {
  return std::find(caller.roles.begin(), caller.roles.end(), role) != caller.roles.end();
}

std::vector<std::string> missingOf(const RoleSet& roles, const Operator& caller) {
  std::vector<std::string> missing;
  for (const std::string_view role : roles) {
    if (!holds(caller, role)) missing.emplace_back(role);
  }
  return missing;
}

/// What is missing of the set of which he holds most without holding all; empty when he holds no part of one.
std::vector<std::string> nearlyThere(const std::vector<RoleSet>& alternatives, const Operator& caller) {
  std::vector<std::string> nearest;
  for (const RoleSet& roles : alternatives) {
    std::vector<std::string> missing = missingOf(roles, caller);
    if (missing.size() == roles.size()) continue;
    if (nearest.empty() || missing.size() < nearest.size()) nearest = std::move(missing);
  }
  return nearest;
}

std::string describe(const std::vector<RoleSet>& alternatives) {
  std::vector<std::string> texts;
  for (const RoleSet& roles : alternatives) texts.push_back(join({roles.begin(), roles.end()}, " with "));
  return join(texts, ", or ");
}

}  // namespace

namespace permission {

const Permission kReadFlows{
    "see flows",
    "AuthGroup.ReadOnly | AuthGroup.IntegrationDeveloper | AuthGroup.BusinessExpert | AuthGroup.Administrator | "
    "AuthGroup.Admin | NodeManager.read | IntegrationOperationServer.read | MonitoringDataRead | PI_Read_Only | "
    "PI_Integration_Developer | PI_Business_Expert | PI_Administrator"};

const Permission kDeployFlows{
    "deploy, restart, start or undeploy flows",
    "AuthGroup.IntegrationDeveloper | AuthGroup.Administrator | AuthGroup.Admin | WebToolingWorkspace.Read + "
    "WebTooling.IntegrationFlowConfigure + GenerationAndBuild.generationandbuildcontent + NodeManager.deploycontent | "
    "WorkspaceArtifactsDeploy | PI_Integration_Developer | PI_Administrator"};

const Permission kSetLogLevel{
    "set log levels",
    "AuthGroup.IntegrationDeveloper | AuthGroup.BusinessExpert | AuthGroup.Administrator | AuthGroup.Admin | "
    "ConfigurationService.RuntimeBusinessParameterWrite | TraceConfigurationEdit | PI_Integration_Developer | "
    "PI_Business_Expert | PI_Administrator"};

const Permission kReadLogs{
    "read the processing log and the decisions",
    "AuthGroup.ReadOnly | AuthGroup.IntegrationDeveloper | AuthGroup.BusinessExpert | AuthGroup.Administrator | "
    "AuthGroup.Admin | IntegrationOperationServer.read | MonitoringDataRead | PI_Read_Only | "
    "PI_Integration_Developer | PI_Business_Expert | PI_Administrator"};

const Permission kReadPayloads{
    "read what messages contain",
    "AuthGroup.BusinessExpert | esbmessagestorage.read | MessagePayloadsRead | PI_Business_Expert"};

const Permission kDeleteLogs{"delete messages of the processing log",
                             "AuthGroup.Administrator | AuthGroup.Admin | PI_Administrator"};

const Permission kReadSecurity{
    "see users, roles, mappings and keys",
    "AuthGroup.ReadOnly | AuthGroup.IntegrationDeveloper | AuthGroup.BusinessExpert | AuthGroup.Administrator | "
    "AuthGroup.Admin | NodeManager.read | MonitoringDataRead | SecurityMaterialEdit | PI_Read_Only | "
    "PI_Integration_Developer | PI_Business_Expert | PI_Administrator"};

const Permission kChangeSecurity{"change users, roles, mappings or keys",
                                 "AuthGroup.Administrator | AuthGroup.Admin | NodeManager.deploysecuritycontent + "
                                 "NodeManager.read | SecurityMaterialEdit | PI_Administrator"};

}  // namespace permission

bool isGranted(const Permission& permission, const Operator& caller) {
  if (caller.owner) return true;
  const std::vector<RoleSet> alternatives = alternativesOf(permission);
  return std::any_of(alternatives.begin(), alternatives.end(),
                     [&caller](const RoleSet& roles) { return missingOf(roles, caller).empty(); });
}

Error refusal(const Permission& permission, const Operator& caller) {
  const std::vector<RoleSet> alternatives = alternativesOf(permission);
  const std::vector<std::string> missing = nearlyThere(alternatives, caller);
  std::string text = "'" + caller.name + "' may not " + std::string(permission.allows) + ". ";
  if (!missing.empty()) text += "To the roles held, " + join(missing, " and ") + " must be added. ";
  text += (missing.empty() ? "It takes the role " : "It also takes ") + describe(alternatives) +
          ". Roles are given in security/users.yaml, or with 'iflowsim user set " + caller.name +
          " --role <role>' by somebody who may change security; a service key has those of its instance.";
  return {"API-403", std::move(text)};
}

}  // namespace iflowsim
