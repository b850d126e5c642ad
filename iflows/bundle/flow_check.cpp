#include "iflows/bundle/flow_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "iflows/bundle/finding.h"

namespace iflowsim {

namespace {

Subject subjectOf(const Edge& edge) {
  return {"Sequence Flow", edge.name, edge.id, edge.place};
}
Subject subjectOf(const Process& process) {
  return {"Integration Process", process.name, process.id, process.place};
}

bool isGateway(const Node& node) {
  return node.element == "exclusiveGateway" || node.element == "parallelGateway" || node.element == "inclusiveGateway";
}

/// Ids of everything that can be referred to.
class IdCheck {
 public:
  explicit IdCheck(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void run(const FlowModel& flow) {
    for (const Participant& item : flow.participants) see({"Participant", item.name, item.id, item.place});
    for (const Channel& item : flow.channels) see(subjectOf(item));
    for (const Process& item : flow.processes) {
      see(subjectOf(item));
      see(item.graph);
      if (!item.exception_subprocess) continue;
      const ExceptionSubprocess& sub = *item.exception_subprocess;
      see({"Exception Subprocess", sub.name, sub.id, sub.place});
      see(sub.graph);
    }
  }

 private:
  void see(const NodeGraph& graph) {
    for (const Node& node : graph.nodes) see(subjectOf(node));
    for (const Edge& edge : graph.edges) see(subjectOf(edge));
  }

  void see(const Subject& subject) {
    if (subject.id.empty()) {
      diagnostics_.add(errorOf("FLOW-013", subject, {"The element has no id.", "Export the flow again."}));
      return;
    }
    const auto [first, fresh] = seen_.emplace(subject.id, subject.place.line);
    if (fresh) return;
    diagnostics_.add(errorOf("FLOW-001", subject,
                             {"The id is already used in line " + std::to_string(first->second) + ".",
                              "Give every element an id of its own."}));
  }

  Diagnostics& diagnostics_;
  std::map<std::string, int> seen_;
};

/// Finds circles by a depth-first walk with a stack of its own: a path may be as long as the limits allow.
class CircleCheck {
 public:
  CircleCheck(const NodeGraph& graph, Diagnostics& diagnostics) : graph_(graph), diagnostics_(diagnostics) {
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) index_.emplace(graph.nodes[i].id, i);
    targets_.resize(graph.nodes.size());
    for (const Edge& edge : graph.edges) {
      const auto source = index_.find(edge.source);
      const auto target = index_.find(edge.target);
      if (source != index_.end() && target != index_.end()) targets_[source->second].push_back(target->second);
    }
  }

  void run() {
    states_.assign(graph_.nodes.size(), State::New);
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (states_[i] == State::New) walkFrom(i);
    }
  }

 private:
  enum class State { New, OnPath, Done };
  struct Visit {
    std::size_t node;
    std::size_t next = 0;
  };

  void walkFrom(std::size_t start) {
    std::vector<Visit> path{{start}};
    states_[start] = State::OnPath;
    while (!path.empty()) {
      Visit& visit = path.back();
      if (visit.next == targets_[visit.node].size()) {
        states_[visit.node] = State::Done;
        path.pop_back();
        continue;
      }
      const std::size_t target = targets_[visit.node][visit.next++];
      if (states_[target] == State::OnPath) report(path, target);
      if (states_[target] != State::New) continue;
      states_[target] = State::OnPath;
      path.push_back({target});
    }
  }

  void report(const std::vector<Visit>& path, std::size_t target) {
    const auto start =
        std::find_if(path.begin(), path.end(), [target](const Visit& visit) { return visit.node == target; });
    std::string circle;
    for (auto visit = start; visit != path.end() && visit - start < 10; ++visit) circle += nameOf(visit->node) + " -> ";
    if (path.end() - start > 10) circle += "... -> ";
    diagnostics_.add(errorOf("FLOW-007", subjectOf(graph_.nodes[target]),
                             {"The sequence flows run in a circle: " + circle + nameOf(target) + ".",
                              "Use a looping process call to repeat steps."}));
  }

  std::string nameOf(std::size_t node) const {
    const Node& item = graph_.nodes[node];
    return item.name.empty() ? item.id : item.name;
  }

  const NodeGraph& graph_;
  Diagnostics& diagnostics_;
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<std::vector<std::size_t>> targets_;
  std::vector<State> states_;
};

class GraphCheck {
 public:
  GraphCheck(const FlowModel& flow, const NodeGraph& graph, Diagnostics& diagnostics)
      : flow_(flow), graph_(graph), diagnostics_(diagnostics) {
    for (const Node& node : graph.nodes) nodes_.insert(node.id);
    for (const Edge& edge : graph.edges) edges_.emplace(edge.id, &edge);
  }

