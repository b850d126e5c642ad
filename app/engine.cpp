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

class Components::Parts {
 public:
  Parts() {
    registerLanguages(registries.languages);
    registerSteps(registries.steps);
    registerAdapters(registries.adapters);
  }

  Registries registries;
  RegistryCatalogue catalogue{registries};
};

Components::Components() : parts_(std::make_unique<Parts>()) {}

Components::~Components() = default;

const Registries& Components::registries() const {
  return parts_->registries;
}

const ComponentCatalogue& Components::catalogue() const {
  return parts_->catalogue;
}

AdapterRegistry& Components::adapters() {
  return parts_->registries.adapters;
}

const Components& builtInComponents() {
  static const Components components;
  return components;
}

class Engine::Parts {
 public:
  Parts(Options given, const Ground& ground)
      : options(std::move(given)),
        endpoints({.case_sensitive = options.case_sensitive_addresses}),
        scheduler(ground.clock),
        services{ground.clock, options.runtime, ground.stores,      ground.http,     direct,
                 endpoints,    scheduler,       ground.credentials, ground.keystore, ground.scripts},
        deployments(components().registries(), services, ground.log, deploymentOptions()) {}

  const Components& components() const {
    return options.components == nullptr ? builtInComponents() : *options.components;
  }

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
  return parts_->components().catalogue();
}

}  // namespace iflowsim
