package com.sap.it.api.exception;

/** A service of the platform failed. */
public class ITApiException extends Exception {
  private static final long serialVersionUID = 1L;

  public ITApiException() {}

  public ITApiException(String message) {
    super(message);
  }

  public ITApiException(String message, Throwable cause) {
    super(message, cause);
  }

  public ITApiException(Throwable cause) {
    super(cause);
  }
}
