package com.sap.gateway.core.ip.component.odata.exception;

/** A call of an OData service failed. */
public class OsciException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String requestUri;

  public OsciException(String message) {
    this(message, null, null);
  }

  public OsciException(String message, Throwable cause, String requestUri) {
    super(message, cause);
    this.requestUri = requestUri;
  }

  public String getRequestUri() {
    return requestUri;
  }
}
