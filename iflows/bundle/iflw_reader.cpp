#include "iflows/bundle/iflw_reader.h"

#include <algorithm>
#include <array>
#include <map>

#include "iflows/bundle/flow_check.h"
#include "iflows/bundle/iflw_elements.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

/// Children of a process that are neither steps nor connections.
constexpr std::array<std::string_view, 9> kDecoration = {"extensionElements", "documentation", "incoming",
                                                         "outgoing",          "laneSet",       "dataObject",
                                                         "textAnnotation",    "association",   "group"};

bool isDecoration(const XmlElement& element) {
  return std::find(kDecoration.begin(), kDecoration.end(), element.name) != kDecoration.end();
}

bool isExceptionSubprocess(const XmlElement& element) {
  if (!isBpmn(element, "subProcess")) return false;
  return std::any_of(element.children.begin(), element.children.end(), [](const XmlElement& child) {
    return isBpmn(child, "startEvent") && child.child("errorEventDefinition") != nullptr;
  });
}

class FlowReader {
 public:
  FlowReader(FlowModel& model, const std::string& file, ParameterValues& parameters, Diagnostics& diagnostics)
      : model_(model), file_(file), elements_(file_, parameters), diagnostics_(diagnostics) {}

  bool read(const XmlElement& root) {
    if (!isBpmn(root, "definitions")) {
      diagnostics_.add(errorAt(
          "IFLW-001", elements_.placeOf(root),
          {"The root element is not the 'definitions' of BPMN 2.", "Use the .iflw of an exported integration flow."}));
      return false;
    }
    const XmlElement* collaboration = nullptr;
    for (const XmlElement& child : root.children) {
      if (isBpmn(child, "collaboration") && collaboration == nullptr) collaboration = &child;
      if (isBpmn(child, "process")) model_.processes.push_back(process(child));
    }
    if (collaboration == nullptr) {
      diagnostics_.add(errorAt("IFLW-002", elements_.placeOf(root),
                               {"There is no 'collaboration', so the flow has no settings, participants and channels.",
                                "Use the .iflw of an exported integration flow."}));
    } else {
      readCollaboration(*collaboration);
    }
    if (model_.processes.empty()) {
      diagnostics_.add(errorAt("IFLW-003", elements_.placeOf(root),
                               {"There is no process.", "Use the .iflw of an exported integration flow."}));
    }
    return collaboration != nullptr && !model_.processes.empty();
  }

 private:
  Process process(const XmlElement& element) {
    Process process;
    process.id = element.attribute("id");
    process.name = element.attribute("name");
    process.place = elements_.placeOf(element);
    process.properties =
        elements_.properties(element, {"Integration Process", process.name, process.id, process.place});
    process.local = process.properties.get("processType") == "directCall";
    process.graph = graph(element);
    for (const XmlElement& child : element.children) {
      if (isExceptionSubprocess(child)) addExceptionSubprocess(child, process);
    }
    return process;
  }

  void addExceptionSubprocess(const XmlElement& element, Process& process) {
    ExceptionSubprocess subprocess;
    subprocess.id = element.attribute("id");
    subprocess.name = element.attribute("name");
    subprocess.place = elements_.placeOf(element);
    if (process.exception_subprocess) {
      diagnostics_.add(errorOf("IFLW-004", {"Exception Subprocess", subprocess.name, subprocess.id, subprocess.place},
                               {"The process '" + process.name + "' has a second exception subprocess.",
                                "Keep one; a process may have at most one."}));
      return;
    }
    subprocess.graph = graph(element);
    process.exception_subprocess = std::move(subprocess);
  }

  NodeGraph graph(const XmlElement& element) {
    NodeGraph graph;
    for (const XmlElement& child : element.children) {
      if (isBpmn(child, "sequenceFlow")) {
        graph.edges.push_back(elements_.edge(child));
      } else if (isBpmn(child, child.name) && !isDecoration(child) && !isExceptionSubprocess(child)) {
        graph.nodes.push_back(elements_.node(child));
      }
    }
    connect(graph);
    return graph;
  }

  /// Sequence flows decide what is connected; the lists at the nodes only give the order. What a list names without
  /// being connected is removed here and reported.
  void connect(NodeGraph& graph) {
    std::map<std::string, std::vector<const Edge*>> leaving;
    std::map<std::string, std::vector<const Edge*>> arriving;
    for (const Edge& edge : graph.edges) {
      leaving[edge.source].push_back(&edge);
      arriving[edge.target].push_back(&edge);
    }
    for (Node& node : graph.nodes) {
      order(node, node.outgoing, leaving[node.id]);
      order(node, node.incoming, arriving[node.id]);
    }
  }

  void order(const Node& node, std::vector<std::string>& listed, const std::vector<const Edge*>& actual) {
    std::map<std::string_view, bool> open;
    for (const Edge* edge : actual) open[edge->id] = true;
    std::vector<std::string> result;
    for (std::string& id : listed) {
      const auto found = open.find(id);
      if (found == open.end()) {
        diagnostics_.add(warningOf("FLOW-004", subjectOf(node),
                                   {"It names the sequence flow '" + id + "', which is not connected to it.",
                                    "Draw the connection again and export the flow."}));
      } else if (found->second) {
        found->second = false;
        result.push_back(std::move(id));
      }
    }
    for (const Edge* edge : actual) {
      if (open[edge->id]) result.push_back(edge->id);
    }
    listed = std::move(result);
  }

