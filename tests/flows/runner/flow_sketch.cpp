#include "tests/flows/runner/flow_sketch.h"

#include <fstream>
#include <stdexcept>
#include <vector>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

std::string textOf(const YAML::Node& node, const std::string& otherwise = "") {
  return node && node.IsScalar() ? node.as<std::string>() : otherwise;
}

std::string property(const std::string& key, const std::string& value) {
  return "<ifl:property><key>" + key + "</key><value>" + escapeXml(value) + "</value></ifl:property>";
}

std::string properties(const YAML::Node& table) {
  std::string xml;
  for (const auto& entry : table) xml += property(entry.first.as<std::string>(), textOf(entry.second));
  return xml;
}

std::string extension(const std::string& properties_xml) {
  return "<bpmn2:extensionElements>" + properties_xml + "</bpmn2:extensionElements>";
}

std::string attribute(const std::string& name, const std::string& value) {
  return ' ' + name + "=\"" + escapeXml(value) + '"';
}

std::string eventDefinition(const std::string& kind, const YAML::Node& step) {
  const auto of = [&](const char* name) {
    return std::string("<bpmn2:") + name + "EventDefinition>" + extension(properties(step["event"])) +
           "</bpmn2:" + name + "EventDefinition>";
  };
  if (kind.find("Message") == 0) return of("message");
  if (kind.find("Timer") == 0) return of("timer");
  if (kind.find("Error") == 0) return of("error");
  if (kind.find("Escalation") == 0) return of("escalation");
  if (kind.find("Terminate") == 0) return of("terminate");
  return "";
}

