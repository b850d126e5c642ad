#include "tests/support/bundle_texts.h"

#include "runtime/base/text.h"

namespace iflowsim::testing {

namespace {

std::string manifestText(const std::string& id, const std::string& type) {
  return "Manifest-Version: 1.0\r\nBundle-SymbolicName: " + id + ";singleton:=true\r\nBundle-Name: Test " + id +
         "\r\nBundle-Version: 1.0.7\r\nSAP-BundleType: " + type + "\r\n";
}

}  // namespace

BundleFiles flowBundle(const std::string& id, const std::string& collaboration, const std::string& processes) {
  return {{"META-INF/MANIFEST.MF", manifestText(id, "IntegrationFlow")},
          {kTestFlowPath, iflwText(collaboration, processes)},
          {"src/main/resources/parameters.prop", ""},
          {"src/main/resources/parameters.propdef", "<parameters><param_references/></parameters>"}};
}

std::string iflwText(const std::string& collaboration, const std::string& processes) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<bpmn2:definitions xmlns:bpmn2=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
         "xmlns:ifl=\"http:///com.sap.ifl.model/Ifl.xsd\" id=\"Definitions_1\">\n"
         "<bpmn2:collaboration id=\"Collaboration_1\" name=\"Default Collaboration\">\n" +
         collaboration + "\n</bpmn2:collaboration>\n" + processes + "\n</bpmn2:definitions>\n";
}

std::string processText(const std::string& elements) {
  return "<bpmn2:process id=\"Process_1\" name=\"Integration Process\">\n" + elements + "\n</bpmn2:process>";
}

std::string emptyProcess() {
  return processText(
      "<bpmn2:startEvent id=\"Start_1\" name=\"Start\"><bpmn2:outgoing>Flow_1</bpmn2:outgoing>"
      "<bpmn2:messageEventDefinition/></bpmn2:startEvent>\n"
      "<bpmn2:endEvent id=\"End_1\" name=\"End\"><bpmn2:incoming>Flow_1</bpmn2:incoming>"
      "<bpmn2:messageEventDefinition/></bpmn2:endEvent>\n"
      "<bpmn2:sequenceFlow id=\"Flow_1\" sourceRef=\"Start_1\" targetRef=\"End_1\"/>");
}

BundleFiles httpsFlowBundle(const std::string& id, const std::string& address) {
  const std::string sender = "<bpmn2:participant id=\"Sender_1\" name=\"Shop\" ifl:type=\"EndpointSender\"/>";
  const std::string channel =
      "<bpmn2:messageFlow id=\"Channel_1\" name=\"HTTPS\" sourceRef=\"Sender_1\" targetRef=\"Start_1\">" +
      propertiesText({{"ComponentType", "HTTPS"},
                      {"direction", "Sender"},
                      {"senderAuthType", "RoleBased"},
                      {"urlPath", address}}) +
      "</bpmn2:messageFlow>";
  return flowBundle(id, sender + channel, emptyProcess());
}

std::string propertiesText(const std::map<std::string, std::string>& properties) {
  std::string text = "<bpmn2:extensionElements>";
  for (const auto& [key, value] : properties) {
    text += "<ifl:property><key>" + escapeXml(key) + "</key><value>" + escapeXml(value) + "</value></ifl:property>";
  }
  return text + "</bpmn2:extensionElements>";
}

BundleFiles companionBundle(const std::string& id, const std::string& type, const BundleFiles& files) {
  BundleFiles all = files;
  all["META-INF/MANIFEST.MF"] = manifestText(id, type);
  return all;
}

}  // namespace iflowsim::testing
