#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "iflows/model/resources.h"
#include "runtime/base/diagnostic.h"

/// An integration flow as it was modelled, with its externalised parameters already filled in. Plain data, immutable
/// once a bundle reader has made it. Source: iflow-format sections 4 and 5.
namespace iflowsim {

/// The `ifl:property` pairs of an element, in document order; keys are unique.
class PropertyTable {
 public:
  void set(std::string key, std::string value);
  /// The value, or empty when absent.
  const std::string& get(std::string_view key) const;
  /// The value, or null when absent: an absent key and an empty value may mean different things.
  const std::string* find(std::string_view key) const;
  bool empty() const { return entries_.empty(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> entries_;
};

/// A step, gateway or event.
struct Node {
  std::string id;
  std::string name;
  /// What it is, in one word for the registries: `Enricher`, `Script/GroovyScript`, `MessageEndEvent`,
  /// `ProcessCallElement/LoopingProcess`, `DBstorage/put`. Rules: `nodeKind` in the bundle reader.
  std::string kind;
  /// The BPMN element, `callActivity` and so on.
  std::string element;
  std::string version;
  PropertyTable properties;
  /// Properties of the event definition inside an event.
  PropertyTable event_properties;
  /// Ids of sequence flows, in document order.
  std::vector<std::string> incoming;
  std::vector<std::string> outgoing;
  /// Id of the sequence flow a gateway takes when no condition holds.
  std::string default_flow;
  /// `loopCondition` and `loopMaximum` of a looping process call.
  std::string loop_condition;
  std::string loop_maximum;
  SourcePlace place;
};

/// A sequence flow.
struct Edge {
  std::string id;
  std::string name;
  std::string source;
  std::string target;
  std::string condition;
  /// `XML` (XPath) or `NonXML` (condition language).
  std::string expression_type;
  SourcePlace place;
};

/// The steps of a process or of an exception subprocess.
struct NodeGraph {
  std::vector<Node> nodes;
  std::vector<Edge> edges;

  const Node* node(std::string_view id) const;
  const Edge* edge(std::string_view id) const;
  /// The start event; null when there is none.
  const Node* start() const;
};

struct ExceptionSubprocess {
  std::string id;
  std::string name;
  NodeGraph graph;
  SourcePlace place;
};

struct Process {
  std::string id;
  std::string name;
  /// A local integration process, run only by process calls.
  bool local = false;
  PropertyTable properties;
  NodeGraph graph;
  std::optional<ExceptionSubprocess> exception_subprocess;
  SourcePlace place;
};

struct Participant {
  std::string id;
  std::string name;
  /// `EndpointSender`, `EndpointRecevier` (sic) or `IntegrationProcess`.
  std::string type;
  PropertyTable properties;
  SourcePlace place;
};

enum class Direction { Sender, Receiver };

std::string_view toText(Direction direction);

/// A message flow: the configured adapter between a participant and a node.
struct Channel {
  std::string id;
  /// Name of the channel as given by its author.
  std::string name;
  /// ComponentType: `HTTPS`, `HTTP`, `ProcessDirect`, `HCIOData` ...
  std::string type;
  Direction direction = Direction::Sender;
  /// The start event, service task or end event it is attached to.
  std::string node;
  /// Name of the participant at the other end.
  std::string participant;
  std::string participant_id;
  /// MessageProtocol: adapters of one type that speak differently, `SOAP 1.x` and `Plain SOAP` of type SOAP.
  const std::string& protocol() const { return properties.get("MessageProtocol"); }
  std::string version;
  PropertyTable properties;
  SourcePlace place;
};

struct FlowModel {
  /// Bundle-SymbolicName.
  std::string id;
  /// Bundle-Name.
  std::string name;
  std::string version;
  /// The bundle it came from, for diagnostics.
  std::string bundle;
  /// Flow-level properties of the collaboration.
  PropertyTable settings;
  std::vector<Participant> participants;
  std::vector<Process> processes;
  std::vector<Channel> channels;
  /// Prefix to namespace of `namespaceMapping`.
  std::map<std::string, std::string> namespaces;
  /// The files of the bundle, shared with it: `src/main/resources/wsdl/Orders.wsdl`.
  Resources resources;

  const Process* process(std::string_view id) const;
  /// The channels attached to that node.
  std::vector<const Channel*> channelsOf(std::string_view node_id) const;
};

}  // namespace iflowsim