bool endsWith(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// Writes one flow; collects the parts of the collaboration while it walks the processes.
class SketchWriter {
 public:
  std::string write(const YAML::Node& sketch) {
    std::string processes;
    int number = 0;
    for (const auto& process : sketch["processes"]) processes += writeProcess(process, ++number);
    std::string settings = property("namespaceMapping", "") + property("allowedHeaderList", "*");
    if (sketch["settings"]) settings = properties(sketch["settings"]);
    return R"(<?xml version="1.0" encoding="UTF-8"?>
<bpmn2:definitions xmlns:bpmn2="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:ifl="http:///com.sap.ifl.model/Ifl.xsd" id="Definitions_1">
<bpmn2:collaboration id="Collaboration_1">)" +
           extension(settings) + participants_ + channels_ + "</bpmn2:collaboration>\n" + processes +
           "</bpmn2:definitions>\n";
  }

 private:
  struct SketchNode {
    YAML::Node step;
    std::string id;
    /// Its `incoming` and `outgoing` children.
    std::string ways;
  };

  std::string writeProcess(const YAML::Node& process, int number) {
    const std::string id = textOf(process["id"], "Process_" + std::to_string(number));
    const bool local = process["local"] && process["local"].as<bool>();
    participants_ += "<bpmn2:participant" + attribute("id", "Participant_" + id) + attribute("name", id) +
                     attribute("ifl:type", "IntegrationProcess") + attribute("processRef", id) + "/>\n";
    std::string xml = "<bpmn2:process" + attribute("id", id) + attribute("name", textOf(process["name"], id)) + ">\n";
    xml += extension(property("processType", local ? "directCall" : "") + properties(process["properties"]));
    xml += writeGraph(process, startOf(process, local));
    if (process["on_error"]) {
      YAML::Node start;
      start["kind"] = "ErrorStartEvent";
      xml += "<bpmn2:subProcess" + attribute("id", "SubProcess_" + id) + attribute("name", "Exception") + ">" +
             extension(property("activityType", "ErrorEventSubProcessTemplate")) +
             writeGraph(process["on_error"], start) + "</bpmn2:subProcess>\n";
    }
    return xml + "</bpmn2:process>\n";
  }

  static YAML::Node startOf(const YAML::Node& process, bool local) {
    YAML::Node start = process["start"] ? YAML::Clone(process["start"]) : YAML::Node(YAML::NodeType::Map);
    if (!start["kind"]) start["kind"] = local ? "StartEvent" : "MessageStartEvent";
    return start;
  }

  std::string writeGraph(const YAML::Node& graph, const YAML::Node& start) {
    nodes_.clear();
    edges_.clear();
    const std::string id = addNode(start, "");
    writeSteps(graph["steps"], id, "", "");
    std::string xml;
    for (const SketchNode& node : nodes_) xml += nodeXml(node);
    return xml + edges_;
  }

  /// Steps in a row behind `from`; the way to the first carries the condition.
  void writeSteps(const YAML::Node& steps, std::string from, std::string condition, std::string way) {
    std::string last_kind;
    for (const auto& step : steps) {
      last_kind = textOf(step["kind"]);
      from = addNode(step, from, condition, way);
      condition.clear();
      way.clear();
      if (step["routes"]) writeRoutes(step, from);
    }
    if (endsWith(last_kind, "EndEvent") || last_kind == "ExclusiveGateway") return;
    YAML::Node end;
    end["kind"] = "MessageEndEvent";
    addNode(end, from, condition, way);
  }

  void writeRoutes(const YAML::Node& gateway, const std::string& id) {
    for (const auto& route : gateway["routes"]) {
      const std::string condition = route["when"] ? "<bpmn2:conditionExpression>" + escapeXml(textOf(route["when"])) +
                                                        "</bpmn2:conditionExpression>"
                                                  : "";
      const std::string type = extension(property("expressionType", textOf(route["type"], "NonXML")));
      writeSteps(route["steps"], id, type + condition, textOf(route["name"], "default"));
    }
  }

  std::string addNode(const YAML::Node& step, const std::string& from, const std::string& way_content = "",
                      const std::string& way_name = "") {
    const std::string id = textOf(step["id"], "Node_" + std::to_string(++counter_));
    nodes_.push_back({step, id, ""});
    if (!from.empty()) addEdge(from, id, way_content, way_name);
    if (step["channel"]) addChannel(step["channel"], id, endsWith(textOf(step["kind"]), "StartEvent"));
    return id;
  }

  std::string nodeXml(const SketchNode& node) const {
    const YAML::Node& step = node.step;
    const std::string kind = textOf(step["kind"]);
    if (kind.empty())
      throw std::runtime_error("A step of the sketch has no kind (line " + std::to_string(step.Mark().line + 1) + ").");
    const auto slash = kind.find('/');
    const std::string activity = kind.substr(0, slash);
    std::string element = "callActivity";
    if (endsWith(kind, "StartEvent")) element = "startEvent";
    if (endsWith(kind, "EndEvent")) element = "endEvent";
    if (kind == "ExclusiveGateway") element = "exclusiveGateway";
    if (kind == "ExternalCall" || kind == "Send") element = "serviceTask";
    std::string kept = properties(step["properties"]) + property("activityType", activity);
    if (slash != std::string::npos) {
      kept += property("subActivityType", kind.substr(slash + 1)) +
              property("cmdVariantUri", "ctype::FlowstepVariant/cname::" + kind.substr(slash + 1) + "/version::1.0.0");
    }
    std::string xml = "<bpmn2:" + element + attribute("id", node.id) + attribute("name", textOf(step["name"], node.id));
    if (step["routes"]) xml += attribute("default", defaultOf(step, node.id));
    xml += ">" + extension(kept) + node.ways + eventDefinition(kind, step) + loop(step["loop"]);
    return xml + "</bpmn2:" + element + ">\n";
  }

  /// The edge of the first route without a condition.
  static std::string defaultOf(const YAML::Node& step, const std::string& id) {
    for (const auto& route : step["routes"]) {
      if (!route["when"]) return "Flow_" + id + '_' + textOf(route["name"], "default");
    }
    return "";
  }

  static std::string loop(const YAML::Node& loop) {
    if (!loop) return "";
    return "<bpmn2:standardLoopCharacteristics" + attribute("id", "Loop_1") +
           attribute("loopMaximum", textOf(loop["maximum"], "10")) + "><bpmn2:loopCondition>" +
           escapeXml(textOf(loop["while"])) + "</bpmn2:loopCondition></bpmn2:standardLoopCharacteristics>";
  }

  void addEdge(const std::string& from, const std::string& to, const std::string& content, const std::string& name) {
    const std::string id = "Flow_" + from + '_' + (name.empty() ? to : name);
    edges_ += "<bpmn2:sequenceFlow" + attribute("id", id) + attribute("name", name) + attribute("sourceRef", from) +
              attribute("targetRef", to) + ">" + content + "</bpmn2:sequenceFlow>\n";
    for (SketchNode& node : nodes_) {
      if (node.id == to) node.ways += "<bpmn2:incoming>" + id + "</bpmn2:incoming>";
      if (node.id == from) node.ways += "<bpmn2:outgoing>" + id + "</bpmn2:outgoing>";
    }
  }

  void addChannel(const YAML::Node& channel, const std::string& node, bool sender) {
    const std::string type = textOf(channel["type"]);
    const std::string participant = textOf(channel["participant"], sender ? "Sender" : "Receiver");
    const std::string participant_id = "Participant_" + node;
    participants_ += "<bpmn2:participant" + attribute("id", participant_id) + attribute("name", participant) +
                     attribute("ifl:type", sender ? "EndpointSender" : "EndpointRecevier") + ">" +
                     extension(properties(channel["participant_properties"])) + "</bpmn2:participant>\n";
    channels_ += "<bpmn2:messageFlow" + attribute("id", "Channel_" + node) +
                 attribute("name", textOf(channel["name"], type)) +
                 attribute("sourceRef", sender ? participant_id : node) +
                 attribute("targetRef", sender ? node : participant_id) + ">" +
                 extension(property("ComponentType", type) + property("direction", sender ? "Sender" : "Receiver") +
                           property("Name", textOf(channel["name"], type)) + property("system", participant) +
                           property("cmdVariantUri", "ctype::AdapterVariant/cname::sap:" + type +
                                                         "/direction::" + (sender ? "Sender" : "Receiver") +
                                                         "/version::" + textOf(channel["version"], "1.9.0")) +
                           properties(channel["properties"])) +
                 "</bpmn2:messageFlow>\n";
  }

  std::string participants_;
  std::string channels_;
  std::vector<SketchNode> nodes_;
  std::string edges_;
  int counter_ = 0;
};

void writeFile(const std::filesystem::path& path, const std::string& content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

}  // namespace

void writeFlowBundle(const YAML::Node& sketch, const std::filesystem::path& folder) {
  const std::string id = textOf(sketch["id"], "flow");
  writeFile(folder / "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\nBundle-SymbolicName: " + id +
                "; singleton:=true\nBundle-Name: " + textOf(sketch["name"], id) +
                "\nBundle-Version: 1.0.0\nSAP-BundleType: IntegrationFlow\nSAP-NodeType: IFLMAP\n");
  std::string parameters;
  for (const auto& entry : sketch["parameters"]) {
    parameters += entry.first.as<std::string>() + '=' + textOf(entry.second) + '\n';
  }
  writeFile(folder / "src/main/resources/parameters.prop", parameters);
  writeFile(folder / "src/main/resources/parameters.propdef", "<parameters><param_references/></parameters>");
  for (const auto& file : sketch["files"]) {
    writeFile(folder / "src/main/resources" / file.first.as<std::string>(), textOf(file.second));
  }
  writeFile(folder / "src/main/resources/scenarioflows/integrationflow" / (id + ".iflw"), SketchWriter().write(sketch));
}

}  // namespace iflowsim
