package com.iflowsim.host.codec;

import com.iflowsim.host.message.LazyBody;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import javax.activation.DataSource;
import org.apache.camel.converter.stream.InputStreamCache;

/** The content of an attachment that came with the message. */
record WireDataSource(String name, String contentType, Object content) implements DataSource {
  @Override
  public InputStream getInputStream() {
    Object read = content instanceof LazyBody lazy ? lazy.get() : content;
    if (read instanceof InputStreamCache cache) return new ByteArrayInputStream(cache.content());
    return new ByteArrayInputStream(read instanceof byte[] bytes ? bytes : new byte[0]);
  }

  @Override
  public OutputStream getOutputStream() {
    throw new UnsupportedOperationException("An attachment of a message cannot be written; add a new one.");
  }

  @Override
  public String getContentType() {
    return contentType == null || contentType.isEmpty() ? "application/octet-stream" : contentType;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
