package com.sap.it.api.exception;

/** The factory knows no such service. */
public class InvalidContextException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidContextException() {}

  public InvalidContextException(String message) {
    super(message);
  }

  public InvalidContextException(String message, Throwable cause) {
    super(message, cause);
  }

  public InvalidContextException(Throwable cause) {
    super(cause);
  }
}
