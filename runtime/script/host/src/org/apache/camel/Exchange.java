package org.apache.camel;

import java.util.Map;

/** The exchange that a message belongs to. */
public interface Exchange {
  String CHARSET_NAME = "CamelCharsetName";
  String EXCEPTION_CAUGHT = "CamelExceptionCaught";

  CamelContext getContext();

  String getExchangeId();

  Message getIn();

  Message getOut();

  Message getMessage();

  Object getProperty(String name);

  <T> T getProperty(String name, Class<T> type);

  void setProperty(String name, Object value);

  Map<String, Object> getProperties();

  Endpoint getFromEndpoint();

  Exception getException();
}
