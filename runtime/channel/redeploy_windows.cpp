#include "runtime/channel/redeploy_windows.h"

#include <algorithm>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

bool claims(const EndpointAddress& address, std::string_view path) {
  if (!path.starts_with(address.path)) return false;
  const std::string_view rest = path.substr(address.path.size());
  return rest.empty() || (address.prefix && rest.front() == '/');
}

}  // namespace

std::string RedeployWindows::spelled(std::string_view path) const {
  return case_sensitive_ ? std::string(path) : toLower(path);
}

void RedeployWindows::open(const std::string& flow_id, std::vector<EndpointAddress> addresses) {
  for (EndpointAddress& address : addresses) address.path = spelled(address.path);
  const std::lock_guard lock(mutex_);
  windows_[flow_id] = std::move(addresses);
  count_ = windows_.size();
}

void RedeployWindows::close(const std::string& flow_id) {
  const std::lock_guard lock(mutex_);
  windows_.erase(flow_id);
  count_ = windows_.size();
}

bool RedeployWindows::cover(std::string_view path) const {
  if (count_ == 0) return false;
  const std::string wanted = spelled(path);
  const std::lock_guard lock(mutex_);
  return std::any_of(windows_.begin(), windows_.end(), [&](const auto& window) {
    return std::any_of(window.second.begin(), window.second.end(),
                       [&](const EndpointAddress& address) { return claims(address, wanted); });
  });
}

}  // namespace iflowsim
