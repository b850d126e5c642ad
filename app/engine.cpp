#include "app/engine.h"

#include "adapters/adapters.h"
#include "runtime/channel/direct_table.h"
#include "runtime/channel/endpoint_table.h"
#include "runtime/channel/scheduler.h"
#include "runtime/compiler/registry_catalogue.h"
#include "runtime/expression/languages.h"
#include "runtime/spi/registry.h"
#include "runtime/steps/steps.h"

namespace iflowsim {

namespace {

/// All built-in components. Made once: the registries are constant and flows compiled from them refer to their specs.
struct BuiltIn {
  Registries registries;
  RegistryCatalogue catalogue{registries};

  BuiltIn() {
    registerLanguages(registries.languages);
    registerSteps(registries.steps);
    registerAdapters(registries.adapters);
  }
};

const BuiltIn& builtIn() {
  static const BuiltIn components;
  return components;
}

}  // namespace

class Engine::Parts {
 public:
  Parts(Options given, const Ground& ground)
      : options(std::move(given)),
        endpoints({.case_sensitive = options.case_sensitive_addresses}),
        scheduler(ground.clock),
        services{ground.clock, options.runtime, ground.stores, ground.http,
                 direct,       endpoints,       scheduler,     ground.credentials, ground.keystore},
        deployments(builtIn().registries, services, ground.log, deploymentOptions()) {}

  Deployments::Options deploymentOptions() const {
    Deployments::Options all = options.deployments;
    all.case_sensitive = options.case_sensitive_addresses;
    return all;
  }

  Options options;
  LockedDirectTable direct;
  SwappedEndpointTable endpoints;
  ThreadScheduler scheduler;
  Services services;
  // Last: its flows use everything above until they are stopped.
  Deployments deployments;
};

Engine::Engine(Options options, const Ground& ground) : parts_(std::make_unique<Parts>(std::move(options), ground)) {}

Engine::~Engine() = default;

Deployments& Engine::deployments() {
  return parts_->deployments;
}

EndpointTable& Engine::endpoints() {
  return parts_->endpoints;
}

DirectTable& Engine::direct() {
  return parts_->direct;
}

const ComponentCatalogue& Engine::catalogue() const {
  return builtIn().catalogue;
}

const Registries& builtInRegistries() {
  return builtIn().registries;
}

const ComponentCatalogue& builtInComponents() {
  return builtIn().catalogue;
}

}  // namespace iflowsim
