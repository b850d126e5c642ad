#include "app/server/tenant_office.h"

#include "app/server/tenant.h"
#include "lab/stubs/stubbed_http_client.h"

namespace iflowsim {

Result<std::vector<DeploymentInfo>> TenantOffice::deploy(const std::filesystem::path& bundle) {
  return tenant_.flows().add(bundle);
}

Result<void> TenantOffice::undeploy(const std::string& flow_id) {
  return tenant_.flows().remove(flow_id);
}

std::vector<RecordedCall> TenantOffice::recordedCalls() const {
  std::vector<RecordedCall> calls;
  for (const StubCall& call : tenant_.stubs().journal()) {
    calls.push_back({.flow = call.site.flow_id,
                     .channel = call.site.channel_name,
                     .receiver = call.site.receiver,
                     .method = call.method,
                     .url = call.url,
                     .headers = {call.headers.begin(), call.headers.end()},
                     .body = call.body.text(),
                     .stub = call.stub,
                     .real = call.real,
                     .status = call.status,
                     .error = call.error});
  }
  return calls;
}

void TenantOffice::forgetRecordedCalls() {
  tenant_.stubs().clearJournal();
}

}  // namespace iflowsim
