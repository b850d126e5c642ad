#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/spi/endpoint.h"

namespace iflowsim {

/// The addresses of flows that are down because they are being stopped, redeployed or restarted. Thread-safe. Source:
/// runtime-behaviour 1.7 row 16, 1.8.
class RedeployWindows {
 public:
  explicit RedeployWindows(bool case_sensitive) : case_sensitive_(case_sensitive) {}

  /// The flow held these addresses until now.
  void open(const std::string& flow_id, std::vector<EndpointAddress> addresses);
  void close(const std::string& flow_id);
  /// Whether a decoded path belongs to one of them, by the rules of the endpoint table.
  bool cover(std::string_view path) const;

 private:
  std::string spelled(std::string_view path) const;

  bool case_sensitive_;
  /// Most requests without endpoint come while nothing is being redeployed.
  std::atomic<std::size_t> count_{0};
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<EndpointAddress>> windows_;
};

}  // namespace iflowsim
