package com.sap.it.api.securestore.exception;

/** No such credential, or it cannot be read. */
public class SecureStoreException extends Exception {
  private static final long serialVersionUID = 1L;

  public SecureStoreException() {}

  public SecureStoreException(String message) {
    super(message);
  }

  public SecureStoreException(String message, Throwable cause) {
    super(message, cause);
  }

  public SecureStoreException(Throwable cause) {
    super(cause);
  }
}
