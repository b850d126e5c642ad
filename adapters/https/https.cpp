#include "adapters/https/https_config.h"
#include "adapters/https/https_endpoint.h"
#include "runtime/spi/registry.h"

namespace iflowsim {

void register_https(AdapterRegistry& registry);

namespace {

class HttpsSender final : public Sender {
 public:
  HttpsSender(std::shared_ptr<const HttpsConfig> config, EndpointTable& endpoints)
      : config_(std::move(config)), endpoints_(endpoints) {}

  Result<void> start(std::shared_ptr<FlowRunner> runner) override {
    auto endpoint = std::make_shared<HttpsEndpoint>(config_, std::move(runner));
    auto added = endpoints_.add(config_->address.endpoint(), endpoint);
    if (added) endpoint_ = std::move(endpoint);
    return added;
  }

  void stop() override {
    if (endpoint_) endpoints_.remove(*endpoint_);
    endpoint_.reset();
  }

  std::vector<std::string> addresses() const override {
    return {config_->address.endpoint().path + (config_->address.wildcard ? "/*" : "")};
  }

  std::vector<EndpointAddress> endpointAddresses() const override { return {config_->address.endpoint()}; }

 private:
  std::shared_ptr<const HttpsConfig> config_;
  EndpointTable& endpoints_;
  std::shared_ptr<HttpsEndpoint> endpoint_;
};

std::unique_ptr<Sender> build(BuildContext& build, const Channel& channel) {
  auto config = readHttpsConfig(build, channel);
  if (!config) return nullptr;
  return std::make_unique<HttpsSender>(std::move(config), build.services().endpoints);
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
