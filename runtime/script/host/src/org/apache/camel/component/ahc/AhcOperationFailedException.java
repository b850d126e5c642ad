package org.apache.camel.component.ahc;

import java.util.Map;
import org.apache.camel.CamelException;

/** A call over HTTP was answered with a status of 300 or more. */
public class AhcOperationFailedException extends CamelException {
  private static final long serialVersionUID = 1L;

  private final String url;
  private final int statusCode;
  private final String statusText;
  private final String redirectLocation;
  private final transient Map<String, String> responseHeaders;
  private final String responseBody;

  public AhcOperationFailedException(
      String url, int statusCode, String statusText, String location, Map<String, String> responseHeaders, String responseBody) {
    super("HTTP operation failed invoking " + url + " with statusCode: " + statusCode
        + (location == null ? "" : ", redirectLocation: " + location));
    this.url = url;
    this.statusCode = statusCode;
    this.statusText = statusText;
    this.redirectLocation = location;
    this.responseHeaders = responseHeaders;
    this.responseBody = responseBody;
  }

  public String getUrl() {
    return url;
  }

  public int getStatusCode() {
    return statusCode;
  }

  public String getStatusText() {
    return statusText;
  }

  public String getRedirectLocation() {
    return redirectLocation;
  }

  public boolean isRedirectError() {
    return statusCode >= 300 && statusCode < 400;
  }

  public boolean hasRedirectLocation() {
    return redirectLocation != null && !redirectLocation.isEmpty();
  }

  public Map<String, String> getResponseHeaders() {
    return responseHeaders;
  }

  public String getResponseBody() {
    return responseBody;
  }
}
