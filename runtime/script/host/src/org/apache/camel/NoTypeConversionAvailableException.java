package org.apache.camel;

/** Nothing converts a value into the wanted type. */
public class NoTypeConversionAvailableException extends org.apache.camel.CamelException {
  private static final long serialVersionUID = 1L;

  public NoTypeConversionAvailableException() {}

  public NoTypeConversionAvailableException(String message) {
    super(message);
  }

  public NoTypeConversionAvailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public NoTypeConversionAvailableException(Throwable cause) {
    super(cause);
  }
}
