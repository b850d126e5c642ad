package org.apache.camel;

/** A message failed in a route. */
public class CamelExecutionException extends org.apache.camel.RuntimeCamelException {
  private static final long serialVersionUID = 1L;

  public CamelExecutionException() {}

  public CamelExecutionException(String message) {
    super(message);
  }

  public CamelExecutionException(String message, Throwable cause) {
    super(message, cause);
  }

  public CamelExecutionException(Throwable cause) {
    super(cause);
  }
}
