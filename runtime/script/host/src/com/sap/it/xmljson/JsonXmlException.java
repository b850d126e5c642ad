package com.sap.it.xmljson;

/** Conversion between XML and JSON failed. */
public class JsonXmlException extends Exception {
  private static final long serialVersionUID = 1L;

  public JsonXmlException() {}

  public JsonXmlException(String message) {
    super(message);
  }

  public JsonXmlException(String message, Throwable cause) {
    super(message, cause);
  }

  public JsonXmlException(Throwable cause) {
    super(cause);
  }
}
