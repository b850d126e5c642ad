#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "iflows/model/resources.h"

namespace iflowsim::testing {

inline constexpr const char* kOrdersWsdl = "src/main/resources/wsdl/Orders.wsdl";

inline Resources resourcesOf(const std::map<std::string, std::string>& files) {
  Resources resources;
  for (const auto& [key, text] : files) resources[key] = std::make_shared<const std::string>(text);
  return resources;
}

inline std::string definitions(const std::string& inside) {
  return R"(<?xml version="1.0"?>
<wsdl:definitions targetNamespace="urn:orders" xmlns:tns="urn:orders" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
  xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"
  xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
  xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy">)" +
         inside + "</wsdl:definitions>";
}

/// Request-reply `CreateOrder` with a header and a fault, and one-way `CancelOrder`.
inline const std::string& orderTypes() {
  static const std::string kText = R"(
  <wsdl:types><xsd:schema targetNamespace="urn:orders" elementFormDefault="qualified">
    <xsd:element name="Order"><xsd:complexType><xsd:sequence>
      <xsd:element name="Number" type="xsd:string"/></xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="OrderReply"><xsd:complexType><xsd:sequence>
      <xsd:element name="Number" type="xsd:string"/></xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="OrderProblem" type="xsd:string"/>
    <xsd:element name="Cancel" type="xsd:string"/>
    <xsd:element name="Session" type="xsd:string"/>
  </xsd:schema></wsdl:types>)";
  return kText;
}

inline const std::string& orderPortType() {
  static const std::string kText = R"(
  <wsdl:message name="OrderIn"><wsdl:part name="session" element="tns:Session"/>
    <wsdl:part name="order" element="tns:Order"/></wsdl:message>
  <wsdl:message name="OrderOut"><wsdl:part name="reply" element="tns:OrderReply"/></wsdl:message>
  <wsdl:message name="OrderProblem"><wsdl:part name="problem" element="tns:OrderProblem"/></wsdl:message>
  <wsdl:message name="CancelIn"><wsdl:part name="cancel" element="tns:Cancel"/></wsdl:message>
  <wsdl:portType name="Orders">
    <wsdl:operation name="CreateOrder"><wsdl:input message="tns:OrderIn"/><wsdl:output message="tns:OrderOut"/>
      <wsdl:fault name="problem" message="tns:OrderProblem"/></wsdl:operation>
    <wsdl:operation name="CancelOrder"><wsdl:input message="tns:CancelIn"/></wsdl:operation>
  </wsdl:portType>)";
  return kText;
}

/// A binding of both operations for a SOAP version, `soap` or `soap12`.
inline std::string orderBinding(const std::string& name, const std::string& soap) {
  return "<wsdl:binding name='" + name + "' type='tns:Orders'><" + soap +
         ":binding transport='http://schemas.xmlsoap.org/soap/http'/>"
         "<wsdl:operation name='CreateOrder'><" +
         soap + ":operation soapAction='urn:orders/create'/><wsdl:input><" + soap +
         ":header message='tns:OrderIn' part='session' use='literal'/><" + soap +
         ":body use='literal' parts='order'/></wsdl:input><wsdl:output><" + soap +
         ":body use='literal'/></wsdl:output><wsdl:fault name='problem'><" + soap +
         ":fault name='problem' use='literal'/></wsdl:fault></wsdl:operation>"
         "<wsdl:operation name='CancelOrder'><" +
         soap + ":operation soapAction='urn:orders/cancel'/><wsdl:input><" + soap +
         ":body use='literal'/></wsdl:input></wsdl:operation></wsdl:binding>";
}

inline std::string port(const std::string& name, const std::string& binding, const std::string& prefix) {
  return "<wsdl:port name='" + name + "' binding='tns:" + binding + "'><" + prefix +
         ":address location='https://elsewhere.example/orders'/></wsdl:port>";
}

/// The description most tests read: service `OrderService`, ports `OrderPort` (1.1) and `OrderPort12` (1.2).
inline std::string ordersDescription() {
  return definitions(orderTypes() + orderPortType() + orderBinding("Orders11", "soap") +
                     orderBinding("Orders12", "soap12") + "<wsdl:service name='OrderService'>" +
                     port("OrderPort", "Orders11", "soap") + port("OrderPort12", "Orders12", "soap12") +
                     "</wsdl:service>");
}

}  // namespace iflowsim::testing
