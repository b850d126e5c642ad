#include <csignal>
#include <sstream>
#include <stdexcept>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "web/management/management_testkit.h"

namespace iflowsim {
namespace {

/// Tenant files that cannot be reached.
class BrokenFacade final : public TenantFacade {
 public:
  Result<std::vector<DeploymentInfo>> deploy(const std::filesystem::path& /*bundle*/) override { fail(); }
  Result<void> undeploy(const std::string& /*flow_id*/) override { fail(); }
  std::vector<RecordedCall> recordedCalls() const override { fail(); }
  void forgetRecordedCalls() override { fail(); }

 private:
  [[noreturn]] static void fail() { throw std::runtime_error("the disk is gone"); }
};

/// No file can grow while it lives, as on a full disk.
class FullDisk {
 public:
  FullDisk() : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &former_);
    const rlimit none{0, former_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &none);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &former_);
    (void)std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit former_{};
  void (*handler_)(int);
};

TEST(ManagementCodes, NameABodyThatCannotBeUsed) {
  ManagedFixture tenant;

  const ApiReply reply = tenant.call("PUT", "/api/local/flows/Orders/log-level", "[]");

  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.body["error"]["code"], "API-400");
}

TEST(ManagementCodes, NameAnOperationThatFailsUnexpectedly) {
  ManagedFixture tenant;
  BrokenFacade broken;
  Router router{{tenant.deployments, broken, tenant.log, tenant.log, tenant.identities, tenant.decisions, tenant.gate,
                 "https://localhost:8443"},
                {.secret = ManagedFixture::kSecret, .host = "tenant.test"}};
  std::istringstream body;

  const ApiReply reply = router.answer({.method = "GET",
                                        .target = "/api/local/stubs/calls",
                                        .host = "tenant.test",
                                        .authorization = std::string("Bearer ") + ManagedFixture::kSecret,
                                        .content_type = {},
                                        .body = body});

  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body["error"]["code"], "API-500");
  EXPECT_EQ(reply.body["error"]["text"], "The operation failed: the disk is gone");
}

TEST(ManagementCodes, NameAnUploadThatCannotBeStored) {
  ManagedFixture tenant;

  const FullDisk full;
  const ApiReply reply =
      tenant.call("POST", "/api/local/deploy?name=orders.zip", std::string(1U << 20U, 'x'), "application/zip");

  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body["error"]["code"], "DEPLOY-500");
}

}  // namespace
}  // namespace iflowsim
