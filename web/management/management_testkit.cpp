#include "web/management/management_testkit.h"

#include <fstream>
#include <iterator>

namespace iflowsim {

Result<std::vector<DeploymentInfo>> FakeFacade::deploy(const std::filesystem::path& bundle) {
  if (!std::filesystem::exists(bundle)) return failure("DEPLOY-400", "There is no bundle.");
  deployed = bundle;
  std::ifstream stream(bundle, std::ios::binary);
  deployed_bytes.assign(std::istreambuf_iterator<char>(stream), {});
  return std::vector<DeploymentInfo>{{.id = "New", .state = DeploymentState::Started}};
}

Result<void> FakeFacade::undeploy(const std::string& flow_id) {
  if (flow_id != "Orders") return failure("DEPLOY-404", "There is no flow '" + flow_id + "'.");
  undeployed = flow_id;
  return {};
}

ManagedFixture::ManagedFixture(SecurityMode mode)
    : identities(services.clock, {.mode = mode, .state = state.path() / ".iflowsim"}) {
  auto flow = std::make_shared<FlowModel>();
  flow->id = "Orders";
  flow->name = "Take orders";
  deployments.deploy(flow, {});
}

ApiReply ManagedFixture::call(const std::string& method, const std::string& target, const std::string& body,
                              const std::string& content_type) {
  std::istringstream stream(body);
  return router.answer({.method = method,
                        .target = target,
                        .host = "localhost:8444",
                        .authorization = std::string("Bearer ") + kSecret,
                        .content_type = content_type,
                        .body = stream});
}

ApiReply ManagedFixture::callAs(const std::string& authorization, const std::string& host, const std::string& target) {
  std::istringstream stream;
  return router.answer(
      {.method = "GET", .target = target, .host = host, .authorization = authorization, .body = stream});
}

ApiReply ManagedFixture::callWith(std::vector<std::string> roles, const std::string& method, const std::string& target,
                                  const std::string& body, const std::string& content_type) {
  gate.people["Basic dev"] = {.name = "dev", .roles = std::move(roles)};
  std::istringstream stream(body);
  return router.answer({.method = method,
                        .target = target,
                        .host = "localhost:8444",
                        .authorization = "Basic dev",
                        .content_type = content_type,
                        .body = stream});
}

}  // namespace iflowsim
