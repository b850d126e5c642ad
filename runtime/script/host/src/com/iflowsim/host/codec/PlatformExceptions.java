package com.iflowsim.host.codec;

import com.sap.gateway.core.ip.component.odata.exception.OsciException;
import com.sap.it.script.v2.api.exceptions.HttpOperationFailedException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.namespace.QName;
import org.apache.camel.component.ahc.AhcOperationFailedException;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.transport.http.HTTPException;
import org.xml.sax.SAXParseException;

/** Builds the very exception class that scripts compare by name. Source: script-api section 7. */
final class PlatformExceptions {
  private PlatformExceptions() {}

  static Throwable build(String className, String message, Map<String, String> details, Throwable cause) {
    Throwable special = special(className, message, details, cause);
    Throwable error = special != null ? special : generic(className, message, cause);
    if (cause != null && error.getCause() == null) {
      try {
        error.initCause(cause);
      } catch (IllegalStateException causeIsFixed) {
        return new UnknownException(className, message, cause);
      }
    }
    return error;
  }

  private static Throwable special(String className, String message, Map<String, String> details, Throwable cause) {
    switch (className) {
      case "org.apache.camel.component.ahc.AhcOperationFailedException":
        return new AhcOperationFailedException(details.get("url"), status(details), details.get("statusText"),
            details.get("redirectLocation"), responseHeaders(details), details.get("responseBody"));
      case "com.sap.it.script.v2.api.exceptions.HttpOperationFailedException":
        return new HttpOperationFailedException(message, status(details), details.get("responseBody"));
      case "com.sap.gateway.core.ip.component.odata.exception.OsciException":
        return new OsciException(message, cause, details.get("requestUri"));
      case "org.apache.cxf.transport.http.HTTPException":
        return new HTTPException(status(details), details.get("statusText"), url(details.get("url")));
      case "org.apache.cxf.binding.soap.SoapFault":
        return withDetail(soapFault(message, cause, details), details);
      case "org.apache.cxf.interceptor.Fault":
        return withDetail(new Fault(message, cause).setFaultCode(faultCode(details)), details);
      case "org.xml.sax.SAXParseException":
        return new SAXParseException(message, null);
      default:
        return null;
    }
  }

  private static Throwable generic(String className, String message, Throwable cause) {
    try {
      Class<?> type = Class.forName(className);
      if (!Throwable.class.isAssignableFrom(type)) return new UnknownException(className, message, cause);
      return (Throwable) type.getConstructor(String.class).newInstance(message);
    } catch (ReflectiveOperationException | LinkageError e) {
      return new UnknownException(className, message, cause);
    }
  }

  private static SoapFault soapFault(String message, Throwable cause, Map<String, String> details) {
    SoapFault fault = new SoapFault(message, cause, faultCode(details));
    fault.setRole(details.get("faultActor"));
    String subCode = details.getOrDefault("faultSubCode", "");
    if (!subCode.isEmpty()) fault.setSubCode(QName.valueOf(subCode));
    return fault;
  }

  /** The tenant sends the content of the fault's detail; scripts see the element around it, as CXF gives it. */
  private static Fault withDetail(Fault fault, Map<String, String> details) {
    String detail = details.getOrDefault("detail", "");
    try {
      if (!detail.isEmpty()) fault.setDetail(com.iflowsim.host.message.Xml.parse("<detail>" + detail + "</detail>").getDocumentElement());
    } catch (java.io.IOException | IllegalArgumentException notXml) {
      fault.setDetail(null);
    }
    if (details.containsKey("statusCode")) fault.setStatusCode(status(details));
    return fault;
  }

  private static QName faultCode(Map<String, String> details) {
    String code = details.getOrDefault("faultCode", "");
    return code.isEmpty() ? Fault.FAULT_CODE_SERVER : QName.valueOf(code);
  }

  /** Header names compare without regard to case; their details are named {@code header.<name>}. */
  private static Map<String, String> responseHeaders(Map<String, String> details) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    details.forEach((name, value) -> {
      if (name.startsWith("header.")) headers.put(name.substring("header.".length()), value);
    });
    return headers;
  }

  private static int status(Map<String, String> details) {
    try {
      return Integer.parseInt(details.getOrDefault("statusCode", "500"));
    } catch (NumberFormatException e) {
      return 500;
    }
  }

  private static URL url(String text) {
    try {
      return text == null ? null : new URL(text);
    } catch (MalformedURLException e) {
      return null;
    }
  }
}
