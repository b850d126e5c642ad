package com.sap.it.api.pd.exception;

/** The partner directory cannot answer. */
public class PartnerDirectoryException extends Exception {
  private static final long serialVersionUID = 1L;

  public PartnerDirectoryException() {}

  public PartnerDirectoryException(String message) {
    super(message);
  }

  public PartnerDirectoryException(String message, Throwable cause) {
    super(message, cause);
  }

  public PartnerDirectoryException(Throwable cause) {
    super(cause);
  }
}
