#pragma once

#include "web/management/tenant_facade.h"

namespace iflowsim {

class Tenant;

/// The tenant as the management side sees it.
class TenantOffice final : public TenantFacade {
 public:
  /// The tenant must outlive it.
  explicit TenantOffice(Tenant& tenant) : tenant_(tenant) {}

  Result<std::vector<DeploymentInfo>> deploy(const std::filesystem::path& bundle) override;
  Result<void> undeploy(const std::string& flow_id) override;
  std::vector<RecordedCall> recordedCalls() const override;
  void forgetRecordedCalls() override;

 private:
  Tenant& tenant_;
};

}  // namespace iflowsim
