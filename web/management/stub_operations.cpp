#include "web/management/json_forms.h"
#include "web/management/operations.h"

namespace iflowsim {

ApiReply listStubCalls(const ApiCall& call) {
  nlohmann::json calls = nlohmann::json::array();
  for (const RecordedCall& recorded : call.tenant.facade.recordedCalls()) calls.push_back(toJson(recorded));
  return {200, {{"calls", std::move(calls)}}};
}

ApiReply deleteStubCalls(const ApiCall& call) {
  call.tenant.facade.forgetRecordedCalls();
  return {200};
}

}  // namespace iflowsim
