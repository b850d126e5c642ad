#include "runtime/channel/endpoint_table.h"

#include <atomic>
#include <map>

#include "runtime/base/text.h"

namespace iflowsim {

struct SwappedEndpointTable::Table {
  struct Entry {
    EndpointAddress address;
    std::shared_ptr<HttpEndpoint> endpoint;
  };
  /// By spelled path.
  std::map<std::string, Entry, std::less<>> entries;
};

namespace {

bool isBelow(std::string_view path, std::string_view prefix) {
  return path.size() > prefix.size() && path.starts_with(prefix) && path[prefix.size()] == '/';
}

/// Whether one address is a closed wildcard over the other.
bool overlaps(const EndpointAddress& wide, std::string_view wide_path, std::string_view path) {
  return wide.prefix && !wide.shareable && isBelow(path, wide_path);
}

}  // namespace

SwappedEndpointTable::SwappedEndpointTable(Options options)
    : options_(options), table_(std::make_shared<const Table>()) {}

SwappedEndpointTable::~SwappedEndpointTable() = default;

std::string SwappedEndpointTable::spelled(std::string_view path) const {
  return options_.case_sensitive ? std::string(path) : toLower(path);
}

Result<void> SwappedEndpointTable::add(EndpointAddress address, std::shared_ptr<HttpEndpoint> endpoint) {
  const std::lock_guard lock(writers_);
  const std::string path = spelled(address.path);
  const auto current = std::atomic_load(&table_);
  for (const auto& [other_path, other] : current->entries) {
    if (other_path == path) {
      return failure("ENDPOINT-001", "The address " + address.path + " is already in use by the flow '" +
                                         other.endpoint->flowId() + "'. Choose another address or undeploy that flow.");
    }
    if (overlaps(other.address, other_path, path) || overlaps(address, path, other_path)) {
      return failure("ENDPOINT-002", "The address " + address.path + " overlaps with " + other.address.path +
                                         (other.address.prefix ? "/*" : "") + " of the flow '" +
                                         other.endpoint->flowId() + "'. Choose another address or undeploy that flow.");
    }
  }
  auto next = std::make_shared<Table>(*current);
  next->entries[path] = {std::move(address), std::move(endpoint)};
  std::atomic_store(&table_, std::shared_ptr<const Table>(std::move(next)));
  return {};
}

void SwappedEndpointTable::remove(const HttpEndpoint& endpoint) {
  const std::lock_guard lock(writers_);
  auto next = std::make_shared<Table>(*std::atomic_load(&table_));
  std::erase_if(next->entries, [&](const auto& entry) { return entry.second.endpoint.get() == &endpoint; });
  std::atomic_store(&table_, std::shared_ptr<const Table>(std::move(next)));
}

std::shared_ptr<HttpEndpoint> SwappedEndpointTable::find(std::string_view path) const {
  const auto current = std::atomic_load(&table_);
  const std::string wanted = spelled(path);
  if (const auto exact = current->entries.find(wanted); exact != current->entries.end()) return exact->second.endpoint;
  // The longest prefix wins, so walk up from the end.
  for (std::string_view shorter = wanted;;) {
    const auto slash = shorter.rfind('/');
    if (slash == std::string_view::npos || slash == 0) return nullptr;
    shorter = shorter.substr(0, slash);
    const auto found = current->entries.find(shorter);
    if (found != current->entries.end() && found->second.address.prefix) return found->second.endpoint;
  }
}

std::vector<EndpointAddress> SwappedEndpointTable::addressesOf(const std::string& flow_id) const {
  const auto current = std::atomic_load(&table_);
  std::vector<EndpointAddress> addresses;
  for (const auto& [path, entry] : current->entries) {
    if (entry.endpoint->flowId() == flow_id) addresses.push_back(entry.address);
  }
  return addresses;
}

}  // namespace iflowsim
