package com.sap.gateway.ip.core.customdev.processor;

import java.util.HashMap;
import java.util.Map;
import org.w3c.dom.Element;

/** The fault that a script wants its SOAP sender to answer. Source: script-api 2.8. */
public class SoapFaultParam {
  private String soapVersion = "1.1";
  private String faultCode;
  private String faultString;
  private String role;
  private String node;
  private String language = "en";
  private Element detail;
  private Map<String, String> namespaces = new HashMap<>();

  /** "1.1" or "1.2". */
  public String getSoapVersion() {
    return soapVersion;
  }

  public void setSoapVersion(String soapVersion) {
    this.soapVersion = soapVersion;
  }

  /** Without prefix; null: the fault is the receiver's. */
  public String getFaultCode() {
    return faultCode;
  }

  public void setFaultCode(String faultCode) {
    this.faultCode = faultCode;
  }

  public String getFaultString() {
    return faultString;
  }

  public void setFaultString(String faultString) {
    this.faultString = faultString;
  }

  public String getRole() {
    return role;
  }

  public void setRole(String role) {
    this.role = role;
  }

  /** The name of the role in SOAP 1.1. */
  public String getFaultActor() {
    return role;
  }

  /** As {@link #setRole}. */
  public void setFaultActor(String faultActor) {
    this.role = faultActor;
  }

  public String getNode() {
    return node;
  }

  public void setNode(String node) {
    this.node = node;
  }

  public String getLanguage() {
    return language;
  }

  public void setLanguage(String language) {
    this.language = language;
  }

  public Element getDetail() {
    return detail;
  }

  public void setDetail(Element detail) {
    this.detail = detail;
  }

  /** By prefix. */
  public Map<String, String> getNamespaces() {
    return namespaces;
  }

  public void setNamespaces(Map<String, String> namespaces) {
    this.namespaces = namespaces;
  }
}
