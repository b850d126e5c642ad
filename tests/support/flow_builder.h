#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "iflows/model/flow_model.h"

namespace iflowsim {

/// Builds the graph of a process node by node. A node of a kind that ends with `StartEvent` is a start event.
class GraphBuilder {
 public:
  explicit GraphBuilder(NodeGraph& graph) : graph_(graph) {}

  /// A node named as its id.
  GraphBuilder& node(const std::string& id, const std::string& kind,
                     const std::map<std::string, std::string>& properties = {}) {
    Node& made = graph_.nodes.emplace_back();
    made.id = id;
    made.name = id;
    made.kind = kind;
    made.element = std::string_view(kind).ends_with("StartEvent") ? "startEvent" : "callActivity";
    for (const auto& [key, value] : properties) made.properties.set(key, value);
    return *this;
  }

  /// A sequence flow `<from>-<to>` between nodes that are there already.
  GraphBuilder& edge(const std::string& from, const std::string& to) {
    Edge& made = graph_.edges.emplace_back();
    made.id = from + '-' + to;
    made.source = from;
    made.target = to;
    for (Node& node : graph_.nodes) {
      if (node.id == from) node.outgoing.push_back(made.id);
      if (node.id == to) node.incoming.push_back(made.id);
    }
    return *this;
  }

  /// A node behind the one made last.
  GraphBuilder& then(const std::string& id, const std::string& kind,
                     const std::map<std::string, std::string>& properties = {}) {
    const std::string before = graph_.nodes.back().id;
    return node(id, kind, properties).edge(before, id);
  }

 private:
  NodeGraph& graph_;
};

/// A flow without processes.
inline std::shared_ptr<FlowModel> emptyFlow(const std::string& id) {
  auto flow = std::make_shared<FlowModel>();
  flow->id = id;
  flow->name = "Flow " + id;
  flow->version = "1.0.0";
  flow->bundle = id + ".zip";
  return flow;
}

/// Adds an empty process and builds its graph. References to processes made before may end.
inline Process& addProcess(FlowModel& flow, const std::string& id, bool local = false) {
  Process& process = flow.processes.emplace_back();
  process.id = id;
  process.name = id;
  process.local = local;
  return process;
}

/// Attaches a channel of that type to a node.
inline void addChannel(FlowModel& flow, const std::string& type, Direction direction, const std::string& node) {
  Channel& channel = flow.channels.emplace_back();
  channel.id = type + "_channel";
  channel.name = type;
  channel.type = type;
  channel.direction = direction;
  channel.node = node;
  channel.participant = type + "_system";
}

}  // namespace iflowsim
