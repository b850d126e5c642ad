package com.sap.it.api.msg;

/** Sizes in bytes. */
public interface MessageSizeInformation {
  long getBodySize();

  long getAttachmentsSize();

  long getMessageSize();
}
