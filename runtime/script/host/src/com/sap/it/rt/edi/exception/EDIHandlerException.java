package com.sap.it.rt.edi.exception;

/** Conversion of EDI failed. */
public class EDIHandlerException extends Exception {
  private static final long serialVersionUID = 1L;

  public EDIHandlerException() {}

  public EDIHandlerException(String message) {
    super(message);
  }

  public EDIHandlerException(String message, Throwable cause) {
    super(message, cause);
  }

  public EDIHandlerException(Throwable cause) {
    super(cause);
  }
}
