#include "adapters/https/https_config.h"
#include "adapters/https/https_endpoint.h"
#include "adapters/shared/endpoint_sender.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

void register_https(AdapterRegistry& registry);

namespace {

std::unique_ptr<Sender> build(BuildContext& build, const Channel& channel) {
  auto config = readHttpsConfig(build, channel);
  if (!config) return nullptr;
  const EndpointAddress address = config->address.endpoint();
  return std::make_unique<EndpointSender>(build.services().endpoints, address,
                                          [config = std::move(config)](std::shared_ptr<FlowRunner> runner) {
                                            return std::make_shared<HttpsEndpoint>(config, std::move(runner));
                                          });
}

std::vector<PropertySpec> properties() {
  std::vector<PropertySpec> all = httpChannelProperties();
  all.push_back({.name = "urlPath",
                 .meaning = "Address below /http, such as /orders; ending in /* it serves everything below it",
                 .required = true});
  all.push_back({.name = "xsrfProtection",
                 .meaning = "CSRF Protected",
                 .default_value = "0",
                 .allowed = {"0", "1", "false", "true"}});
  return all;
}

}  // namespace

void register_https(AdapterRegistry& registry) {
  AdapterSpec spec;
  spec.name = "HTTPS sender";
  spec.summary = "Serves an address over HTTP; the caller waits for the reply of the flow.";
  spec.fidelity = Fidelity::Exact;
  spec.properties = properties();
  spec.type = "HTTPS";
  spec.direction = Direction::Sender;
  spec.build_sender = build;
  registry.add(std::move(spec));
}

}  // namespace iflowsim
