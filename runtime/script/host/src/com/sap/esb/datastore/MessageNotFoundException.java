package com.sap.esb.datastore;

/** A data store has no such entry. */
public class MessageNotFoundException extends Exception {
  private static final long serialVersionUID = 1L;

  public MessageNotFoundException() {}

  public MessageNotFoundException(String message) {
    super(message);
  }

  public MessageNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }

  public MessageNotFoundException(Throwable cause) {
    super(cause);
  }
}
