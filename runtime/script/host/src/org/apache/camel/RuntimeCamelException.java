package org.apache.camel;

/** What Camel throws when it wraps another exception. */
public class RuntimeCamelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RuntimeCamelException() {}

  public RuntimeCamelException(String message) {
    super(message);
  }

  public RuntimeCamelException(String message, Throwable cause) {
    super(message, cause);
  }

  public RuntimeCamelException(Throwable cause) {
    super(cause);
  }
}
