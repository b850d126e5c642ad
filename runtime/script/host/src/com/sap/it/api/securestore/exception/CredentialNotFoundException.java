package com.sap.it.api.securestore.exception;

/** No such credential. */
public class CredentialNotFoundException extends com.sap.it.api.securestore.exception.SecureStoreException {
  private static final long serialVersionUID = 1L;

  public CredentialNotFoundException() {}

  public CredentialNotFoundException(String message) {
    super(message);
  }

  public CredentialNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }

  public CredentialNotFoundException(Throwable cause) {
    super(cause);
  }
}
