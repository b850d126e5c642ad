package com.sap.it.api.pd;

/** A binary parameter of the partner directory. */
public class BinaryData {
  private final byte[] data;
  private final String contentType;

  public BinaryData(byte[] data, String contentType) {
    if (data == null || contentType == null) throw new IllegalArgumentException("BinaryData needs data and a content type.");
    this.data = data;
    this.contentType = contentType;
  }

  public byte[] getData() {
    return data;
  }

  public String getContentType() {
    return contentType;
  }
}
