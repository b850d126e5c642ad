#include "app/verbs/compile_check.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/engine.h"
#include "app/scripts/companions.h"
#include "app/scripts/script_setup.h"
#include "runtime/base/flow_error.h"
#include "runtime/channel/direct_table.h"
#include "runtime/channel/endpoint_table.h"
#include "runtime/channel/scheduler.h"
#include "runtime/compiler/flow_compiler.h"
#include "runtime/spi/adapter.h"
#include "runtime/spi/credentials.h"
#include "runtime/spi/endpoint.h"
#include "runtime/spi/http_client.h"
#include "runtime/spi/keystore.h"
#include "runtime/spi/partner_directory.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/services.h"
#include "runtime/spi/value_mappings.h"
#include "runtime/store/memory/memory_stores.h"

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

/// Holds an address in place of a flow that is not started.
class PlaceHolder final : public HttpEndpoint {
 public:
  explicit PlaceHolder(std::string flow_id) : flow_id_(std::move(flow_id)) {}
  const AccessRule& access() const override { return access_; }
  const std::string& flowId() const override { return flow_id_; }
  const std::vector<std::string>& methods() const override { return methods_; }
  bool mayBlock() const override { return false; }
  void serve(HttpRequest /*request*/, const Principal& /*caller*/, const ReplySink& reply) override { reply({}); }

 private:
  std::string flow_id_;
  AccessRule access_;
  std::vector<std::string> methods_;
};

Diagnostic clash(const FlowModel& flow, const Error& error) {
  return {.severity = Severity::Warning,
          .code = error.code,
          .place = {flow.bundle},
          .element_kind = "Flow",
          .element_name = flow.name,
          .element_id = flow.id,
          .message = error.text,
          .remedy = "On one tenant only the flow that is deployed first starts."};
}

}  // namespace

/// What a flow is compiled against.
class CompileCheck::Ground {
 public:
  SystemClock clock;
  RuntimeOptions options;
  MemoryStores stores;
  NoHttp http;
  NoCredentials credentials;
  EmptyKeystore keystore;
  LockedDirectTable direct;
  SwappedEndpointTable endpoints{{}};
  ThreadScheduler scheduler{clock};
  NoValueMappings value_mappings;
  EmptyPartnerDirectory partners;
  Companions companions;
  std::unique_ptr<ScriptEngine> scripts =
      makeScriptEngine({}, {}, {}, companions, {credentials, keystore, stores.all, value_mappings, partners, clock});
  Services services{clock,     options,   stores.all,  http,     direct,
                    endpoints, scheduler, credentials, keystore, scripts.get()};
  /// Flows checked before.
  std::set<std::string> seen;
};

CompileCheck::CompileCheck(const Components& components)
    : components_(components), ground_(std::make_unique<Ground>()) {}

CompileCheck::~CompileCheck() = default;

void CompileCheck::know(const std::vector<Artifact>& artifacts) {
  std::vector<Artifact> companions;
  for (const Artifact& artifact : artifacts) {
    if (artifact.kind != ArtifactKind::IntegrationFlow) companions.push_back(artifact);
  }
  ground_->companions.replace(companions);
}

Diagnostics CompileCheck::check(const std::shared_ptr<const FlowModel>& flow) {
  Diagnostics diagnostics;
  const auto compiled = compileFlow(flow, components_.registries(), ground_->services, diagnostics);
  // The same flow twice is one flow in two versions, of which a tenant has one.
  if (!compiled || !ground_->seen.insert(flow->id).second) return diagnostics;
  for (const CompiledFlow::Entry& entry : compiled->entries()) {
    for (const auto& sender : entry.senders) {
      for (EndpointAddress& address : sender->endpointAddresses()) {
        const auto added = ground_->endpoints.add(std::move(address), std::make_shared<PlaceHolder>(flow->id));
        if (!added) diagnostics.add(clash(*flow, added.error()));
      }
    }
  }
  return diagnostics;
}

}  // namespace iflowsim
