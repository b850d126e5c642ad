#include "iflows/model/flow_model.h"

#include <algorithm>

namespace iflowsim {

namespace {

template <typename Items>
auto findById(const Items& items, std::string_view id) -> decltype(&items.front()) {
  const auto found = std::find_if(items.begin(), items.end(), [id](const auto& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

const std::string kEmpty;

}  // namespace

void PropertyTable::set(std::string key, std::string value) {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) { return entry.first == key; });
  if (found == entries_.end()) {
    entries_.emplace_back(std::move(key), std::move(value));
  } else {
    found->second = std::move(value);
  }
}

const std::string* PropertyTable::find(std::string_view key) const {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) { return entry.first == key; });
  return found == entries_.end() ? nullptr : &found->second;
}

const std::string& PropertyTable::get(std::string_view key) const {
  const std::string* value = find(key);
  return value == nullptr ? kEmpty : *value;
}

const Node* NodeGraph::node(std::string_view id) const {
  return findById(nodes, id);
}

const Edge* NodeGraph::edge(std::string_view id) const {
  return findById(edges, id);
}

const Node* NodeGraph::start() const {
  const auto found =
      std::find_if(nodes.begin(), nodes.end(), [](const Node& node) { return node.element == "startEvent"; });
  return found == nodes.end() ? nullptr : &*found;
}

std::string_view toText(Direction direction) {
  return direction == Direction::Sender ? "Sender" : "Receiver";
}

const Process* FlowModel::process(std::string_view process_id) const {
  return findById(processes, process_id);
}

std::vector<const Channel*> FlowModel::channelsOf(std::string_view node_id) const {
  std::vector<const Channel*> found;
  for (const Channel& channel : channels) {
    if (channel.node == node_id) found.push_back(&channel);
  }
  return found;
}

}  // namespace iflowsim
