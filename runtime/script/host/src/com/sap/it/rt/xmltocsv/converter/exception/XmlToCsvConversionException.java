package com.sap.it.rt.xmltocsv.converter.exception;

/** Conversion into CSV failed. */
public class XmlToCsvConversionException extends Exception {
  private static final long serialVersionUID = 1L;

  public XmlToCsvConversionException() {}

  public XmlToCsvConversionException(String message) {
    super(message);
  }

  public XmlToCsvConversionException(String message, Throwable cause) {
    super(message, cause);
  }

  public XmlToCsvConversionException(Throwable cause) {
    super(cause);
  }
}
