package com.iflowsim.host.codec;

import com.iflowsim.host.message.Xml;
import com.sap.gateway.core.ip.component.odata.exception.OsciException;
import com.sap.it.script.v2.api.exceptions.HttpOperationFailedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.component.ahc.AhcOperationFailedException;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.transport.http.HTTPException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What exceptions of the platform know beyond their message, by the names of the wire. */
final class ErrorDetails {
  private ErrorDetails() {}

  static Map<String, String> of(Throwable error) {
    Map<String, String> details = new LinkedHashMap<>();
    if (error instanceof AhcOperationFailedException http) addHttp(details, http);
    if (error instanceof HttpOperationFailedException http) {
      add(details, "statusCode", http.getStatusCode());
      add(details, "responseBody", http.getResponseBody());
    }
    if (error instanceof HTTPException http) {
      add(details, "statusCode", http.getResponseCode());
      add(details, "statusText", http.getResponseMessage());
      add(details, "url", http.getUrl());
    }
    if (error instanceof OsciException odata) add(details, "requestUri", odata.getRequestUri());
    if (error instanceof Fault fault) addFault(details, fault);
    return details;
  }

  private static void addHttp(Map<String, String> details, AhcOperationFailedException http) {
    add(details, "statusCode", http.getStatusCode());
    add(details, "statusText", http.getStatusText());
    add(details, "responseBody", http.getResponseBody());
    add(details, "url", http.getUrl());
    add(details, "redirectLocation", http.getRedirectLocation());
    if (http.getResponseHeaders() != null) http.getResponseHeaders().forEach((name, value) -> add(details, "header." + name, value));
  }

  private static void addFault(Map<String, String> details, Fault fault) {
    add(details, "statusCode", fault.getStatusCode());
    add(details, "faultCode", fault.getFaultCode());
    if (fault.getDetail() != null) add(details, "detail", content(fault.getDetail()));
    if (!(fault instanceof SoapFault soap)) return;
    add(details, "faultActor", soap.getRole());
    add(details, "faultSubCode", soap.getSubCode());
  }

  /** What stands in the detail of the fault; an element of another name is its content itself. */
  private static String content(Element detail) {
    String name = detail.getLocalName() == null ? detail.getNodeName() : detail.getLocalName();
    if (!name.equalsIgnoreCase("detail")) return Xml.serialize(detail);
    StringBuilder content = new StringBuilder();
    for (Node node = detail.getFirstChild(); node != null; node = node.getNextSibling()) content.append(Xml.serialize(node));
    return content.toString();
  }

  private static void add(Map<String, String> details, String name, Object value) {
    if (value != null) details.put(name, value.toString());
  }
}
