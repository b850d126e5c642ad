package javax.ws.rs.core;

/** The constants of JAX-RS; the class of its own needs a whole runtime. */
public final class MediaType {
  public static final String WILDCARD = "*/*";
  public static final String APPLICATION_XML = "application/xml";
  public static final String APPLICATION_ATOM_XML = "application/atom+xml";
  public static final String APPLICATION_XHTML_XML = "application/xhtml+xml";
  public static final String APPLICATION_SVG_XML = "application/svg+xml";
  public static final String APPLICATION_JSON = "application/json";
  public static final String APPLICATION_FORM_URLENCODED = "application/x-www-form-urlencoded";
  public static final String APPLICATION_OCTET_STREAM = "application/octet-stream";
  public static final String MULTIPART_FORM_DATA = "multipart/form-data";
  public static final String TEXT_PLAIN = "text/plain";
  public static final String TEXT_XML = "text/xml";
  public static final String TEXT_HTML = "text/html";

  private MediaType() {}
}
