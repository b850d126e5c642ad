#include "tests/acceptance/soap_tenant.h"

#include <fstream>

#include "adapters/shared/wsdl/description_texts.h"
#include "tests/support/bundle_texts.h"

namespace iflowsim::testing {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* kPartner =
    "<row><cell id='clientCertificate.subjectDN'>CN=partner-a, OU=Integration, O=Company Example, C=DE</cell>"
    "<cell id='clientCertificate.issuerDN'>CN=iflowsim training intermediate, O=iflowsim</cell></row>";

/// Takes the number out of the message, as an integer (0 without one), and answers it.
std::string replyingProcess() {
  const std::string number =
      "<row><cell id='Action'>Create</cell><cell id='Type'>xpath</cell><cell id='Value'>"
      "concat('0', //*[local-name()='Number' or local-name()='Cancel'])</cell><cell id='Default'></cell>"
      "<cell id='Name'>number</cell><cell id='Datatype'>java.lang.Integer</cell></row>";
  return processText(
      "<bpmn2:startEvent id='Start_1' name='Start'><bpmn2:outgoing>Flow_1</bpmn2:outgoing>"
      "<bpmn2:messageEventDefinition/></bpmn2:startEvent>"
      "<bpmn2:callActivity id='Reply_1' name='Reply'>" +
      propertiesText(
          {{"activityType", "Enricher"},
           {"componentVersion", "1.6"},
           {"propertyTable", number},
           {"bodyType", "expression"},
           {"wrapContent", "<OrderReply xmlns=\"urn:orders\"><Number>${property.number}</Number></OrderReply>"},
           {"cmdVariantUri", "ctype::FlowstepVariant/cname::Enricher/version::1.6.1"}}) +
      "<bpmn2:incoming>Flow_1</bpmn2:incoming><bpmn2:outgoing>Flow_2</bpmn2:outgoing></bpmn2:callActivity>"
      "<bpmn2:endEvent id='End_1' name='End'><bpmn2:incoming>Flow_2</bpmn2:incoming>"
      "<bpmn2:messageEventDefinition/></bpmn2:endEvent>"
      "<bpmn2:sequenceFlow id='Flow_1' sourceRef='Start_1' targetRef='Reply_1'/>"
      "<bpmn2:sequenceFlow id='Flow_2' sourceRef='Reply_1' targetRef='End_1'/>");
}

std::map<std::string, std::string> channelOf(const std::string& id, const std::map<std::string, std::string>& further) {
  std::map<std::string, std::string> properties = further;
  properties.insert({{"ComponentType", "SOAP"},
                     {"MessageProtocol", "SOAP 1.x"},
                     {"direction", "Sender"},
                     {"address", "/" + id},
                     {"senderAuthType", "RoleBased"},
                     {"userRole", "ESBMessaging.send"},
                     {"serviceDefinition", "WSDL"},
                     {"soapWsdlURL", "/wsdl/Orders.wsdl"},
                     {"soapServiceName", "p1:OrderService"},
                     {"soapWsdlPortName", "p1:OrderPort"},
                     {"soapOptions", "cxfRobust"},
                     {"WSSecurity", "None"},
                     {"maximumBodySize", "40"},
                     {"maximumAttachmentSize", "100"}});
  return properties;
}

}  // namespace

SoapTenant::SoapTenant() {
  addSoapFlow("soap-orders", {});
  addSoapFlow("soap-open-faults", {}, {{"returnExceptionToSender", "true"}});
  addSoapFlow("soap-standard", {{"soapOptions", "WSStandard"}});
  addSoapFlow("soap-strict", {{"senderAuthType", "ClientCertificate"}, {"clientCertificates", kPartner}});
  addSoapFlow("soap-generic", {{"serviceDefinition", "Manual"}, {"messageExchangePattern", "RequestReply"}});
  addSoapFlow("soap-generic-one-way", {{"serviceDefinition", "Manual"}, {"messageExchangePattern", "OneWay"}});
}

void SoapTenant::addSoapFlow(const std::string& id, const std::map<std::string, std::string>& channel,
                             const std::map<std::string, std::string>& settings) const {
  BundleFiles files = flowBundle(
      id,
      propertiesText(settings) + "<bpmn2:participant id='Sender_1' name='Partner' ifl:type='EndpointSender'/>" +
          "<bpmn2:messageFlow id='Channel_1' name='SOAP' sourceRef='Sender_1' targetRef='Start_1'>" +
          propertiesText(channelOf(id, channel)) + "</bpmn2:messageFlow>",
      replyingProcess());
  files[kOrdersWsdl] = ordersDescription();
  for (const auto& [name, text] : files) {
    const fs::path file = path() / "flows" / id / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
}

json SoapTenant::requestTo(const std::string& flow) const {
  return {{"wsdl", runtimeUrl() + "/cxf/" + flow + "?wsdl"},
          {"ca", (path() / ".iflowsim" / "tls" / "ca.pem").string()}};
}

json SoapTenant::asUser(const std::string& flow) const {
  json request = requestTo(flow);
  request["user"] = "sender:s";
  return request;
}

json SoapTenant::withCertificate(const std::string& flow, const std::string& certificate) const {
  json request = requestTo(flow);
  request["certificate"] = client(certificate, ".pem").string();
  request["key"] = client(certificate, ".key").string();
  return request;
}

bool SoapTenant::logsMessage(const std::string& flow, const std::string& status) const {
  return eventually([&] { return !ask({"logs", "--flow", flow, "--status", status}).at("messages").empty(); });
}

}  // namespace iflowsim::testing
