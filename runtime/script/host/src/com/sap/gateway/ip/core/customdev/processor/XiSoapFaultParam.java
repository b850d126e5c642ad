package com.sap.gateway.ip.core.customdev.processor;

/** A fault in the form of XI messages: its detail names category, area and code of the error. Source: script-api 2.8. */
public class XiSoapFaultParam extends SoapFaultParam {
  private String category = "Application";
  private String area = "";
  private String code = "";
  private String additionalText = "";

  public String getCategory() {
    return category;
  }

  public void setCategory(String category) {
    this.category = category;
  }

  public String getArea() {
    return area;
  }

  public void setArea(String area) {
    this.area = area;
  }

  public String getCode() {
    return code;
  }

  public void setCode(String code) {
    this.code = code;
  }

  public String getAdditionalText() {
    return additionalText;
  }

  public void setAdditionalText(String additionalText) {
    this.additionalText = additionalText;
  }
}
