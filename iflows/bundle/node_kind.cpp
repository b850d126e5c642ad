#include "iflows/bundle/node_kind.h"

#include <utility>

#include "runtime/base/text.h"

namespace iflowsim {

namespace {

std::string startKind(std::string_view event) {
  if (event == "errorEventDefinition") return "ErrorStartEvent";
  if (event == "messageEventDefinition") return "MessageStartEvent";
  if (event == "timerEventDefinition") return "TimerStartEvent";
  return "StartEvent";
}

std::string endKind(std::string_view event) {
  if (event == "messageEventDefinition") return "MessageEndEvent";
  if (event == "errorEventDefinition") return "ErrorEndEvent";
  if (event == "escalationEventDefinition") return "EscalationEndEvent";
  if (event == "terminateEventDefinition") return "TerminateEndEvent";
  return "EndEvent";
}

std::string variantName(const PropertyTable& properties) {
  return variantPart(properties.get("cmdVariantUri"), "cname");
}

std::string activityType(const PropertyTable& properties) {
  const std::string& type = properties.get("activityType");
  return type.empty() ? variantName(properties) : type;
}

bool endsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && equalsIgnoreCase(text.substr(text.size() - end.size()), end);
}

std::string scriptVariant(const PropertyTable& properties) {
  const std::string& sub_type = properties.get("subActivityType");
  if (!sub_type.empty()) return sub_type;
  return endsWith(properties.get("script"), ".js") ? "JavaScript" : "GroovyScript";
}

std::string mappingVariant(const PropertyTable& properties) {
  for (const char* key : {"subActivityType", "mappingType"}) {
    if (!properties.get(key).empty()) return properties.get(key);
  }
  const std::string variant = variantName(properties);
  if (endsWith(variant, "Mapping")) return variant;
  const std::string& uri = properties.get("mappinguri");
  const bool xslt = uri.find("xslt") != std::string::npos || endsWith(uri, ".xsl");
  return xslt ? "XSLTMapping" : "MessageMapping";
}

bool isLooping(const PropertyTable& properties) {
  return properties.get("subActivityType") == "LoopingProcess" || variantName(properties) == "LoopingProcess";
}

/// The property that names the variant, or the variant of cmdVariantUri.
std::string variantBy(const PropertyTable& properties, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (!properties.get(key).empty()) return properties.get(key);
  }
  return variantName(properties);
}

std::string callKind(const PropertyTable& properties) {
  const std::string type = activityType(properties);
  const auto refined = [&](const std::string& variant) {
    return variant.empty() || variant == type ? type : type + '/' + variant;
  };
  if (type == "Script") return refined(scriptVariant(properties));
  if (type == "Mapping") return refined(mappingVariant(properties));
  if (type == "ProcessCallElement") return isLooping(properties) ? type + "/LoopingProcess" : type;
  if (type == "Splitter") return refined(variantBy(properties, {"splitType"}));
  if (type == "DBstorage") return refined(variantBy(properties, {"operation"}));
  if (type == "Encoder") return refined(variantBy(properties, {"encoderType"}));
  if (type == "Decoder") return refined(variantBy(properties, {"encoderType", "decoderType"}));
  return type;
}

}  // namespace

std::string nodeKind(std::string_view element, std::string_view event, const PropertyTable& properties) {
  if (element == "startEvent") return startKind(event);
  if (element == "endEvent") return endKind(event);
  if (element == "exclusiveGateway") return "ExclusiveGateway";
  std::string kind;
  if (element == "callActivity") kind = callKind(properties);
  if (element == "parallelGateway") kind = activityType(properties);
  if (element == "serviceTask") {
    kind = activityType(properties);
    if (kind.empty()) kind = "ExternalCall";
  }
  return kind.empty() ? std::string(element) : kind;
}

std::string variantPart(std::string_view uri, std::string_view part) {
  for (const std::string_view piece : split(uri, '/')) {
    const auto colons = piece.find("::");
    if (colons != std::string_view::npos && piece.substr(0, colons) == part)
      return std::string(piece.substr(colons + 2));
  }
  return {};
}

}  // namespace iflowsim
