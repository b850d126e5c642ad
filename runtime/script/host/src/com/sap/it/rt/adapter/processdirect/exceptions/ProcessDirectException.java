package com.sap.it.rt.adapter.processdirect.exceptions;

/** A flow called another that is not deployed. */
public class ProcessDirectException extends Exception {
  private static final long serialVersionUID = 1L;

  public ProcessDirectException() {}

  public ProcessDirectException(String message) {
    super(message);
  }

  public ProcessDirectException(String message, Throwable cause) {
    super(message, cause);
  }

  public ProcessDirectException(Throwable cause) {
    super(cause);
  }
}
