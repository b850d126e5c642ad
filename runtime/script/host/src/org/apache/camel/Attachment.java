package org.apache.camel;

import java.util.Collection;
import java.util.List;
import javax.activation.DataHandler;

/** An attachment with its MIME headers, whose names compare without regard to case. */
public interface Attachment {
  DataHandler getDataHandler();

  /** The values joined by comma, or null. */
  String getHeader(String name);

  List<String> getHeaderAsList(String name);

  void addHeader(String name, String value);

  void setHeader(String name, String value);

  void removeHeader(String name);

  Collection<String> getHeaderNames();

  void clearHeaders();
}
