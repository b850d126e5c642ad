package org.apache.camel;

import java.util.Map;

/** The message of an exchange; a view on what scripts get as their message. */
public interface Message {
  Object getBody();

  <T> T getBody(Class<T> type);

  void setBody(Object body);

  Object getHeader(String name);

  <T> T getHeader(String name, Class<T> type);

  void setHeader(String name, Object value);

  Map<String, Object> getHeaders();

  void setHeaders(Map<String, Object> headers);

  Object removeHeader(String name);

  /** Removes the headers of that name; a star at its end stands for anything. */
  boolean removeHeaders(String pattern);

  Exchange getExchange();
}
