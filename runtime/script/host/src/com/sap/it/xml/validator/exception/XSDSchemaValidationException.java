package com.sap.it.xml.validator.exception;

/** A message does not follow its schema. */
public class XSDSchemaValidationException extends Exception {
  private static final long serialVersionUID = 1L;

  public XSDSchemaValidationException() {}

  public XSDSchemaValidationException(String message) {
    super(message);
  }

  public XSDSchemaValidationException(String message, Throwable cause) {
    super(message, cause);
  }

  public XSDSchemaValidationException(Throwable cause) {
    super(cause);
  }
}