  void run(const Subject& owner) {
    checkStart(owner);
    for (const Edge& edge : graph_.edges) checkEdge(edge);
    for (const Node& node : graph_.nodes) checkNode(node);
    CircleCheck(graph_, diagnostics_).run();
  }

 private:
  void error(const char* code, const Subject& subject, Advice advice) {
    diagnostics_.add(errorOf(code, subject, std::move(advice)));
  }

  void checkStart(const Subject& owner) {
    const auto count = std::count_if(graph_.nodes.begin(), graph_.nodes.end(),
                                     [](const Node& node) { return node.element == "startEvent"; });
    if (count == 0) error("FLOW-005", owner, {"There is no start event.", "Add one and connect it to the first step."});
    if (count > 1) error("FLOW-006", owner, {"There is more than one start event.", "Keep one."});
  }

  void checkEdge(const Edge& edge) {
    for (const std::string& end : {edge.source, edge.target}) {
      if (nodes_.count(end) > 0) continue;
      error("FLOW-002", subjectOf(edge),
            {"It is connected to '" + end + "', which is no element of its process.",
             "Draw the connection again and export the flow."});
    }
  }

  void checkNode(const Node& node) {
    const bool start = node.element == "startEvent";
    if (!start && node.incoming.empty()) {
      diagnostics_.add(warningOf("FLOW-014", subjectOf(node),
                                 {"No sequence flow leads to it, so it never runs.", "Connect it or delete it."}));
    }
    if (node.outgoing.size() > 1 && !isGateway(node)) {
      error("FLOW-011", subjectOf(node),
            {"Several sequence flows leave it.", "Put a router or a multicast behind it."});
    }
    if (node.element == "exclusiveGateway") checkDefault(node);
    if (node.element == "callActivity" && !node.properties.get("processId").empty()) checkCall(node);
  }

  void checkDefault(const Node& node) {
    if (node.default_flow.empty()) {
      error("FLOW-008", subjectOf(node), {"It has no default route.", "Mark one route as the default route."});
      return;
    }
    const auto edge = edges_.find(node.default_flow);
    if (edge != edges_.end() && edge->second->source == node.id) return;
    error("FLOW-008", subjectOf(node),
          {"Its default route '" + node.default_flow + "' does not leave it.", "Choose one of its routes as default."});
  }

  void checkCall(const Node& node) {
    const std::string& id = node.properties.get("processId");
    const Process* called = flow_.process(id);
    if (called != nullptr && called->local) return;
    const std::string what = called == nullptr ? "which does not exist." : "which is no local integration process.";
    error("FLOW-012", subjectOf(node),
          {"It calls the process '" + id + "', " + what, "Choose a local integration process of this flow."});
  }

  const FlowModel& flow_;
  const NodeGraph& graph_;
  Diagnostics& diagnostics_;
  std::set<std::string> nodes_;
  std::map<std::string, const Edge*> edges_;
};

std::set<std::string> allNodes(const FlowModel& flow) {
  std::set<std::string> ids;
  for (const Process& process : flow.processes) {
    for (const Node& node : process.graph.nodes) ids.insert(node.id);
    if (!process.exception_subprocess) continue;
    for (const Node& node : process.exception_subprocess->graph.nodes) ids.insert(node.id);
  }
  return ids;
}

void checkChannels(const FlowModel& flow, Diagnostics& diagnostics) {
  const std::set<std::string> nodes = allNodes(flow);
  std::set<std::string> participants;
  for (const Participant& participant : flow.participants) participants.insert(participant.id);
  for (const Channel& channel : flow.channels) {
    const bool ends_at_participant = participants.count(channel.participant_id) > 0;
    if (!ends_at_participant || nodes.count(channel.node) == 0) {
      const std::string& missing = ends_at_participant ? channel.node : channel.participant_id;
      diagnostics.add(errorOf("FLOW-003", subjectOf(channel),
                              {"It is connected to '" + missing + "', which is no " +
                                   (ends_at_participant ? "step or event of the flow." : "participant."),
                               "Draw the channel again and export the flow."}));
    }
    if (!channel.type.empty()) continue;
    diagnostics.add(errorOf("FLOW-015", subjectOf(channel),
                            {"The adapter type is missing.", "Choose an adapter for the channel."}));
  }
}

}  // namespace

void checkFlow(const FlowModel& flow, Diagnostics& diagnostics) {
  IdCheck(diagnostics).run(flow);
  for (const Process& process : flow.processes) {
    GraphCheck(flow, process.graph, diagnostics).run(subjectOf(process));
    if (!process.exception_subprocess) continue;
    const ExceptionSubprocess& sub = *process.exception_subprocess;
    GraphCheck(flow, sub.graph, diagnostics).run({"Exception Subprocess", sub.name, sub.id, sub.place});
  }
  checkChannels(flow, diagnostics);
}

}  // namespace iflowsim
