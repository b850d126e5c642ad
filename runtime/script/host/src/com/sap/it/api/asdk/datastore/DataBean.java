package com.sap.it.api.asdk.datastore;

import java.util.HashMap;
import java.util.Map;

/** The content of an entry of a data store. */
public class DataBean {
  private byte[] data = new byte[0];
  private Map<String, Object> headers = new HashMap<>();

  public byte[] getDataAsArray() {
    return data;
  }

  public void setDataAsArray(byte[] data) {
    this.data = data;
  }

  public Map<String, Object> getHeaders() {
    return headers;
  }

  public void setHeaders(Map<String, Object> headers) {
    this.headers = headers;
  }
}
