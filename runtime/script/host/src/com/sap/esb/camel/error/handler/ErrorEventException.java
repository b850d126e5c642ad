package com.sap.esb.camel.error.handler;

/** An error end event ended a message. */
public class ErrorEventException extends Exception {
  private static final long serialVersionUID = 1L;

  public ErrorEventException() {}

  public ErrorEventException(String message) {
    super(message);
  }

  public ErrorEventException(String message, Throwable cause) {
    super(message, cause);
  }

  public ErrorEventException(Throwable cause) {
    super(cause);
  }
}
