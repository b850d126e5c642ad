#include "adapters/shared/wsdl/wsdl_publication.h"

#include <algorithm>
#include <array>

#include <libxml/tree.h>

#include "adapters/shared/wsdl/wsdl_xml.h"
#include "runtime/base/text.h"

namespace iflowsim::wsdl {

namespace {

constexpr std::array<std::string_view, 3> kPolicyNamespaces = {"http://schemas.xmlsoap.org/ws/2004/09/policy",
                                                               "http://www.w3.org/ns/ws-policy",
                                                               "http://www.w3.org/2006/07/ws-policy"};

bool isOfPolicy(std::string_view namespace_uri) {
  return std::find(kPolicyNamespaces.begin(), kPolicyNamespaces.end(), namespace_uri) != kPolicyNamespaces.end();
}

bool isPolicyAttribute(const xmlAttr* attribute) {
  return attribute->ns != nullptr && isOfPolicy(reinterpret_cast<const char*>(attribute->ns->href));
}

void removePolicyAttributes(xmlNode* node) {
  for (xmlAttr* item = node->properties; item != nullptr;) {
    xmlAttr* next = item->next;
    if (isPolicyAttribute(item)) xmlRemoveProp(item);
    item = next;
  }
}

void removePolicies(xmlNode* root) {
  for (xmlNode* policy : elementsWhere(root, [](const xmlNode* node) { return isOfPolicy(namespaceOf(node)); })) {
    xmlUnlinkNode(policy);
    xmlFreeNode(policy);
  }
  elementsWhere(root, [](const xmlNode* node) {
    removePolicyAttributes(const_cast<xmlNode*>(node));
    return false;
  });
}

bool refersToEntities(const xmlNode* node) {
  for (const xmlNode* below = node->children; below != nullptr; below = below->next) {
    if (below->type == XML_ENTITY_REF_NODE) return true;
    if (below->type == XML_ELEMENT_NODE && refersToEntities(below)) return true;
  }
  for (const xmlAttr* item = node->properties; item != nullptr; item = item->next) {
    for (const xmlNode* text = item->children; text != nullptr; text = text->next) {
      if (text->type == XML_ENTITY_REF_NODE) return true;
    }
  }
  return false;
}

/// Clients refuse descriptions with a document type, which those of schemas hardly ever need.
void removeDocumentType(xmlDoc* document) {
  xmlDtd* type = document->intSubset;
  if (type == nullptr || refersToEntities(xmlDocGetRootElement(document))) return;
  xmlUnlinkNode(reinterpret_cast<xmlNode*>(type));
  xmlFreeDtd(type);
}

const xmlChar* characters(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

/// A new element below; its namespace is declared in it, under that prefix.
xmlNode* append(xmlNode* parent, std::string_view namespace_uri, const std::string& prefix, const std::string& name) {
  xmlNode* node = xmlNewChild(parent, nullptr, characters(name), nullptr);
  const std::string uri(namespace_uri);
  xmlNs* found = xmlSearchNsByHref(parent->doc, parent, characters(uri));
  xmlSetNs(node, found != nullptr ? found : xmlNewNs(node, characters(uri), characters(prefix)));
  return node;
}

std::string_view soapVersionOf(const xmlNode* binding) {
  return namespaceOf(soapChild(binding, "binding"));
}

}  // namespace

void preparePublication(const WsdlFile& file) {
  xmlNode* root = xmlDocGetRootElement(file.document.native());
  removePolicies(root);
  for (xmlNode* service : children(root, kWsdl, "service")) {
    for (const xmlNode* port : children(service, kWsdl, "port")) {
      xmlNode* address = soapChild(port, "address");
      if (address != nullptr) setAttribute(address, "location", std::string(kOwnAddress));
    }
  }
  removeDocumentType(file.document.native());
}

void addService(const WsdlFile& description, _xmlNode* binding) {
  xmlNode* root = xmlDocGetRootElement(description.document.native());
  const std::string name = attributeText(binding, "name");
  const std::string target = attributeText(xmlDocGetRootElement(binding->doc), "targetNamespace");
  xmlNode* service = append(root, kWsdl, "wsdl", "service");
  setAttribute(service, "name", name + "Service");
  xmlNode* port = append(service, kWsdl, "wsdl", "port");
  setAttribute(port, "name", name);
  xmlNewNs(port, characters(target), characters("bound"));
  setAttribute(port, "binding", "bound:" + name);
  setAttribute(append(port, soapVersionOf(binding), "soap", "address"), "location", std::string(kOwnAddress));
}

std::string genericDescription(bool one_way) {
  static const std::string kText = R"(<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="GenericService" targetNamespace="http://cxf.component.camel.apache.org/"
    xmlns:tns="http://cxf.component.camel.apache.org/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <wsdl:types>
    <xsd:schema elementFormDefault="qualified" targetNamespace="http://cxf.component.camel.apache.org/">
      <xsd:element name="invoke" nillable="true" type="xsd:anyType"/>@REPLY_ELEMENT@
    </xsd:schema>
  </wsdl:types>
  <wsdl:message name="invoke">
    <wsdl:part name="invoke" element="tns:invoke"/>
  </wsdl:message>@REPLY_MESSAGE@
  <wsdl:portType name="GenericPortType">
    <wsdl:operation name="invoke">
      <wsdl:input name="invoke" message="tns:invoke"/>@REPLY_OUTPUT@
    </wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="GenericServiceSoapBinding" type="tns:GenericPortType">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="invoke">
      <soap:operation soapAction="" style="document"/>
      <wsdl:input name="invoke">
        <soap:body use="literal"/>
      </wsdl:input>@REPLY_BOUND@
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="GenericService">
    <wsdl:port name="GenericPort" binding="tns:GenericServiceSoapBinding">
      <soap:address location="@ADDRESS@"/>
    </wsdl:port>
  </wsdl:service>
</wsdl:definitions>)";
  static const std::array<std::array<std::string_view, 2>, 4> kReply = {{
      {"@REPLY_ELEMENT@", "\n      <xsd:element name=\"invokeResponse\" nillable=\"true\" type=\"xsd:anyType\"/>"},
      {"@REPLY_MESSAGE@",
       "\n  <wsdl:message name=\"invokeResponse\">\n    <wsdl:part name=\"invokeResponse\" "
       "element=\"tns:invokeResponse\"/>\n  </wsdl:message>"},
      {"@REPLY_OUTPUT@", "\n      <wsdl:output name=\"invokeResponse\" message=\"tns:invokeResponse\"/>"},
      {"@REPLY_BOUND@",
       "\n      <wsdl:output name=\"invokeResponse\">\n        <soap:body use=\"literal\"/>\n      </wsdl:output>"},
  }};
  std::string text = replaceAll(kText, "@ADDRESS@", kOwnAddress);
  for (const auto& [mark, reply] : kReply) text = replaceAll(text, mark, one_way ? std::string_view() : reply);
  return text;
}

}  // namespace iflowsim::wsdl
