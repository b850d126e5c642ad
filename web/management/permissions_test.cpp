#include "web/management/permissions.h"

#include <gtest/gtest.h>

#include "web/management/management_testkit.h"

namespace iflowsim {
namespace {

using Roles = std::vector<std::string>;

/// A task, and three callers: one who may, one without any role, one with the roles of other tasks.
struct Task {
  const char* method;
  const char* target;
  Roles right;
  Roles wrong;
};

const Roles kReader{"AuthGroup.ReadOnly", "IntegrationOperationServer.read"};
const Roles kDeveloper{"AuthGroup.IntegrationDeveloper"};

class TaskRoles : public ::testing::TestWithParam<Task> {};

// P-OPS-003 P-OPS-004 P-OPS-005 P-OPS-006
TEST_P(TaskRoles, LetOnlyThoseDoItWhoHaveThem) {
  ManagedFixture tenant;
  const Task& task = GetParam();

  EXPECT_NE(tenant.callWith(task.right, task.method, task.target).status, 403);
  for (const Roles& roles : {Roles{}, task.wrong}) {
    const ApiReply reply = tenant.callWith(roles, task.method, task.target);

    EXPECT_EQ(reply.status, 403);
    EXPECT_EQ(reply.body["error"]["code"], "API-403");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Routes, TaskRoles,
    ::testing::Values(
        Task{"GET", "/api/local/flows", kReader, {"ESBMessaging.send"}},
        Task{"GET", "/api/local/flows/Orders", {"NodeManager.read"}, {"nodemanager.read"}},
        Task{"POST", "/api/local/flows/Orders/restart", kDeveloper, kReader},
        Task{"POST", "/api/local/flows/Orders/fire", {"PI_Integration_Developer"}, {"PI_Read_Only"}},
        Task{"DELETE", "/api/local/flows/Orders", {"WorkspaceArtifactsDeploy"}, {"MonitoringDataRead"}},
        Task{"PUT", "/api/local/flows/Orders/log-level", {"TraceConfigurationEdit"}, kReader},
        Task{"GET", "/api/local/logs", kReader, {"NodeManager.read"}},
        Task{"DELETE", "/api/local/logs?all=true", {"AuthGroup.Admin"}, kDeveloper},
        Task{"GET",
             "/api/local/logs/M1?trace=true",
             {"IntegrationOperationServer.read", "esbmessagestorage.read"},
             kDeveloper},
        Task{"GET", "/api/local/logs/M1/attachments/0", {"AuthGroup.BusinessExpert"}, {"AuthGroup.Administrator"}},
        Task{"GET", "/api/local/stubs/calls", {"MessagePayloadsRead"}, kReader},
        Task{"GET", "/api/local/decisions", {"MonitoringDataRead"}, {"ESBMessaging.send"}},
        Task{"GET", "/api/local/security/users", {"NodeManager.read"}, {"IntegrationOperationServer.read"}},
        Task{"PUT", "/api/local/security/users/bob", {"AuthGroup.Admin"}, kDeveloper},
        Task{"POST", "/api/local/security/mappings", {"SecurityMaterialEdit"}, kDeveloper},
        Task{"DELETE", "/api/local/security/roles/x", {"PI_Administrator"}, {"PI_Integration_Developer"}},
        Task{"POST",
             "/api/local/security/instances/i/keys",
             {"NodeManager.deploysecuritycontent", "NodeManager.read"},
             {"NodeManager.deploysecuritycontent"}}));

TEST(DeployOperation, TakesUploadsOfThoseWhoMayDeploy) {
  const auto upload = [](Roles roles) {
    ManagedFixture tenant;
    return tenant.callWith(std::move(roles), "POST", "/api/local/deploy?name=a.zip", "PK", "application/zip").status;
  };

  EXPECT_EQ(upload({"AuthGroup.Administrator"}), 200);
  EXPECT_EQ(upload({}), 403);
  EXPECT_EQ(upload({"AuthGroup.BusinessExpert"}), 403);
}

TEST(Permission, TakesAllRolesOfASet) {
  Roles roles{"WebToolingWorkspace.Read", "WebTooling.IntegrationFlowConfigure",
              "GenerationAndBuild.generationandbuildcontent", "NodeManager.deploycontent"};
  EXPECT_TRUE(isGranted(permission::kDeployFlows, {.name = "dev", .roles = roles}));

  for (std::size_t i = 0; i < roles.size(); ++i) {
    Roles three = roles;
    three.erase(three.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(isGranted(permission::kDeployFlows, {.name = "dev", .roles = three})) << roles[i];
  }
}

TEST(Permission, OfTheOwnerIsNeverLimited) {
  EXPECT_TRUE(isGranted(permission::kReadPayloads, {.name = "owner", .owner = true}));
}

TEST(Refusal, NamesOperatorTaskAndWaysOut) {
  const Error error = refusal(permission::kDeleteLogs, {.name = "dev"});

  EXPECT_EQ(error.code, "API-403");
  EXPECT_EQ(error.text,
            "'dev' may not delete messages of the processing log. It takes the role AuthGroup.Administrator, or "
            "AuthGroup.Admin, or PI_Administrator. Roles are given in security/users.yaml, or with 'iflowsim user set "
            "dev --role <role>' by somebody who may change security; a service key has those of its instance.");
}

TEST(Refusal, SaysWhichRoleIsStillMissing) {
  const Error error =
      refusal(permission::kChangeSecurity, {.name = "dev", .roles = {"NodeManager.deploysecuritycontent"}});

  EXPECT_NE(error.text.find("To the roles held, NodeManager.read must be added."), std::string::npos) << error.text;
}

}  // namespace
}  // namespace iflowsim
