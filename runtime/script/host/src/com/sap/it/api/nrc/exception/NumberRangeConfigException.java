package com.sap.it.api.nrc.exception;

/** No such number range, or it is exhausted. */
public class NumberRangeConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public NumberRangeConfigException() {}

  public NumberRangeConfigException(String message) {
    super(message);
  }

  public NumberRangeConfigException(String message, Throwable cause) {
    super(message, cause);
  }

  public NumberRangeConfigException(Throwable cause) {
    super(cause);
  }
}
