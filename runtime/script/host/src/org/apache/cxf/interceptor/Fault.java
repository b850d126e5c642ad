package org.apache.cxf.interceptor;

import javax.xml.namespace.QName;
import org.w3c.dom.Element;

/** A call of a SOAP service failed. */
public class Fault extends RuntimeException {
  public static final QName FAULT_CODE_CLIENT = new QName("http://cxf.apache.org/faultcode", "CLIENT");
  public static final QName FAULT_CODE_SERVER = new QName("http://cxf.apache.org/faultcode", "SERVER");
  private static final long serialVersionUID = 1L;

  private transient Element detail;
  private QName code = FAULT_CODE_SERVER;
  private int statusCode = 500;

  public Fault(Throwable cause) {
    super(cause);
  }

  public Fault(String message, Throwable cause) {
    super(message, cause);
  }

  public Element getDetail() {
    return detail;
  }

  public void setDetail(Element detail) {
    this.detail = detail;
  }

  public boolean hasDetails() {
    return detail != null;
  }

  public QName getFaultCode() {
    return code;
  }

  public Fault setFaultCode(QName faultCode) {
    code = faultCode;
    return this;
  }

  public int getStatusCode() {
    return statusCode;
  }

  public void setStatusCode(int statusCode) {
    this.statusCode = statusCode;
  }
}
