package com.sap.it.api.keystore.exception;

/** The keystore cannot answer. */
public class KeystoreException extends Exception {
  private static final long serialVersionUID = 1L;

  public KeystoreException() {}

  public KeystoreException(String message) {
    super(message);
  }

  public KeystoreException(String message, Throwable cause) {
    super(message, cause);
  }

  public KeystoreException(Throwable cause) {
    super(cause);
  }
}
