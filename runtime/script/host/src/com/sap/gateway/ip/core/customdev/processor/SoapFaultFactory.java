package com.sap.gateway.ip.core.customdev.processor;

import com.iflowsim.host.message.Xml;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import org.apache.cxf.binding.soap.SoapFault;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Fails a message with a SOAP fault of the script's own; every method throws. Source: script-api 2.8. */
public final class SoapFaultFactory {
  private static final String SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String SOAP_12 = "http://www.w3.org/2003/05/soap-envelope";
  private static final String XI = "http://sap.com/xi/XI/Message/30";
  private static final Set<String> CODES_11 = Set.of("Client", "Server", "MustUnderstand", "VersionMismatch");
  private static final Set<String> CODES_12 = Set.of("Sender", "Receiver", "MustUnderstand", "VersionMismatch", "DataEncodingUnknown");

  private SoapFaultFactory() {}

  public static void throwSoapFault(SoapFaultParam param) throws UnknownSoapVersionException, UnknownFaultCodeException, XMLStreamException {
    throw fault(param, param.getDetail());
  }

  /** A fault of SOAP 1.1 of the server; detail and namespaces may be null. */
  public static void throwSoapFault(String faultString, Element detail, Map<String, String> namespaces)
      throws UnknownSoapVersionException, UnknownFaultCodeException, XMLStreamException {
    SoapFaultParam param = new SoapFaultParam();
    param.setFaultString(faultString);
    if (namespaces != null) param.setNamespaces(namespaces);
    throw fault(param, detail);
  }

  public static void throwXiSoapFault(XiSoapFaultParam param) throws UnknownSoapVersionException, UnknownFaultCodeException, XMLStreamException {
    throw fault(param, param.getDetail() != null ? param.getDetail() : xiError(param));
  }

  private static SoapFault fault(SoapFaultParam param, Element detail) throws UnknownSoapVersionException, UnknownFaultCodeException {
    SoapFault fault = new SoapFault(param.getFaultString(), code(param));
    fault.setRole(param.getRole());
    fault.setDetail(detail);
    return fault;
  }

  private static QName code(SoapFaultParam param) throws UnknownSoapVersionException, UnknownFaultCodeException {
    String version = param.getSoapVersion();
    boolean isFirst = "1.1".equals(version);
    if (!isFirst && !"1.2".equals(version)) throw new UnknownSoapVersionException("Unknown SOAP version: " + version);
    String code = param.getFaultCode() == null ? (isFirst ? "Server" : "Receiver") : param.getFaultCode();
    String name = code.substring(code.indexOf(':') + 1);
    if (!(isFirst ? CODES_11 : CODES_12).contains(name)) throw new UnknownFaultCodeException("Unknown fault code for SOAP " + version + ": " + code);
    return new QName(isFirst ? SOAP_11 : SOAP_12, name);
  }

  private static Element xiError(XiSoapFaultParam param) throws XMLStreamException {
    Document document;
    try {
      document = Xml.parse("<SAP:Error xmlns:SAP=\"" + XI + "\"><SAP:Category/><SAP:Code/><SAP:AdditionalText/></SAP:Error>");
    } catch (IOException e) {
      throw new XMLStreamException(e);
    }
    Element error = document.getDocumentElement();
    error.getChildNodes().item(0).setTextContent(param.getCategory());
    Element code = (Element) error.getChildNodes().item(1);
    code.setAttribute("area", param.getArea());
    code.setTextContent(param.getCode());
    error.getChildNodes().item(2).setTextContent(param.getAdditionalText());
    return error;
  }
}
