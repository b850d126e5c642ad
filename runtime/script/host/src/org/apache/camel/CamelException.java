package org.apache.camel;

/** Super class of Camel's checked exceptions. */
public class CamelException extends Exception {
  private static final long serialVersionUID = 1L;

  public CamelException() {}

  public CamelException(String message) {
    super(message);
  }

  public CamelException(String message, Throwable cause) {
    super(message, cause);
  }

  public CamelException(Throwable cause) {
    super(cause);
  }
}
