package com.sap.it.rt.csvtoxml.converter.exception;

/** Conversion of CSV failed. */
public class CsvToXmlConversionException extends Exception {
  private static final long serialVersionUID = 1L;

  public CsvToXmlConversionException() {}

  public CsvToXmlConversionException(String message) {
    super(message);
  }

  public CsvToXmlConversionException(String message, Throwable cause) {
    super(message, cause);
  }

  public CsvToXmlConversionException(Throwable cause) {
    super(cause);
  }
}
