package com.sap.it.rt.adapter.http.api.exception;

/** A call over HTTP failed. */
public class HttpResponseException extends Exception {
  private static final long serialVersionUID = 1L;

  public HttpResponseException() {}

  public HttpResponseException(String message) {
    super(message);
  }

  public HttpResponseException(String message, Throwable cause) {
    super(message, cause);
  }

  public HttpResponseException(Throwable cause) {
    super(cause);
  }
}
