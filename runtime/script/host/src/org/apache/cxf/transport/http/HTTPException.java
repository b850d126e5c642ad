package org.apache.cxf.transport.http;

import java.io.IOException;
import java.net.URL;

/** A SOAP service answered with an HTTP status and no fault. */
public class HTTPException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int responseCode;
  private final String responseMessage;
  private final URL url;

  public HTTPException(int responseCode, String responseMessage, URL url) {
    super("HTTP response '" + responseCode + ": " + responseMessage + "' when communicating with " + url);
    this.responseCode = responseCode;
    this.responseMessage = responseMessage;
    this.url = url;
  }

  public int getResponseCode() {
    return responseCode;
  }

  public String getResponseMessage() {
    return responseMessage;
  }

  public URL getUrl() {
    return url;
  }
}
