package com.sap.esb.datastore;

import java.util.Map;

/** An entry of a data store. */
public class Data {
  private final String storeName;
  private final String contextName;
  private final String qualifier;
  private final String id;
  private final byte[] data;
  private final Map<String, Object> headers;
  private final String messageId;

  public Data(String storeName, String contextName, String qualifier, String id, byte[] data, Map<String, Object> headers, String messageId) {
    this.storeName = storeName;
    this.contextName = contextName;
    this.qualifier = qualifier;
    this.id = id;
    this.data = data;
    this.headers = headers;
    this.messageId = messageId;
  }

  /** The kind of the entry does not matter here. */
  public Data(
      String storeName, String contextName, String qualifier, String id, byte[] data, Map<String, Object> headers, String messageId, byte kind) {
    this(storeName, contextName, qualifier, id, data, headers, messageId);
  }

  public String getStoreName() {
    return storeName;
  }

  public String getContextName() {
    return contextName;
  }

  public String getQualifier() {
    return qualifier;
  }

  public String getId() {
    return id;
  }

  public byte[] getDataAsByteArray() {
    return data;
  }

  public Map<String, Object> getHeaders() {
    return headers;
  }

  public String getMessageId() {
    return messageId;
  }
}
