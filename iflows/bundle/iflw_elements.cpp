#include "iflows/bundle/iflw_elements.h"

#include "iflows/bundle/node_kind.h"
#include "iflows/model/element_words.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

constexpr std::string_view kBpmnTail = "BPMN/20100524/MODEL";
constexpr std::string_view kIflTail = "com.sap.ifl.model/Ifl.xsd";
constexpr std::string_view kEventTail = "EventDefinition";

bool endsWith(std::string_view text, std::string_view tail) {
  return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}

/// The pairs as they stand in the file.
PropertyTable rawProperties(const XmlElement& element) {
  PropertyTable table;
  for (const XmlElement& extension : element.children) {
    if (!isBpmn(extension, "extensionElements")) continue;
    for (const XmlElement& property : extension.children) {
      if (property.name != "property" || !endsWith(property.space, kIflTail)) continue;
      table.set(property.textOf("key"), property.textOf("value"));
    }
  }
  return table;
}

const XmlElement* eventDefinition(const XmlElement& element) {
  for (const XmlElement& child : element.children) {
    if (endsWith(child.name, kEventTail) && isBpmn(child, child.name)) return &child;
  }
  return nullptr;
}

std::string versionOf(const PropertyTable& properties) {
  const std::string version = variantPart(properties.get("cmdVariantUri"), "version");
  return version.empty() ? properties.get("componentVersion") : version;
}

/// The type in `sap:HTTP`, where a vendor's namespace stands in front.
std::string withoutVendor(const std::string& type) {
  const auto colon = type.rfind(':');
  return colon == std::string::npos ? type : type.substr(colon + 1);
}

}  // namespace

bool isBpmn(const XmlElement& element, std::string_view name) {
  return element.name == name && endsWith(element.space, kBpmnTail);
}

PropertyTable ElementReader::properties(const XmlElement& element, const Subject& subject) {
  PropertyTable filled;
  for (const auto& [key, value] : rawProperties(element)) {
    // The body of a content modifier may look like a row table, but is no XML to the loader.
    const auto place = key == "wrapContent" ? ParameterValues::Place::Plain : ParameterValues::Place::Property;
    filled.set(key, parameters_.fill(value, place, subject));
  }
  return filled;
}

Node ElementReader::node(const XmlElement& element) {
  Node node;
  node.id = element.attribute("id");
  node.name = element.attribute("name");
  node.element = element.name;
  node.default_flow = element.attribute("default");
  node.place = placeOf(element);
  const XmlElement* event = eventDefinition(element);
  const std::string_view event_name = event == nullptr ? std::string_view() : event->name;
  node.kind = nodeKind(element.name, event_name, rawProperties(element));
  const Subject subject = subjectOf(node);
  node.properties = properties(element, subject);
  if (event != nullptr) node.event_properties = properties(*event, subject);
  node.kind = nodeKind(element.name, event_name, node.properties);
  node.version = versionOf(event == nullptr || !node.properties.empty() ? node.properties : node.event_properties);
  for (const XmlElement& child : element.children) {
    if (isBpmn(child, "incoming")) node.incoming.emplace_back(trim(child.text));
    if (isBpmn(child, "outgoing")) node.outgoing.emplace_back(trim(child.text));
    if (!isBpmn(child, "standardLoopCharacteristics")) continue;
    node.loop_condition = parameters_.fill(child.textOf("loopCondition"), ParameterValues::Place::Condition, subject);
    node.loop_maximum = parameters_.fill(child.attribute("loopMaximum"), ParameterValues::Place::Plain, subject);
  }
  return node;
}

Edge ElementReader::edge(const XmlElement& element) {
  Edge edge;
  edge.id = element.attribute("id");
  edge.name = element.attribute("name");
  edge.source = element.attribute("sourceRef");
  edge.target = element.attribute("targetRef");
  edge.place = placeOf(element);
  const Subject subject{"Route", edge.name, edge.id, edge.place};
  edge.condition = parameters_.fill(element.textOf("conditionExpression"), ParameterValues::Place::Condition, subject);
  edge.expression_type = properties(element, subject).get("expressionType");
  return edge;
}

Participant ElementReader::participant(const XmlElement& element) {
  Participant participant;
  participant.id = element.attribute("id");
  participant.name = element.attribute("name");
  participant.type = element.attribute("type");
  participant.place = placeOf(element);
  participant.properties = properties(element, {"Participant", participant.name, participant.id, participant.place});
  if (participant.type.empty()) participant.type = participant.properties.get("ifl:type");
  return participant;
}

Channel ElementReader::channel(const XmlElement& element) {
  Channel channel;
  channel.id = element.attribute("id");
  channel.place = placeOf(element);
  const PropertyTable raw = rawProperties(element);
  channel.type = raw.get("ComponentType");
  if (channel.type.empty()) channel.type = withoutVendor(variantPart(raw.get("cmdVariantUri"), "cname"));
  channel.name = raw.get("Name").empty() ? element.attribute("name") : raw.get("Name");
  std::string direction = raw.get("direction");
  if (direction.empty()) direction = variantPart(raw.get("cmdVariantUri"), "direction");
  channel.direction = direction == "Receiver" ? Direction::Receiver : Direction::Sender;
  channel.properties = properties(element, subjectOf(channel));
  if (direction.empty()) channel.properties.set("direction", "");
  channel.version = versionOf(channel.properties);
  return channel;
}

}  // namespace iflowsim
