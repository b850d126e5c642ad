package com.sap.esb.datastore;

/** A data store has such an entry already, which is not to be overwritten. */
public class DuplicateEntryException extends Exception {
  private static final long serialVersionUID = 1L;

  public DuplicateEntryException() {}

  public DuplicateEntryException(String message) {
    super(message);
  }

  public DuplicateEntryException(String message, Throwable cause) {
    super(message, cause);
  }

  public DuplicateEntryException(Throwable cause) {
    super(cause);
  }
}
