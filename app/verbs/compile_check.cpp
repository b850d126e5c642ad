#include "app/verbs/compile_check.h"

#include "app/engine.h"
#include "runtime/base/flow_error.h"
#include "runtime/channel/direct_table.h"
#include "runtime/channel/endpoint_table.h"
#include "runtime/channel/scheduler.h"
#include "runtime/compiler/flow_compiler.h"
#include "runtime/spi/credentials.h"
#include "runtime/spi/http_client.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/services.h"
#include "runtime/store/memory/memory_number_range_store.h"
#include "runtime/store/memory/memory_variable_store.h"

namespace iflowsim {

namespace {

class NoCredentials final : public CredentialStore {
 public:
  std::optional<UserCredential> userCredential(const std::string& /*alias*/) const override { return std::nullopt; }
};

/// A flow that is only compiled never calls; the interface wants an answer all the same.
class NoHttp final : public HttpClient {
 public:
  HttpReply call(const OutboundRequest& /*request*/) override {
    throw FlowError("java.net.UnknownHostException", "A check calls no receiver.");
  }
};

/// What a flow is compiled against.
struct Ground {
  SystemClock clock;
  RuntimeOptions options;
  MemoryVariableStore variables;
  MemoryNumberRangeStore number_ranges;
  Stores stores{variables, number_ranges};
  NoHttp http;
  NoCredentials credentials;
  LockedDirectTable direct;
  SwappedEndpointTable endpoints{{}};
  ThreadScheduler scheduler{clock};
  Services services{clock, options, stores, http, direct, endpoints, scheduler, credentials};
};

}  // namespace

Diagnostics compileDiagnostics(std::shared_ptr<const FlowModel> flow) {
  Ground ground;
  Diagnostics diagnostics;
  compileFlow(std::move(flow), builtInRegistries(), ground.services, diagnostics);
  return diagnostics;
}

}  // namespace iflowsim