  void readCollaboration(const XmlElement& collaboration) {
    model_.settings = elements_.properties(
        collaboration, {"Integration Flow", model_.name, model_.id, elements_.placeOf(collaboration)});
    readNamespaces(elements_.placeOf(collaboration));
    for (const XmlElement& child : collaboration.children) {
      if (!isBpmn(child, "participant")) continue;
      model_.participants.push_back(elements_.participant(child));
      participants_.emplace(model_.participants.back().id, model_.participants.size() - 1);
      checkProcessOf(child, model_.participants.back());
    }
    for (const XmlElement& child : collaboration.children) {
      if (isBpmn(child, "messageFlow")) addChannel(child);
    }
  }

  void checkProcessOf(const XmlElement& element, const Participant& participant) {
    const std::string& process = element.attribute("processRef");
    if (process.empty() || model_.process(process) != nullptr) return;
    diagnostics_.add(errorOf("FLOW-009", {"Participant", participant.name, participant.id, participant.place},
                             {"It refers to the process '" + process + "', which does not exist.",
                              "Export the flow again, or correct processRef."}));
  }

  /// A channel stands between a participant and a node; the arrow may point either way (content enricher).
  void addChannel(const XmlElement& element) {
    Channel channel = elements_.channel(element);
    const std::string& source = element.attribute("sourceRef");
    const std::string& target = element.attribute("targetRef");
    const Participant* from = participantOf(source);
    const Participant* other = from != nullptr ? from : participantOf(target);
    channel.node = from != nullptr ? target : source;
    channel.participant_id = from != nullptr ? source : target;
    if (other != nullptr) channel.participant = other->name;
    const bool undirected = channel.properties.get("direction").empty();
    if (undirected && other != nullptr && other->type != "EndpointSender") channel.direction = Direction::Receiver;
    model_.channels.push_back(std::move(channel));
  }

  const Participant* participantOf(const std::string& id) const {
    const auto found = participants_.find(id);
    return found == participants_.end() ? nullptr : &model_.participants[found->second];
  }

  /// `xmlns:p=uri;xmlns:q=uri`, with blanks and line ends anywhere between.
  void readNamespaces(const SourcePlace& place) {
    for (const std::string_view entry : split(model_.settings.get("namespaceMapping"), ';')) {
      const std::string_view text = trim(entry);
      if (text.empty()) continue;
      const auto equals = text.find('=');
      const std::string_view prefix = trim(text.substr(0, equals));
      const std::string_view uri = equals == std::string_view::npos ? "" : trim(text.substr(equals + 1));
      if (prefix.substr(0, 6) == "xmlns:" && prefix.size() > 6 && !uri.empty()) {
        model_.namespaces[std::string(prefix.substr(6))] = unquoted(uri);
      } else {
        diagnostics_.add(warningOf("FLOW-010", {"Integration Flow", model_.name, model_.id, place},
                                   {"'" + std::string(text) + "' in Namespace Mapping is no 'xmlns:prefix=uri'.",
                                    "Correct it; XPath expressions cannot use the prefix."}));
      }
    }
  }

  static std::string unquoted(std::string_view text) {
    const bool quoted = text.size() > 1 && text.front() == text.back() && (text.front() == '"' || text.front() == '\'');
    return std::string(quoted ? text.substr(1, text.size() - 2) : text);
  }

  FlowModel& model_;
  const std::string& file_;
  ElementReader elements_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::size_t> participants_;
};

std::size_t nodeCount(const FlowModel& model) {
  std::size_t count = 0;
  for (const Process& process : model.processes) {
    count += process.graph.nodes.size();
    if (process.exception_subprocess) count += process.exception_subprocess->graph.nodes.size();
  }
  return count;
}

}  // namespace

std::shared_ptr<FlowModel> readFlow(const std::string& text, const FlowIdentity& identity, ParameterValues& parameters,
                                    const BundleLimits& limits, Diagnostics& diagnostics) {
  const auto root = readXml(text, {limits.max_xml_depth, limits.max_xml_elements});
  if (!root) {
    const XmlProblem& problem = root.error();
    diagnostics.add(errorAt(problem.code, {identity.file, problem.place.line, problem.place.column},
                            {problem.message, problem.remedy}));
    return nullptr;
  }
  auto model = std::make_shared<FlowModel>();
  model->id = identity.id;
  model->name = identity.name;
  model->version = identity.version;
  model->bundle = identity.bundle;
  if (!FlowReader(*model, identity.file, parameters, diagnostics).read(*root)) return nullptr;
  if (nodeCount(*model) > limits.max_flow_nodes) {
    diagnostics.add(errorAt("LIMIT-008", {identity.file},
                            {"The flow has more than " + std::to_string(limits.max_flow_nodes) + " steps.",
                             "Raise the limit max_flow_nodes if the flow is trusted."}));
    return nullptr;
  }
  checkFlow(*model, diagnostics);
  return model;
}

}  // namespace iflowsim
