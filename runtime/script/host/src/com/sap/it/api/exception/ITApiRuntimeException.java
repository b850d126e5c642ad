package com.sap.it.api.exception;

/** A service of the platform failed. */
public class ITApiRuntimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ITApiRuntimeException() {}

  public ITApiRuntimeException(String message) {
    super(message);
  }

  public ITApiRuntimeException(String message, Throwable cause) {
    super(message, cause);
  }

  public ITApiRuntimeException(Throwable cause) {
    super(cause);
  }
}
