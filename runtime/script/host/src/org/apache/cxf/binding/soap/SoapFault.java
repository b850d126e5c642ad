package org.apache.cxf.binding.soap;

import javax.xml.namespace.QName;
import org.apache.cxf.interceptor.Fault;

/** The fault that a SOAP service answered. */
public class SoapFault extends Fault {
  private static final long serialVersionUID = 1L;

  private String role;
  private QName subCode;

  public SoapFault(String reason, QName faultCode) {
    this(reason, null, faultCode);
  }

  public SoapFault(String reason, Throwable cause, QName faultCode) {
    super(reason, cause);
    setFaultCode(faultCode);
  }

  public String getReason() {
    return getMessage();
  }

  public String getRole() {
    return role;
  }

  public void setRole(String role) {
    this.role = role;
  }

  public QName getSubCode() {
    return subCode;
  }

  public void setSubCode(QName subCode) {
    this.subCode = subCode;
  }
}
