#pragma once

#include <memory>

#include "runtime/channel/deployments.h"
#include "runtime/spi/services.h"

namespace iflowsim {

class ComponentCatalogue;
class ProcessingLog;

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
  };
  /// What the engine is built on; all outlive it.
  struct Ground {
    const Clock& clock;
    Stores& stores;
    ProcessingLog& log;
    HttpClient& http;
    CredentialStore& credentials;
    Keystore& keystore;
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

/// Everything this program has built in, and the same as the fidelity report sees it; constant, made at the first call,
/// lives as long as the program.
const Registries& builtInRegistries();
const ComponentCatalogue& builtInComponents();

}  // namespace iflowsim
