package org.apache.camel;

/** The body is none that the step can work on. */
public class ExpectedBodyTypeException extends RuntimeCamelException {
  private static final long serialVersionUID = 1L;

  public ExpectedBodyTypeException(String message) {
    super(message);
  }
}
