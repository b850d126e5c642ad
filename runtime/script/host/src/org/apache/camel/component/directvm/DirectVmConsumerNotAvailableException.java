package org.apache.camel.component.directvm;

/** A flow called another that is not deployed. */
public class DirectVmConsumerNotAvailableException extends org.apache.camel.CamelException {
  private static final long serialVersionUID = 1L;

  public DirectVmConsumerNotAvailableException() {}

  public DirectVmConsumerNotAvailableException(String message) {
    super(message);
  }

  public DirectVmConsumerNotAvailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public DirectVmConsumerNotAvailableException(Throwable cause) {
    super(cause);
  }
}
