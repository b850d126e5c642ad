package com.sap.gateway.ip.core.customdev.util;

import javax.activation.DataHandler;
import javax.activation.DataSource;
import org.apache.camel.Attachment;
import org.apache.camel.impl.DefaultAttachment;

/** An attachment as scripts add it. */
public class AttachmentWrapper extends DefaultAttachment {
  public AttachmentWrapper(DataHandler dataHandler) {
    super(dataHandler);
  }

  public AttachmentWrapper(DataSource source) {
    super(source);
  }

  /** The attachment itself, or a wrapper with its content and headers. */
  public static AttachmentWrapper of(Attachment attachment) {
    if (attachment instanceof AttachmentWrapper wrapper) return wrapper;
    AttachmentWrapper wrapper = new AttachmentWrapper(attachment.getDataHandler());
    for (String name : attachment.getHeaderNames()) {
      attachment.getHeaderAsList(name).forEach(value -> wrapper.addHeader(name, value));
    }
    return wrapper;
  }
}
