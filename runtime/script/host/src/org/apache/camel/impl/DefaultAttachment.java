package org.apache.camel.impl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.activation.DataHandler;
import javax.activation.DataSource;
import org.apache.camel.Attachment;

/** An attachment around a data handler. */
public class DefaultAttachment implements Attachment {
  private final DataHandler dataHandler;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  public DefaultAttachment(DataHandler dataHandler) {
    this.dataHandler = dataHandler;
  }

  public DefaultAttachment(DataSource source) {
    this(new DataHandler(source));
  }

  @Override
  public DataHandler getDataHandler() {
    return dataHandler;
  }

  @Override
  public String getHeader(String name) {
    List<String> values = headers.get(name);
    return values == null ? null : String.join(",", values);
  }

  @Override
  public List<String> getHeaderAsList(String name) {
    return headers.get(name);
  }

  @Override
  public void addHeader(String name, String value) {
    headers.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  @Override
  public void setHeader(String name, String value) {
    headers.remove(name);
    addHeader(name, value);
  }

  @Override
  public void removeHeader(String name) {
    headers.remove(name);
  }

  @Override
  public Collection<String> getHeaderNames() {
    return headers.keySet();
  }

  @Override
  public void clearHeaders() {
    headers.clear();
  }
}
