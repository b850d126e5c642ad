package com.sap.it.script.v2.api.exceptions;

/** A call over HTTP was answered with a status of 300 or more, as scripts of the second generation see it. */
public class HttpOperationFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int statusCode;
  private final String responseBody;

  public HttpOperationFailedException(String message, int statusCode, String responseBody) {
    super(message);
    this.statusCode = statusCode;
    this.responseBody = responseBody;
  }

  public int getStatusCode() {
    return statusCode;
  }

  public String getResponseBody() {
    return responseBody;
  }
}
