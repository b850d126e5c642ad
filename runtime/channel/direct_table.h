#pragma once

#include <map>
#include <shared_mutex>

#include "runtime/spi/endpoint.h"

namespace iflowsim {

/// The ProcessDirect addresses of the tenant.
class LockedDirectTable final : public DirectTable {
 public:
  Result<void> add(const std::string& address, std::shared_ptr<DirectConsumer> consumer) override;
  void remove(const DirectConsumer& consumer) override;
  std::shared_ptr<DirectConsumer> find(const std::string& address) const override;

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, std::shared_ptr<DirectConsumer>> consumers_;
};

}  // namespace iflowsim
