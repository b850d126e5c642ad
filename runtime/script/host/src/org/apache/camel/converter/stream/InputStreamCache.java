package org.apache.camel.converter.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/** The body as steps other than scripts leave it. */
public class InputStreamCache extends ByteArrayInputStream implements StreamCache {
  public InputStreamCache(byte[] data) {
    super(data);
  }

  public InputStreamCache(byte[] data, int count) {
    super(data, 0, count);
  }

  /** All of the content, read or not; not to be changed. */
  public byte[] content() {
    return count == buf.length ? buf : java.util.Arrays.copyOf(buf, count);
  }

  @Override
  public void writeTo(OutputStream stream) throws IOException {
    stream.write(buf, pos, count - pos);
  }

  @Override
  public StreamCache copy(Exchange exchange) {
    return new InputStreamCache(buf, count);
  }

  @Override
  public boolean inMemory() {
    return true;
  }

  @Override
  public long length() {
    return count;
  }
}
