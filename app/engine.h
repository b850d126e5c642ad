#pragma once

#include <memory>

#include "runtime/channel/deployments.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/services.h"

namespace iflowsim {

class ComponentCatalogue;
class ProcessingLog;

/// What flows are built from: everything this program has built in, and what plug-ins add before the first engine is
/// made on it. Constant from then on; outlives every engine, for compiled flows refer to it.
class Components {
 public:
  Components();
  ~Components();
  Components(const Components&) = delete;
  Components& operator=(const Components&) = delete;

  const Registries& registries() const;
  /// The same as the fidelity report sees it.
  const ComponentCatalogue& catalogue() const;
  /// For plug-ins to add to.
  AdapterRegistry& adapters();

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

/// The components without any plug-in; constant, made at the first call, live as long as the program.
const Components& builtInComponents();

/// The engine of one tenant, put together: registries, address tables, scheduler, deployments. Knows no network and no
/// files, so the flow tests run on it as the server does.
class Engine {
 public:
  struct Options {
    RuntimeOptions runtime = {};
    /// Whether endpoint addresses compare by case.
    bool case_sensitive_addresses = false;
    /// How flows are redeployed; addresses compare as above.
    Deployments::Options deployments = {};
    /// Null: the built-in ones.
    const Components* components = nullptr;
  };
  /// What the engine is built on; all outlive it.
  struct Ground {
    const Clock& clock;
    Stores& stores;
    ProcessingLog& log;
    HttpClient& http;
    CredentialStore& credentials;
    Keystore& keystore;
    /// Null: scripts cannot run.
    ScriptEngine* scripts = nullptr;
  };

  Engine(Options options, const Ground& ground);
  ~Engine();

  Deployments& deployments();
  EndpointTable& endpoints();
  DirectTable& direct();
  const ComponentCatalogue& catalogue() const;

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace iflowsim
