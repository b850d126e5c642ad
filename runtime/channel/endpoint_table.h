#pragma once

#include <memory>
#include <mutex>

#include "runtime/spi/endpoint.h"

namespace iflowsim {

/// The endpoint table of the runtime node: readers take a snapshot that never changes, writers replace it whole.
class SwappedEndpointTable final : public EndpointTable {
 public:
  struct Options {
    /// Source: runtime-behaviour 2.1, the documentation contradicts itself.
    bool case_sensitive = false;
  };

  explicit SwappedEndpointTable(Options options);
  SwappedEndpointTable() : SwappedEndpointTable(Options{}) {}
  ~SwappedEndpointTable() override;

  Result<void> add(EndpointAddress address, std::shared_ptr<HttpEndpoint> endpoint) override;
  void remove(const HttpEndpoint& endpoint) override;
  std::shared_ptr<HttpEndpoint> find(std::string_view path) const override;
  std::vector<EndpointAddress> addressesOf(const std::string& flow_id) const override;

 private:
  struct Table;
  std::string spelled(std::string_view path) const;

  Options options_;
  std::mutex writers_;
  std::shared_ptr<const Table> table_;
};

}  // namespace iflowsim
